// Builds everything that ships: the grammar, the compiled knowledge, the bundles of client and
// server. `node esbuild.mjs [--watch]`
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const { values } = parseArgs({ options: { watch: { type: 'boolean', default: false } } });

for (const script of [
  'syntaxes/build.ts',
  'server/data/compile.ts',
  'server/data/compilePhases.ts',
  'server/data/compileReasons.ts',
  'server/data/compileSchema.ts',
]) {
  execFileSync(process.execPath, ['--import', 'tsx', script], { stdio: 'inherit' });
}

const { version } = JSON.parse(readFileSync('server/package.json', 'utf8'));
const common = {
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'none',
  define: { STRACE_LENS_VERSION: JSON.stringify(version) },
};
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
const browser = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
};

const bundles = [
  {
    ...node,
    entryPoints: ['server/src/node.ts'],
    outfile: 'server/dist/node.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['server/src/browser.ts'],
    outfile: 'server/dist/browser.js',
  },
  {
    ...node,
    entryPoints: ['client/src/node.ts'],
    outfile: 'dist/client/node.js',
    external: ['vscode'],
  },
  {
    ...browser,
    format: 'cjs',
    entryPoints: ['client/src/browser.ts'],
    outfile: 'dist/client/browser.js',
    external: ['vscode'],
  },
];

if (values.watch) {
  const contexts = await Promise.all(
    bundles.map((options) => esbuild.context({ ...options, minify: false, logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.all(bundles.map((options) => esbuild.build(options)));
  for (const { metafile } of results) print(metafile);
  chmodSync('server/dist/node.js', 0o755);
}

/** Prints the size of each bundle and what weighs most in it. */
function print(metafile) {
  for (const [file, output] of Object.entries(metafile.outputs)) {
    console.log(`${file}  ${kilobytes(output.bytes)}`);
    const weights = new Map();
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const part = partOf(input);
      weights.set(part, (weights.get(part) ?? 0) + bytesInOutput);
    }
    const heaviest = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, 4);
    for (const [part, bytes] of heaviest) console.log(`  ${kilobytes(bytes).padStart(8)}  ${part}`);
  }
}

/** The package or the folder of ours that an input is of. */
function partOf(input) {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return name ?? input.split('/').slice(0, 3).join('/');
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} kB`;
}
