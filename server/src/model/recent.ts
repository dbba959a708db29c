/** How many answers are kept: those around a cursor, which several features ask for in turn. */
const size = 32;

/** Keeps the answers for the rows that were asked for last. */
export class Recent<Value> {
  readonly #known = new Map<number, Value>();

  /** The answer for a row: the one that is kept, else what `make` makes. */
  get(row: number, make: () => Value): Value {
    const known = this.#known.get(row);
    if (known !== undefined) return known;
    const made = make();
    if (this.#known.size >= size) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(row, made);
    return made;
  }
}
