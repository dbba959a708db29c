import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { birthsOf, isShared, type SharingFlag } from './births.ts';

const none = -1;

/** What several tasks have in common: a directory, an address space, handlers of signals. */
export interface Scope {
  /** Scope that it was copied from; -1 where none. */
  readonly parent: number;
  /** The copy holds what the parent held before this row. */
  readonly row: number;
  /** How it came to be. */
  readonly by: 'start' | 'copy' | 'exec';
}

/** Which scope each task is in, for a thing that a flag of `clone` shares. */
export interface Scopes {
  readonly scopes: readonly Scope[];
  /** Scope of a task before the call of a row; -1 for no task. */
  at(task: number, row: number): number;
}

/**
 * Divides the tasks into scopes, by a flag of `clone`, or by process; a task that shares nothing
 * has its own. `exec` says whether a new program begins a new scope.
 */
export function scopesOf(
  source: ByteSource,
  processes: ProcessTable,
  flag: SharingFlag | 'process' | 'none',
  exec: 'renews' | 'keeps',
): Scopes {
  const args = new ArgumentBytes(source, processes.calls);
  const current = new Int32Array(processes.tasks.length).fill(none);
  const history = new Map<number, { readonly row: number; readonly scope: number }[]>();
  const scopes: Scope[] = [];
  const images = exec === 'keeps' ? [] : imageRows();
  let image = 0;

  for (const birth of birthsOf(source, processes)) {
    renewBefore(birth.row);
    const process = processes.tasks[birth.task]?.process ?? none;
    const from = current[birth.creator] ?? none;
    // Threads that strace attached to share with the first that it saw.
    const leader = current[processes.processes[process]?.tasks[0] ?? none] ?? none;
    let shared = none;
    if (flag === 'process') shared = leader;
    else if (flag !== 'none') {
      if (from === none) shared = leader;
      else if (isShared(args, birth, flag, processes)) shared = from;
    }
    if (shared === none) {
      shared = add({ parent: from, row: birth.row, by: from === none ? 'start' : 'copy' });
    }
    enter(birth.task, shared, birth.row);
  }
  renewBefore(Infinity);

  return {
    scopes,
    at(task, row) {
      const entries = history.get(task);
      if (entries === undefined) return none;
      return (entries[indexBefore(entries, row)] ?? entries[0])?.scope ?? none;
    },
  };

  function imageRows(): number[] {
    return processes.processes
      .flatMap((process) => process.images.map(({ startRow }) => startRow))
      .toSorted((a, b) => a - b);
  }

  function renewBefore(row: number): void {
    for (let at = images[image]; at !== undefined && at < row; at = images[++image]) {
      const task = processes.taskAt(at);
      if (task === none) continue;
      enter(task, add({ parent: current[task] ?? none, row: at, by: 'exec' }), at);
    }
  }

  function add(scope: Scope): number {
    scopes.push(scope);
    return scopes.length - 1;
  }

  function enter(task: number, scope: number, row: number): void {
    current[task] = scope;
    const entries = history.get(task);
    if (entries === undefined) history.set(task, [{ row, scope }]);
    else entries.push({ row, scope });
  }
}

/** Index of the last of sorted items whose row is before `row`; -1 where there is none. */
export function indexBefore(items: readonly { readonly row: number }[], row: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.row ?? Infinity) < row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
