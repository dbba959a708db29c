/** A set of signals, by their names without `SIG`; or all signals but those. */
export interface SignalSet {
  readonly names: readonly string[];
  readonly isComplement: boolean;
}

/** Reads `[INT QUIT]`, `~[RTMIN RT_1]`; undefined for what is no set. */
export function signalSetOf(text: string): SignalSet | undefined {
  const match = /^(~?)\[([A-Z0-9_+ ]*)\]$/.exec(text);
  if (match === null) return undefined;
  const names = (match[2] ?? '').split(' ').filter((name) => name !== '');
  return { names, isComplement: match[1] === '~' };
}

/**
 * A mask after `rt_sigprocmask(how, change)`; undefined where it does not follow, because the mask
 * before is not known.
 */
export function withChange(
  before: SignalSet | undefined,
  how: string,
  change: SignalSet,
): SignalSet | undefined {
  if (how.includes('SIG_SETMASK')) return change;
  if (before === undefined) return undefined;
  if (how.includes('SIG_BLOCK')) return union(before, change);
  if (!how.includes('SIG_UNBLOCK')) return undefined;
  const inverse = { names: change.names, isComplement: !change.isComplement };
  return complement(union(complement(before), complement(inverse)));
}

function complement({ names, isComplement }: SignalSet): SignalSet {
  return { names, isComplement: !isComplement };
}

function union(one: SignalSet, other: SignalSet): SignalSet {
  if (!one.isComplement && !other.isComplement) {
    return { names: [...new Set([...one.names, ...other.names])], isComplement: false };
  }
  // All but A, or B: all but what is in A and not in B.
  const left = one.isComplement ? one : other;
  const right = one.isComplement ? other : one;
  const both = right.isComplement
    ? left.names.filter((name) => right.names.includes(name))
    : left.names.filter((name) => !right.names.includes(name));
  return { names: both, isComplement: true };
}
