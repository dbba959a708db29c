import type { Rows } from '../syntax/rowTable.ts';
import type { CallTable } from './calls.ts';
import { TaskFold } from './taskFold.ts';

/** A thread, from its first line to its last. A number that is used again is another task. */
export interface Task {
  /** What strace calls pid. 0 where the trace never tells it. */
  readonly tid: number;
  /** Index of its process. */
  readonly process: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Row that says it exited or was killed; -1 where there is none. */
  readonly exitRow: number;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly creatorRow: number;
}

/** A program that a process ran, from its `execve` on. */
export interface Image {
  /** First piece of the `execve`. */
  readonly row: number;
  /** Last piece of it: from here on the new program runs. */
  readonly startRow: number;
}

/** A thread group: what everybody but the kernel calls a process. */
export interface Process {
  /** Thread-group id; undefined where the trace never tells it. */
  readonly pid: number | undefined;
  /** Index of the process that made it; -1 where the trace does not show it. */
  readonly parent: number;
  readonly tasks: readonly number[];
  readonly images: readonly Image[];
  readonly firstRow: number;
  readonly lastRow: number;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly creatorRow: number;
}

export interface ProcessTable {
  readonly calls: CallTable;
  readonly tasks: readonly Task[];
  /** In order of their first rows. */
  readonly processes: readonly Process[];
  /** Index of the task that a row is of; rows without a number go with the row before; -1 at the start. */
  taskAt(row: number): number;
  /** Index of the process that a row is of; -1 at the start. */
  processAt(row: number): number;
  /** From where a fold of the same trace, grown, goes on; undefined where it starts anew. */
  readonly paused: Paused | undefined;
}

interface Paused {
  /** Undefined once another fold has taken it over. */
  fold: TaskFold | undefined;
  /** Rows of the trace that the table is of. */
  readonly length: number;
}

/** What was known of a version before: its table, and the first row that has changed since. */
export interface Earlier<Table> {
  readonly table: Table;
  readonly changedRow: number;
}

/** How many rows before the end of a trace a fold is paused. All look ahead no farther than that. */
export const resumeDistance = 4608;
/** Traces with fewer rows are folded as a whole each time. */
export const leastResumed = 4 * resumeDistance;

/** What `foldProcesses` wants of a document. */
export interface RowSource {
  readonly uri: string;
  readonly rows: Rows;
  /** The text of a row, without its terminator. */
  text(row: number): string;
}

/**
 * Tells of each row which task and process it is of, and joins the pieces of split calls. Where the
 * trace only grew since `earlier`, its last rows are read again and the new ones; the table is then
 * the same as if it had been made anew. The earlier table's `calls` and rows are void afterwards.
 */
export function foldProcesses(source: RowSource, earlier?: Earlier<ProcessTable>): ProcessTable {
  const { length } = source.rows;
  const fold = resumed(earlier) ?? new TaskFold(source);
  let paused: Paused | undefined;
  const pause = length - resumeDistance;
  if (length >= leastResumed && pause >= fold.row) {
    fold.readTo(pause);
    paused = { fold: fold.copy(), length };
  }
  fold.readTo(length);
  const { tasks, processes } = fold.settled();
  return {
    calls: fold.calls,
    tasks,
    processes,
    taskAt: (row) => fold.taskAt(row),
    processAt: (row) => tasks[fold.taskAt(row)]?.process ?? -1,
    paused,
  };
}

function resumed(earlier: Earlier<ProcessTable> | undefined): TaskFold | undefined {
  const paused = earlier?.table.paused;
  const fold = paused?.fold;
  if (earlier === undefined || paused === undefined || fold === undefined) return undefined;
  if (earlier.changedRow < fold.row) return undefined;
  paused.fold = undefined;
  fold.resume(paused.length);
  return fold;
}
