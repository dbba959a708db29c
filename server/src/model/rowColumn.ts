/** How much more room a column takes than it needs, so that it seldom moves. */
const growth = 1.25;
const leastRoom = 64;

type Numbers = Int32Array | Float64Array;

/**
 * One number per row of a trace that grows. Shared by all versions of the trace; what is beyond a
 * row is forgotten before that row is read anew.
 */
class RowColumn {
  readonly #make: (room: number) => Numbers;
  readonly #none: number;
  #values: Numbers;
  #length = 0;

  constructor(make: (room: number) => Numbers, none: number, room: number) {
    this.#make = make;
    this.#none = none;
    this.#values = make(room).fill(none);
  }

  get(row: number): number {
    return row < this.#length ? (this.#values[row] ?? this.#none) : this.#none;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const room = Math.max(leastRoom, Math.ceil((row + 1) * growth));
      const larger = this.#make(room).fill(this.#none);
      larger.set(this.#values.subarray(0, this.#length));
      this.#values = larger;
    }
    this.#values[row] = value;
    if (row >= this.#length) this.#length = row + 1;
  }

  /** Forgets `row` and all after it. */
  truncate(row: number): void {
    if (row >= this.#length) return;
    this.#values.fill(this.#none, row, this.#length);
    this.#length = row;
  }
}

/** Whole numbers: -1 where none was set. Has room for so many rows at once. */
export class IntColumn extends RowColumn {
  constructor(room: number) {
    super((length) => new Int32Array(length), -1, room);
  }
}

/** Numbers with fractions: NaN where none was set. Has room for so many rows at once. */
export class FloatColumn extends RowColumn {
  constructor(room: number) {
    super((length) => new Float64Array(length), Number.NaN, room);
  }
}
