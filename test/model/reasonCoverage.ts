/**
 * Which share of the start-up lines of traces has a reason: `npx tsx test/model/reasonCoverage.ts
 * FILES`. Then the most frequent shapes of calls without one, and the reasons that were never met.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { splitArguments } from '../../server/src/model/phases/callText.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { RowKind } from '../../server/src/syntax/kinds.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

const shownShapes = 60;
const shownArguments = 3;
const startUp = new Set(['exec', 'loader', 'libc', 'runtime']);

export interface ReasonCoverage {
  readonly lines: number;
  readonly explained: number;
  /** How often a call without a reason has this shape, and one line of that shape. */
  readonly shapes: ReadonlyMap<string, { count: number; example: string }>;
  /** How often each reason was met, by its name, in lines of any stage. */
  readonly met: ReadonlyMap<string, number>;
}

/** Counts the lines of calls and signals from `execve` to the program's first call. */
export function reasonCoverage(files: readonly string[]): ReasonCoverage {
  const profiles = compiledProfiles();
  const shapes = new Map<string, { count: number; example: string }>();
  const met = new Map<string, number>();
  let lines = 0;
  let explained = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const trace = new Trace(TraceText.create(`file:///${file}`, 'strace', 1, text), profiles);
    const { rows } = trace.text;
    for (let row = 0; row < rows.length; row++) {
      const isSignal = rows.kind(row) === RowKind.signal;
      if (!isSignal && trace.processes.calls.head(row) === -1) continue;
      const phase = trace.phases.phases[trace.phases.phaseAt(row)];
      const reason = trace.reasons.at(row)?.reason;
      if (reason !== undefined) met.set(reason.name, (met.get(reason.name) ?? 0) + 1);
      if (phase === undefined || !startUp.has(phase.stage)) continue;
      lines++;
      if (reason !== undefined) explained++;
      else note(trace, row, phase.id);
    }
  }
  return { lines, explained, shapes, met };

  function note(trace: Trace, row: number, phase: string): void {
    const { rows } = trace.text;
    const name = rows.names[rows.name(row)] ?? '';
    const text = trace.text.text(row);
    const args = splitArguments(text.slice(text.indexOf('(') + 1)).slice(0, shownArguments);
    const errno = rows.names[rows.errno(row)] ?? '';
    const shape = `${phase.replace(/#\d+$/, '')} ${name}(${args.map(shapeOf).join(', ')}) ${errno}`;
    const found = shapes.get(shape);
    if (found === undefined) shapes.set(shape, { count: 1, example: text });
    else found.count++;
  }
}

function shapeOf(argument: string): string {
  if (argument.startsWith('"')) return 'S';
  if (argument.startsWith('0x')) return 'A';
  return argument.slice(0, 24);
}

function print(files: readonly string[]): void {
  const { lines, explained, shapes, met } = reasonCoverage(files);
  const share = lines === 0 ? 100 : (100 * explained) / lines;
  for (const [shape, { count, example }] of [...shapes]
    .toSorted((a, b) => b[1].count - a[1].count)
    .slice(0, shownShapes)) {
    console.log(`${String(count).padStart(6)}  ${shape}\n          ${example.slice(0, 150)}`);
  }
  console.log(`${explained} of ${lines} start-up lines have a reason: ${share.toFixed(1)} %`);
  console.log(`${met.size} reasons met`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  print(process.argv.slice(2).filter((file) => path.basename(file).includes('.strace')));
}
