/**
 * Scan of a large trace against a bare pass over its newlines, in one run: the ratio says how much
 * work the scanner adds, whatever the machine. The scanner runs as it ships, bundled by esbuild.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Scanner from '../../server/src/syntax/scan.ts';
import { type Flavor, generateAll } from './generate.ts';

const LINE_FEED = 10;
const MEGABYTE = 1e6;
const GOAL = 8;
const ROUNDS = 7;
const SEED = 1;

const size = Number(process.argv[2] ?? 100) * MEGABYTE;
void run();

async function run(): Promise<void> {
  const { scan } = await bundled();
  for (const flavor of ['threads', 'plain'] satisfies Flavor[]) {
    const bytes = generateAll({ seed: SEED, size, flavor });
    let lines = 0;
    let rows = 0;
    let memory = 0;
    let bare = Number.POSITIVE_INFINITY;
    let scanned = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      bare = Math.min(
        bare,
        time(() => (lines = countLines(bytes))),
      );
      scanned = Math.min(
        scanned,
        time(() => {
          const table = scan(bytes);
          rows = table.length;
          memory = table.memory;
        }),
      );
    }
    if (rows !== lines) throw new Error(`${rows} rows of ${lines} lines`);
    const ratio = scanned / bare;
    console.log(
      `scan ${flavor}: ${(bytes.length / MEGABYTE).toFixed(0)} MB, ${rows} lines; ` +
        `newline pass ${bare.toFixed(0)} ms, scan ${scanned.toFixed(0)} ms; ` +
        `ratio ${ratio.toFixed(2)} (goal ${GOAL} or less: ${ratio <= GOAL ? 'met' : 'MISSED'}); ` +
        `${(memory / rows).toFixed(1)} bytes a row`,
    );
  }
}

/** Milliseconds that `work` took. */
function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

async function bundled(): Promise<typeof Scanner> {
  const source = fileURLToPath(new URL('../../server/src/syntax/scan.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    minify: true,
  });
  const folder = mkdtempSync(join(tmpdir(), 'strace-bench-'));
  try {
    const file = join(folder, 'scan.mjs');
    writeFileSync(file, outputFiles[0]?.contents ?? '');
    const scanner: typeof Scanner = await import(pathToFileURL(file).href);
    return scanner;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
