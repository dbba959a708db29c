import { readCommandLine } from './commandLine.ts';
import { baseName } from './glob.ts';
import type { FoldContext } from './processFold.ts';

/** Farthest back, in lines of the trace, that the call which sent a signal is looked for. */
const mostRows = 512;
/** How many processes, besides its ancestors, are looked at for the one of a number. */
const mostProcesses = 1024;
/** Generations that a name is inherited over. */
const mostParents = 64;

/** Calls that send a signal: positions of the target and of the signal. */
const sends: readonly (readonly [name: string, target: number, signal: number])[] = [
  ['kill', 0, 1],
  ['tkill', 0, 1],
  ['tgkill', 0, 2],
  ['rt_sigqueueinfo', 0, 1],
  ['rt_tgsigqueueinfo', 0, 2],
];

/** `SIGKILL`, by name and as `-X raw` prints it. */
const deadly = new Set(['SIGKILL', '9']);

/**
 * Number of the process that sent `SIGKILL` to the process that dies on `row`, from the nearest call
 * before that did so; undefined where there is none. Of other signals strace shows the delivery.
 */
export function senderOf(context: FoldContext, row: number): number | undefined {
  const { rows, text, processes } = context;
  const dying = processes.processes[processes.processAt(row)];
  const tids = new Set(dying?.tasks.map((index) => processes.tasks[index]?.tid ?? 0));
  if (dying?.pid !== undefined) tids.add(dying.pid);
  tids.delete(0);
  const positions = new Map(
    sends.map(([name, target, sent]) => [rows.nameId(name), { target, sent }]),
  );
  positions.delete(0);
  if (positions.size === 0) return undefined;
  const first = Math.max(dying?.firstRow ?? 0, row - mostRows);
  for (let at = row - 1; at >= first; at--) {
    const found = positions.get(rows.name(at));
    if (found === undefined || processes.calls.head(at) !== at) continue;
    const tail = processes.calls.tail(at);
    if (tail < row && rows.errno(tail) !== 0) continue;
    const args = text.args(at);
    if (!deadly.has(args[found.sent] ?? '')) continue;
    const target = Number(args[found.target]);
    // 0, -1 and other negative numbers are groups of processes: the trace does not tell who is in.
    if (target > 0 && !tids.has(target)) continue;
    const sender = processes.processes[processes.processAt(at)];
    return sender?.pid;
  }
  return undefined;
}

/** Name of the program that the process `pid` runs at `row`; empty where the trace does not tell. */
export function nameOfProcess(context: FoldContext, pid: number, row: number): string {
  const { processes, text } = context;
  let index = indexOf(context, pid, row);
  let before = row;
  for (let generation = 0; index !== -1 && generation < mostParents; generation++) {
    const process = processes.processes[index];
    const image = process?.images.findLast(({ startRow }) => startRow < before);
    if (image !== undefined) return baseName(readCommandLine(text.args(image.row)).path);
    // A copy runs what its parent ran when it was made.
    before = process?.creatorRow ?? -1;
    index = process?.parent ?? -1;
  }
  return '';
}

/** Index of the process that has the number `pid` at `row`; -1 where it is none of the trace's. */
function indexOf({ processes }: FoldContext, pid: number, row: number): number {
  const own = processes.processAt(row);
  let ancestor = processes.processes[own]?.parent ?? -1;
  for (let generation = 0; ancestor !== -1 && generation < mostParents; generation++) {
    if (processes.processes[ancestor]?.pid === pid) return ancestor;
    ancestor = processes.processes[ancestor]?.parent ?? -1;
  }
  const from = Math.min(processes.processes.length, own + mostProcesses) - 1;
  for (let index = from; index >= 0 && index > own - mostProcesses; index--) {
    const process = processes.processes[index];
    if (process?.pid === pid && process.firstRow < row) return index;
  }
  return -1;
}
