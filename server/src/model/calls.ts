import { RowKind } from '../syntax/kinds.ts';
import type { Rows } from '../syntax/rowTable.ts';
import { IntColumn } from './rowColumn.ts';

/**
 * Which rows are pieces of one call. A call on one line is its own only piece. Rows that belong to
 * no call have no head.
 */
export class CallTable {
  /** Row of the first piece of the call, per row; -1 where the row is no part of a call. */
  readonly #head: IntColumn;
  /** Row of the next piece, per row; -1 on the last piece. */
  readonly #next: IntColumn;
  #calls = 0;

  /** Has room for so many rows at once. */
  constructor(room: number) {
    this.#head = new IntColumn(room);
    this.#next = new IntColumn(room);
  }

  /** How many calls there are; the pieces of a split call are one. */
  get callCount(): number {
    return this.#calls;
  }

  /** Makes `row` the first piece of a call of its own. */
  begin(row: number): void {
    this.#head.set(row, row);
    this.#calls++;
  }

  /** Makes `row` the next piece of the call whose last piece so far is `last`. */
  join(last: number, row: number): void {
    const head = this.#head.get(last);
    this.#next.set(last, row);
    this.#head.set(row, head === -1 ? last : head);
  }

  /** Makes `last` the last piece of its call again. */
  part(last: number): void {
    if (this.#next.get(last) !== -1) this.#next.set(last, -1);
  }

  /** Forgets `row` and all after it, but for the joints with pieces before: see `part`. */
  truncate(row: number, length: number): void {
    for (let at = row; at < length; at++) if (this.#head.get(at) === at) this.#calls--;
    this.#head.truncate(row);
    this.#next.truncate(row);
  }

  /** Row of the first piece of the call that `row` is a part of; -1 where it is part of none. */
  head(row: number): number {
    return this.#head.get(row);
  }

  /** Row of the piece after `row`; -1 where it is the last. */
  next(row: number): number {
    return this.#next.get(row);
  }

  /** Row of the last piece of the call that `row` is a part of; -1 where it is part of none. */
  tail(row: number): number {
    let last = this.head(row);
    for (let next = last; next !== -1; next = this.next(next)) last = next;
    return last;
  }

  /** Rows of all pieces of the call that `row` is a part of, in order; empty where there is none. */
  pieces(row: number): number[] {
    const pieces: number[] = [];
    for (let piece = this.head(row); piece !== -1; piece = this.next(piece)) pieces.push(piece);
    return pieces;
  }
}

/** Ids of those of the names that the trace has. */
export function idsOf(rows: Rows, names: readonly string[]): ReadonlySet<number> {
  return new Set(names.map((name) => rows.nameId(name)).filter((id) => id !== 0));
}

/** Whether a row of this kind holds a call or a piece of one. */
export function isCallKind(kind: RowKind): boolean {
  return (
    kind === RowKind.call ||
    kind === RowKind.unfinished ||
    kind === RowKind.resumed ||
    kind === RowKind.splitHead ||
    kind === RowKind.splitTail
  );
}
