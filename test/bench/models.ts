/**
 * What the models of a trace cost: milliseconds a megabyte, against the scan of the same text in the
 * same run, and bytes a line. Run with --expose-gc, or the memory is not told.
 */
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { generateAll } from './generate.ts';
import { megabyte, time } from './measure.ts';

const size = 20;
const rounds = 3;
const appended = 100;
const models = [
  'processes',
  'times',
  'phases',
  'descriptors',
  'memory',
  'signals',
  'waits',
] as const;

const text = new TextDecoder().decode(
  generateAll({ size: size * megabyte, seed: 1, flavor: 'threads' }),
);
const profiles = compiledProfiles();
const best = new Map<string, number>();
const bytes = new Map<string, number>();
let lines = 0;
for (let round = 0; round < rounds; round++) {
  let document: TraceText | undefined;
  measured('scan', () => {
    document = TraceText.create('untitled:bench', 'strace', 1, text);
    return document;
  });
  if (document === undefined) throw new Error('no document');
  const trace = new Trace(document, profiles);
  lines = trace.lineCount;
  for (const model of models) measured(model, () => trace[model]);
  append(document);
  const grown = new Trace(document, profiles, [], trace);
  measured('phases grown', () => grown.phases);
}
const scan = best.get('scan') ?? Number.NaN;
const fresh = ['processes', 'times', 'phases'].reduce((sum, one) => sum + (best.get(one) ?? 0), 0);
const share = (best.get('phases grown') ?? Number.NaN) / fresh;
console.log(`models: ${size} MB, ${lines.toLocaleString('en-US')} lines, best of ${rounds}`);
for (const [name, took] of best) {
  const memory = bytes.get(name);
  console.log(
    [
      `  ${name.padEnd(12)}${(took / size).toFixed(2).padStart(6)} ms/MB`,
      `${(took / scan).toFixed(2).padStart(5)} × the scan`,
      ...(memory === undefined ? [] : [`${(memory / lines).toFixed(1).padStart(6)} bytes a line`]),
    ].join('  '),
  );
}

console.log(
  `  after ${appended} more lines processes, times and phases take ${(share * 100).toFixed(1)} % of a fresh fold`,
);

/** Puts some lines behind the last one, as strace does while it is writing. */
function append(document: TraceText): void {
  const end = { line: document.lineCount - 1, character: 0 };
  const more = 'getppid() = 1\n'.repeat(appended);
  TraceText.update(document, [{ range: { start: end, end }, text: more }], 2);
}

/** Times the making of something, and notes by how much the heap has grown. */
function measured(name: string, make: () => unknown): void {
  const before = used();
  const took = time(make);
  const after = used();
  best.set(name, Math.min(best.get(name) ?? Infinity, took));
  if (before !== undefined && after !== undefined) {
    bytes.set(name, Math.min(bytes.get(name) ?? Infinity, Math.max(0, after - before)));
  }
}

function used(): number | undefined {
  if (globalThis.gc === undefined) return undefined;
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
