import type { Trace } from '../model/trace.ts';
import { numberOf } from '../syntax/readValue.ts';
import { type Problem, problem } from './problem.ts';

/** From how many descriptors of one kind of call on a leak is told. */
const leaked = 50;
/** How far back a `close` is looked for. */
const closeReach = 100_000;
/** For how many processes and programs the open descriptors are looked at. */
const openLimit = 200;
/** First descriptor that is not one of the standard three. */
const firstOwn = 3;

const closing = new Set(['close']);
/** Calls that ask whether a number is open at all, as runtimes do for each in turn. */
const probing = new Set(['fcntl', 'fcntl64']);

/** A number that does not lead to a descriptor: closed twice, or used after it was closed. */
export function badDescriptor(trace: Trace, head: number, name: string): Problem[] {
  const found = trace.call(head)?.call;
  const first = found?.args[0];
  const fd = found === undefined || first === undefined ? undefined : numberOf(first, found.text);
  if (fd === undefined || Number(fd) < 0 || probing.has(name)) return [];
  const closed = lastClose(trace, head, Number(fd));
  if (closed === undefined) return [];
  const code = closing.has(name) ? 'double-close' : 'closed';
  return [
    {
      ...problem(head, code, code === 'closed' ? 'warning' : 'hint', {
        fd: String(fd),
        line: String(closed + 1),
      }),
      related: { row: closed, text: 'problem-here' },
    },
  ];
}

/** The `close` of a number before a row, in the same process; undefined where it is far or nowhere. */
function lastClose(trace: Trace, row: number, fd: number): number | undefined {
  const { rows } = trace.text;
  const { processes } = trace;
  const close = rows.nameId('close');
  const process = processes.processAt(row);
  const pattern = new RegExp(`close\\((?:fd=)?${fd}\\b`);
  for (let at = row - 1; at >= 0 && at > row - closeReach; at--) {
    if (rows.name(at) !== close || processes.processAt(at) !== process) continue;
    if (rows.errno(at) === 0 && pattern.test(trace.text.text(at))) return at;
  }
  return undefined;
}

/** What the end of a process, or the start of a new program in it, shows of its descriptors. */
export function* openDescriptors(trace: Trace): Iterable<Problem> {
  let asked = 0;
  for (const process of trace.processes.processes) {
    const leader = trace.processes.tasks[process.tasks[0] ?? -1];
    if (leader !== undefined && leader.exitRow !== -1 && asked++ < openLimit) {
      yield* leaks(trace, leader.exitRow);
    }
    for (const image of process.images) {
      if (process.parent !== -1 && asked++ < openLimit) yield* inherited(trace, image.row);
    }
  }
}

/** Descriptors that one kind of call made by the dozen and nothing closed. */
function* leaks(trace: Trace, row: number): Iterable<Problem> {
  const byCall = new Map<string, number[]>();
  for (const { originRow } of trace.descriptors.openAt(row)) {
    if (originRow === -1) continue;
    const name = trace.text.rows.names[trace.text.rows.name(originRow)] ?? '';
    const rows = byCall.get(name);
    if (rows === undefined) byCall.set(name, [originRow]);
    else rows.push(originRow);
  }
  for (const [call, rows] of byCall) {
    if (rows.length < leaked) continue;
    const first = Math.min(...rows.slice(0, leaked));
    const count = rows.length.toLocaleString('en-US');
    yield problem(first, 'leak', 'information', { call, count });
  }
}

function* inherited(trace: Trace, row: number): Iterable<Problem> {
  for (const { fd, originRow, closesOnExec, kind } of trace.descriptors.openAt(row)) {
    if (fd < firstOwn || originRow === -1 || closesOnExec) continue;
    if (kind !== 'file' && kind !== 'socket') continue;
    yield {
      ...problem(row, 'inherited', 'hint', { fd: String(fd), line: String(originRow + 1) }),
      related: { row: originRow, text: 'problem-here' },
    };
  }
}
