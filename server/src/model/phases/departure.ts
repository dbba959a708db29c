import { RowKind } from '../../syntax/kinds.ts';
import { isCallKind } from '../calls.ts';
import { readCommandLine } from './commandLine.ts';
import { fixedPhase } from './fixedPhases.ts';
import { baseName } from './glob.ts';
import type { FoldContext, StartedPhase } from './processFold.ts';
import type { Profile } from './profile.ts';

const supersedes = /\+\+\+ superseded by execve in pid (\d+)/;
const unfinishedMark = ' <unfinished ...>';
const detached = / ?<detached \.\.\.>\s*$/;
/** How many lines of the process may lie after the pieces of that `execve`, such as messages. */
const mostRows = 64;
const execs = new Set(['execve', 'execveat']);

/**
 * The phase in which a program ends because another thread than the first ran `execve` (ptrace(2)):
 * from that call to `row`, which says so. Undefined on other rows.
 */
export function supersededPhase(
  context: FoldContext,
  row: number,
  owner: Profile | undefined,
): StartedPhase | undefined {
  const { rows, text, profiles } = context;
  if (rows.kind(row) !== RowKind.exit) return undefined;
  const thread = supersedes.exec(text.text(row))?.[1];
  if (thread === undefined) return undefined;
  const startRow = callOf(context, row, Number(thread));
  const phase = fixedPhase(profiles, 'superseded', { thread }, owner);
  return { ...phase, startRow, knownRow: row };
}

/** First row of the `execve` of the thread that goes on as another after `row`; else `row`. */
function callOf(context: FoldContext, row: number, tid: number): number {
  const { rows, processes } = context;
  const process = processes.processes[processes.processAt(row)];
  const caller = process?.tasks.find((index) => {
    const task = processes.tasks[index];
    return task?.tid === tid && task.exitRow === row;
  });
  if (caller === undefined) return row;
  let at = processes.tasks[caller]?.lastRow ?? row;
  for (let count = 0; at !== -1 && count < mostRows; count++, at = context.before(at)) {
    if (processes.taskAt(at) !== caller || processes.calls.head(at) === -1) continue;
    const head = processes.calls.head(at);
    return execs.has(rows.names[rows.name(head)] ?? '') ? head : row;
  }
  return row;
}

/** The phase of a process that strace lets go on `row`; undefined where the row tells no such thing. */
export function detachedPhase(
  context: FoldContext,
  row: number,
  owner: Profile | undefined,
): StartedPhase | undefined {
  const { rows, text, processes, profiles } = context;
  if (!isCallKind(rows.kind(row)) || rows.ended(row)) return undefined;
  const rest = rows.end(row) - rows.argsEnd(row);
  // Almost all open calls end in that mark: their text is not made.
  if (rest === unfinishedMark.length && !rows.colored(row)) return undefined;
  if (!detached.test(text.text(row))) return undefined;
  const head = processes.calls.head(row);
  const call = rows.names[rows.name(head === -1 ? row : head)] ?? '';
  const place = { startRow: row, knownRow: row };
  if (!execs.has(call)) return { ...fixedPhase(profiles, 'detached', { call }, owner), ...place };
  const file = baseName(readCommandLine(text.args(head)).path);
  return { ...fixedPhase(profiles, 'detached-exec', { file }, owner), ...place };
}
