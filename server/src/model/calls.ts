import { RowKind } from '../syntax/kinds.ts';

/**
 * Which rows are pieces of one call. A call on one line is its own only piece. Rows that belong to
 * no call have no head.
 */
export class CallTable {
  /** Row of the first piece of the call, per row; -1 where the row is no part of a call. */
  readonly #head: Int32Array;
  /** Row of the next piece, per row; -1 on the last piece. */
  readonly #next: Int32Array;
  #calls = 0;

  constructor(length: number) {
    this.#head = new Int32Array(length).fill(-1);
    this.#next = new Int32Array(length).fill(-1);
  }

  /** How many calls there are; the pieces of a split call are one. */
  get callCount(): number {
    return this.#calls;
  }

  /** Makes `row` the first piece of a call of its own. */
  begin(row: number): void {
    this.#head[row] = row;
    this.#calls++;
  }

  /** Makes `row` the next piece of the call whose last piece so far is `last`. */
  join(last: number, row: number): void {
    this.#next[last] = row;
    this.#head[row] = this.#head[last] ?? last;
  }

  /** Row of the first piece of the call that `row` is a part of; -1 where it is part of none. */
  head(row: number): number {
    return this.#head[row] ?? -1;
  }

  /** Row of the piece after `row`; -1 where it is the last. */
  next(row: number): number {
    return this.#next[row] ?? -1;
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
