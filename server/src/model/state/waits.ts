import { RowKind } from '../../syntax/kinds.ts';
import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { scopesOf } from './scopes.ts';

/** Who waited for whom on futexes. Rows are first pieces of calls; -1 where none is known. */
export interface Waits {
  /**
   * The wake that ended the wait of a row, or the row on which the thread ended that it waited for
   * (the kernel wakes who joins a thread).
   */
  wokenBy(row: number): number;
  /** The waits that the wake of a row ended, in order. */
  woke(row: number): readonly number[];
}

const none = -1;

/** Wakes of one futex word that have not been matched. */
interface Wakes {
  readonly rows: number[];
  /** How many waits each may still end. */
  readonly left: number[];
  /** Where to look on from each: wakes that are used up are skipped. */
  readonly next: number[];
}

/** Matches waits and wakes of the same word in the same memory, in one pass over the rows. */
export function waitsOf(source: ByteSource, processes: ProcessTable): Waits {
  const { rows } = source;
  const { calls, tasks } = processes;
  const scopes = scopesOf(source, processes, 'CLONE_VM', 'renews');
  const args = new ArgumentBytes(source, calls);
  const wakes = new Map<string, Wakes>();
  const woken = new Map<number, number>();
  const woke = new Map<number, number[]>();
  const exits = new Map<number, number>();
  const isFutex = rows.names.map((name) => name === 'futex' || name === 'futex_time64');

  for (let row = 0; row < rows.length; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.exit) {
      const tid = tasks[processes.taskAt(row)]?.tid ?? 0;
      if (tid !== 0) exits.set(tid, row);
    }
    if (isFutex[rows.name(row)] !== true || !isCallKind(kind)) continue;
    const head = calls.head(row);
    if (head === none) continue;
    if (head === row) noteWake(row);
    if (calls.next(row) === none && rows.ended(row)) endWait(head, row);
  }

  return {
    wokenBy: (row) => woken.get(headOf(row)) ?? none,
    woke: (row) => woke.get(headOf(row)) ?? [],
  };

  function headOf(row: number): number {
    const head = calls.head(row);
    return head === none ? row : head;
  }

  function keyOf(row: number, word: string): string {
    return `${scopes.at(processes.taskAt(row), row)} ${word}`;
  }

  /** A wake may be printed before or after the wait that it ends; its result tells how many. */
  function noteWake(row: number): void {
    const count = rows.result(calls.tail(row));
    if (!(count > 0)) return;
    args.load(row);
    if (!/FUTEX_(?:WAKE|REQUEUE|CMP_REQUEUE|UNLOCK_PI)/.test(args.text(1))) return;
    const key = keyOf(row, args.text(0));
    const known = wakes.get(key) ?? { rows: [], left: [], next: [] };
    known.rows.push(row);
    known.left.push(count);
    known.next.push(known.rows.length - 1);
    wakes.set(key, known);
  }

  function endWait(head: number, row: number): void {
    if (rows.errno(row) !== 0 || rows.result(row) !== 0) return;
    args.load(head);
    if (!/FUTEX_(?:WAIT|LOCK_PI)/.test(args.text(1))) return;
    const known = wakes.get(keyOf(head, args.text(0)));
    const found = known === undefined ? none : take(known, head, row);
    if (found !== none) {
      match(head, found);
      return;
    }
    // pthread_join waits on the word that holds the number of the thread.
    const exit = exits.get(args.number(2));
    if (exit !== undefined && exit > head) match(head, exit);
  }

  function match(wait: number, waker: number): void {
    woken.set(wait, waker);
    const known = woke.get(waker);
    if (known === undefined) woke.set(waker, [wait]);
    else known.push(wait);
  }
}

/** The first wake after the wait began that can still end one; counts it as used. */
function take(wakes: Wakes, from: number, until: number): number {
  let low = 0;
  let high = wakes.rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((wakes.rows[middle] ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  const at = usable(wakes, low);
  const row = wakes.rows[at];
  if (row === undefined || row > until) return none;
  wakes.left[at] = (wakes.left[at] ?? 1) - 1;
  if (wakes.left[at] === 0) wakes.next[at] = at + 1;
  return row;
}

/** First wake from `at` on that is not used up; the paths to it are made short. */
function usable(wakes: Wakes, at: number): number {
  let end = at;
  while (end < wakes.next.length && wakes.next[end] !== end) end = wakes.next[end] ?? end + 1;
  for (let step = at; step < end; ) {
    const next = wakes.next[step] ?? end;
    wakes.next[step] = end;
    step = next;
  }
  return end;
}
