import { reasons } from '../../knowledge/generated/reasons.ts';
import { bindReasons, type ReasonCandidate } from './bindReasons.ts';
import type { Reason } from './reason.ts';

let bound: ReadonlyMap<string, readonly ReasonCandidate[]> | undefined;

/** The reasons of the data folder by the names that they explain; read when first asked for. */
export function compiledReasons(): ReadonlyMap<string, readonly ReasonCandidate[]> {
  if (bound !== undefined) return bound;
  const all: readonly Reason[] = JSON.parse(reasons());
  bound = bindReasons(all);
  return bound;
}
