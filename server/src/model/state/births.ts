import type { ProcessTable } from '../processes.ts';
import type { ArgumentBytes, ByteSource } from './argumentBytes.ts';

const none = -1;

/** A task that comes into being. */
export interface Birth {
  /** From this row on it has its own copy of what it does not share. */
  readonly row: number;
  readonly task: number;
  /** Task that made it; -1 where the trace does not show it. */
  readonly creator: number;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly creatorRow: number;
}

/**
 * All tasks in the order in which they come into being: at their first row, or where the call that
 * made them returned, whichever is first.
 */
export function birthsOf({ rows }: ByteSource, processes: ProcessTable): Birth[] {
  const { tasks, calls } = processes;
  return tasks
    .map(({ creatorRow, firstRow }, task) => {
      const made = creatorRow === none ? none : calls.tail(creatorRow);
      const isBefore = made !== none && made < firstRow && rows.ended(made);
      const creator = creatorRow === none ? none : processes.taskAt(creatorRow);
      return { row: isBefore ? made : firstRow, task, creator, creatorRow };
    })
    .toSorted((a, b) => a.row - b.row || a.task - b.task);
}

/** Flags of clone that say what parent and child share, and their bits (clone(2), sched.h). */
export const sharingFlags = {
  CLONE_VM: 0x100,
  CLONE_FS: 0x200,
  CLONE_FILES: 0x400,
  CLONE_SIGHAND: 0x800,
} as const;
export type SharingFlag = keyof typeof sharingFlags;

/**
 * Whether the child of a call shares a thing with its parent. Where the flags are not printed, a
 * thread shares and a process does not.
 */
export function isShared(
  args: ArgumentBytes,
  birth: Birth,
  flag: SharingFlag,
  processes: ProcessTable,
): boolean {
  args.load(birth.creatorRow);
  if (args.has(flag)) return true;
  if (args.has('CLONE_')) return false;
  const raw = /flags=(0x[0-9a-f]+)/.exec(args.all)?.[1];
  if (raw !== undefined) return Math.floor(Number(raw) / sharingFlags[flag]) % 2 === 1;
  return processes.tasks[birth.creator]?.process === processes.tasks[birth.task]?.process;
}
