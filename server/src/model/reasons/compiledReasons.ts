import { reasons } from '../../knowledge/generated/reasons.ts';
import { bindReasons, type BoundReasons, putAhead } from './bindReasons.ts';
import type { Reason } from './reason.ts';

let builtIn: BoundReasons | undefined;
const withOwn = new WeakMap<readonly Reason[], BoundReasons>();

/**
 * The reasons of the data folder by the names that they explain, read when first asked for. Those of
 * `own`, which the user wrote, are tried first; the same list is bound once.
 */
export function compiledReasons(own: readonly Reason[]): BoundReasons {
  if (builtIn === undefined) {
    const all: readonly Reason[] = JSON.parse(reasons());
    builtIn = bindReasons(all);
  }
  if (own.length === 0) return builtIn;
  let bound = withOwn.get(own);
  if (bound === undefined) {
    bound = putAhead(bindReasons(own), builtIn);
    withOwn.set(own, bound);
  }
  return bound;
}
