/** How much more room a column takes than it needs, so that it seldom moves. */
const growth = 1.25;
const leastRoom = 64;

/**
 * One number per row of a trace that grows: -1 where none was set. Shared by all versions of the
 * trace; what is beyond a row is forgotten before that row is read anew.
 */
export class IntColumn {
  #values: Int32Array;
  #length = 0;

  /** Has room for so many rows at once. */
  constructor(room: number) {
    this.#values = new Int32Array(room).fill(-1);
  }

  get(row: number): number {
    return row < this.#length ? (this.#values[row] ?? -1) : -1;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const larger = new Int32Array(Math.max(leastRoom, Math.ceil((row + 1) * growth))).fill(-1);
      larger.set(this.#values.subarray(0, this.#length));
      this.#values = larger;
    }
    this.#values[row] = value;
    if (row >= this.#length) this.#length = row + 1;
  }

  /** Forgets `row` and all after it. */
  truncate(row: number): void {
    if (row >= this.#length) return;
    this.#values.fill(-1, row, this.#length);
    this.#length = row;
  }
}

/** As `IntColumn`, of floating-point numbers: NaN where none was set. */
export class FloatColumn {
  #values: Float64Array;
  #length = 0;

  constructor(room: number) {
    this.#values = new Float64Array(room).fill(Number.NaN);
  }

  get(row: number): number {
    return row < this.#length ? (this.#values[row] ?? Number.NaN) : Number.NaN;
  }

  set(row: number, value: number): void {
    if (row >= this.#values.length) {
      const room = Math.max(leastRoom, Math.ceil((row + 1) * growth));
      const larger = new Float64Array(room).fill(Number.NaN);
      larger.set(this.#values.subarray(0, this.#length));
      this.#values = larger;
    }
    this.#values[row] = value;
    if (row >= this.#length) this.#length = row + 1;
  }

  truncate(row: number): void {
    if (row >= this.#length) return;
    this.#values.fill(Number.NaN, row, this.#length);
    this.#length = row;
  }
}
