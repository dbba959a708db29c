/**
 * What the embedded data costs at the start: from the start of the process to the answer to
 * `initialize`, against the same server built with all parts of the data empty, in turn.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { build, type Plugin } from 'esbuild';
import { startServer } from '../support/server.ts';
import { against, quantile } from './measure.ts';

const rounds = 15;
const goal = 1.5;
const half = 0.5;
const root = path.resolve(import.meta.dirname, '../..');

/** Puts an empty table in place of each part. */
const emptyParts: Plugin = {
  name: 'empty parts',
  setup(plugins) {
    plugins.onLoad({ filter: /knowledge[\\/]generated[\\/]\w+\.ts$/ }, (file) => {
      const part = path.basename(file.path, '.ts');
      if (part === 'parts') return undefined;
      const nothing = part === 'phases' || part === 'reasons' ? '[]' : '';
      return { contents: `export const ${part} = () => ${JSON.stringify(nothing)};`, loader: 'ts' };
    });
  },
};

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'strace-bench-'));
  try {
    const files = { full: path.join(folder, 'full.js'), empty: path.join(folder, 'empty.js') };
    await bundle(files.full, []);
    await bundle(files.empty, [emptyParts]);
    const times = { full: [] as number[], empty: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.full.push(await startOf(files.full));
      times.empty.push(await startOf(files.empty));
    }
    const full = quantile(times.full, half);
    const empty = quantile(times.empty, half);
    console.log(
      `start: ${full.toFixed(0)} ms to the answer to initialize, ${empty.toFixed(0)} ms without data; ` +
        `ratio ${against(full / empty, '×', goal)}; median of ${rounds}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(outfile: string, plugins: Plugin[]): Promise<void> {
  await build({
    entryPoints: [path.join(root, 'server/src/node.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { STRACE_LENS_VERSION: '"0"' },
    outfile,
    plugins,
  });
}

async function startOf(file: string): Promise<number> {
  const start = performance.now();
  const server = await startServer({}, file);
  const took = performance.now() - start;
  await server.stop();
  return took;
}

void main();
