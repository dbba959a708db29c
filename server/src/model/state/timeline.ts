import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { birthsOf, isShared, type SharingFlag } from './births.ts';

const none = -1;

/** What several tasks have in common: a directory, an address space, handlers of signals. */
interface Scope {
  /** Scope that it was copied from; -1 where none. */
  readonly parent: number;
  /** The copy holds what the parent held before this row. */
  readonly row: number;
}

/** Which scope each task is in, for a thing that some flag of `clone` shares. */
export interface Scopes {
  readonly scopes: readonly Scope[];
  /** Scope of each task. */
  readonly ofTask: Int32Array;
}

/** Divides the tasks into scopes. Without a flag each task has its own. */
export function scopesOf(
  source: ByteSource,
  processes: ProcessTable,
  flag: SharingFlag | 'process' | undefined,
): Scopes {
  const args = new ArgumentBytes(source, processes.calls);
  const ofTask = new Int32Array(processes.tasks.length).fill(none);
  const scopes: Scope[] = [];
  for (const birth of birthsOf(source, processes)) {
    const process = processes.tasks[birth.task]?.process ?? none;
    const from = ofTask[birth.creator] ?? none;
    // Threads that strace attached to share with the first that it saw.
    const leader = ofTask[processes.processes[process]?.tasks[0] ?? none] ?? none;
    let shared = none;
    if (flag === 'process') shared = leader;
    else if (from === none) shared = flag === undefined ? none : leader;
    else if (flag !== undefined && isShared(args, birth, flag, processes)) shared = from;
    if (shared === none) {
      shared = scopes.length;
      scopes.push({ parent: from, row: birth.row });
    }
    ofTask[birth.task] = shared;
  }
  return { scopes, ofTask };
}

/** A change, or an observation of what was so before already. */
interface Moment<T> {
  readonly row: number;
  readonly value: T;
  readonly how: 'changed' | 'told';
}

/** A value per scope that changes from row to row, and that copies inherit. */
export class Timeline<T> {
  readonly #scopes: Scopes;
  readonly #moments = new Map<number, Moment<T>[]>();

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /** Notes, in order of rows, that a value changed or was seen in the scope of a task. */
  note(task: number, moment: Moment<T>): void {
    const scope = this.#scopes.ofTask[task] ?? none;
    if (scope === none) return;
    const known = this.#moments.get(scope);
    if (known === undefined) this.#moments.set(scope, [moment]);
    else known.push(moment);
  }

  /** The value before a row; undefined where the trace never tells it. */
  at(task: number, row: number): T | undefined {
    let before = row;
    for (let scope = this.#scopes.ofTask[task] ?? none; scope !== none; ) {
      const moments = this.#moments.get(scope) ?? [];
      const moment = moments[indexBefore(moments, before)];
      if (moment !== undefined) return moment.value;
      const next = moments[0];
      const above = this.#scopes.scopes[scope];
      if (next?.how === 'told' && this.#isUnknownAbove(above)) return next.value;
      before = Math.min(before, above?.row ?? 0);
      scope = above?.parent ?? none;
    }
    return undefined;
  }

  /** What is seen later holds before, too, where no parent could tell otherwise. */
  #isUnknownAbove(scope: Scope | undefined): boolean {
    return scope === undefined || scope.parent === none || !this.#moments.has(scope.parent);
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
