import type { CallPattern } from '../phases/profile.ts';
import type { Reason } from './reason.ts';

/** One pattern of a reason; a reason with several is there several times. */
export interface ReasonCandidate {
  readonly reason: Reason;
  /** Undefined for a signal, which its name alone tells. */
  readonly pattern: CallPattern | undefined;
  /** True for a reason of the user's. */
  readonly isOwn?: true;
}

/** Reasons by the name of what they explain, in the order in which they are tried. */
export type BoundReasons = ReadonlyMap<string, readonly ReasonCandidate[]>;

/** What a condition adds to how specific a reason is: the more it excludes, the more. */
const weights = {
  exactPath: 12,
  path: 8,
  broad: 2,
  on: 9,
  argument: 5,
  result: 1,
  neighbor: 6,
  near: 6,
  errno: 3,
  program: 7,
  phase: 6,
  runtime: 5,
  stage: 2,
} as const;

/**
 * Reasons by the name of what they explain: a syscall, or a signal that arrives. The most specific
 * comes first; of two that are equally specific, the one that comes first in the data.
 */
export function bindReasons(reasons: readonly Reason[]): BoundReasons {
  const byName = new Map<string, { candidate: ReasonCandidate; weight: number }[]>();
  for (const reason of reasons) {
    for (const pattern of reason.match) {
      const weight = weightOf(reason, pattern);
      for (const name of pattern.calls) put(name, { candidate: { reason, pattern }, weight });
    }
    for (const name of reason.signal ?? []) {
      const weight = weightOf(reason, undefined);
      put(name, { candidate: { reason, pattern: undefined }, weight });
    }
  }
  return new Map(
    [...byName].map(([name, list]) => [
      name,
      list.toSorted((a, b) => b.weight - a.weight).map(({ candidate }) => candidate),
    ]),
  );

  function put(name: string, entry: { candidate: ReasonCandidate; weight: number }): void {
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [entry]);
    else list.push(entry);
  }
}

/** Reasons of the user ahead of the built-in ones, however specific those are. */
export function putAhead(own: BoundReasons, builtIn: BoundReasons): BoundReasons {
  const all = new Map(builtIn);
  for (const [name, candidates] of own) {
    const first = candidates.map((one): ReasonCandidate => ({ ...one, isOwn: true }));
    all.set(name, [...first, ...(builtIn.get(name) ?? [])]);
  }
  return all;
}

function weightOf(reason: Reason, pattern: CallPattern | undefined): number {
  let weight = 0;
  if (pattern?.path !== undefined) weight += pathWeight(pattern.path);
  if (pattern?.args !== undefined) weight += Object.keys(pattern.args).length * weights.argument;
  if (pattern?.on !== undefined) weight += pattern.on.some(isBroad) ? weights.broad : weights.on;
  if (pattern?.result !== undefined) weight += weights.result;
  if (pattern?.next !== undefined) weight += weights.neighbor;
  if (pattern?.previous !== undefined) weight += weights.neighbor;
  if (reason.after !== undefined) weight += weights.near;
  if (reason.before !== undefined) weight += weights.near;
  for (const key of ['errno', 'program', 'phase', 'runtime', 'stage'] as const) {
    if (reason[key] !== undefined) weight += weights[key];
  }
  return weight;
}

function pathWeight(globs: readonly string[]): number {
  if (globs.some(isBroad)) return weights.broad;
  return globs.some((glob) => glob.includes('*')) ? weights.path : weights.exactPath;
}

/** Whether a glob says hardly more than that there is a path: `/*`, `*`. */
function isBroad(glob: string): boolean {
  return glob.includes('*') && glob.replaceAll('*', '').length <= 1;
}
