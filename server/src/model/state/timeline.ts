import { indexBefore, type Scope, type Scopes } from './scopes.ts';

const none = -1;

/** A change, or an observation of what was so before already. */
export interface Moment<T> {
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
    const scope = this.#scopes.at(task, moment.row);
    if (scope === none) return;
    const known = this.#moments.get(scope);
    if (known === undefined) this.#moments.set(scope, [moment]);
    else known.push(moment);
  }

  /** The value before a row; undefined where the trace never tells it. */
  at(task: number, row: number): T | undefined {
    return this.momentAt(task, row)?.value;
  }

  /** The same with the row that tells it, and whether an `execve` came since. */
  momentAt(
    task: number,
    row: number,
  ): (Moment<T> & { readonly isOfOldImage: boolean }) | undefined {
    let before = row;
    let isOfOldImage = false;
    for (let scope = this.#scopes.at(task, row); scope !== none; ) {
      const moments = this.#moments.get(scope) ?? [];
      const moment = moments[indexBefore(moments, before)];
      if (moment !== undefined) return { ...moment, isOfOldImage };
      const next = moments[0];
      const own = this.#scopes.scopes[scope];
      if (next?.how === 'told' && this.#isUnknownAbove(own)) return { ...next, isOfOldImage };
      isOfOldImage ||= own?.by === 'exec';
      before = Math.min(before, own?.row ?? 0);
      scope = own?.parent ?? none;
    }
    return undefined;
  }

  /** What is seen later holds before, too, where no parent could tell otherwise. */
  #isUnknownAbove(scope: Scope | undefined): boolean {
    return scope === undefined || scope.parent === none || !this.#moments.has(scope.parent);
  }
}
