/** What is known of one process while its rows are read. */
interface Copyable<State> {
  copy(): State;
}

/**
 * One state for each process, by its index. A copy shares the states until one of the two is
 * written to: it costs what changes, not what there is.
 */
export class PerProcess<State extends Copyable<State>> {
  #states: (State | undefined)[] = [];
  /** Per process, whether no copy has the same state. */
  #owned: boolean[] = [];

  /** The state of a process, to be read only. */
  get(process: number): State | undefined {
    return this.#states[process];
  }

  /** The state of a process, to be written to; made by `make` where there is none. */
  own(process: number, make: () => State): State {
    const state = this.#states[process];
    if (state !== undefined && this.#owned[process] === true) return state;
    const own = state === undefined ? make() : state.copy();
    while (this.#states.length < process) {
      this.#states.push(undefined);
      this.#owned.push(false);
    }
    this.#states[process] = own;
    this.#owned[process] = true;
    return own;
  }

  copy(): PerProcess<State> {
    const copy = new PerProcess<State>();
    copy.#states = [...this.#states];
    copy.#owned = this.#states.map(() => false);
    this.#owned = this.#states.map(() => false);
    return copy;
  }
}
