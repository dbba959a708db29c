// Bundles the suite for both kinds of extension host.
import { join } from 'node:path';
import { build } from 'esbuild';
import { out, workbenchTests } from './lib/paths.mjs';

export async function buildSuites() {
  const common = { bundle: true, format: 'cjs', sourcemap: 'inline', logLevel: 'warning' };
  await Promise.all([
    build({
      ...common,
      platform: 'node',
      target: 'node20',
      entryPoints: [join(workbenchTests, 'suite/node.ts')],
      outfile: join(out, 'node.js'),
      external: ['vscode', 'mocha'],
    }),
    build({
      ...common,
      platform: 'browser',
      target: 'es2022',
      entryPoints: [join(workbenchTests, 'suite/web.ts')],
      outfile: join(out, 'web.js'),
      external: ['vscode'],
      define: { 'process.env.NODE_DEBUG': 'false', global: 'globalThis' },
      alias: { 'node:assert/strict': join(workbenchTests, 'lib/assert.mjs') },
    }),
  ]);
}
