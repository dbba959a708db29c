import type { Rows } from '../../syntax/rowTable.ts';
import type { Block, CallPattern, PhaseRule, Profile } from './profile.ts';

/** What a fitting pattern says about the call. */
export type Role = 'opens' | 'calls' | 'ends' | 'also' | 'until' | 'begins' | 'stops';

/** A pattern of a block, in the place it has there. */
export interface Candidate {
  readonly role: Role;
  /** The phase it is of; undefined for those of the block. */
  readonly phase: PhaseRule | undefined;
  readonly pattern: CallPattern;
  /** Patterns that say the same have the same number. */
  readonly number: number;
}

/** A block whose patterns are found by the id of a syscall's name. */
export interface BoundBlock {
  readonly block: Block;
  readonly profile: Profile;
  candidates(name: number): readonly Candidate[];
}

export interface BoundProfile {
  readonly profile: Profile;
  readonly start: readonly BoundBlock[];
  readonly windDown: readonly BoundBlock[];
  /** Patterns of what other threads do while the runtime winds down. */
  idle(name: number): readonly CallPattern[];
}

/** Proof by one call that a program is of a runtime. */
interface Proof {
  readonly profile: BoundProfile;
  readonly pattern: CallPattern;
  /** The call proves it only where the runtime was hinted at. */
  readonly needsHint: boolean;
}

/** All profiles, ready for the names of one trace. */
export interface BoundProfiles {
  readonly system: readonly BoundProfile[];
  readonly runtimes: readonly BoundProfile[];
  byName(name: string): BoundProfile | undefined;
  proofs(name: number): readonly Proof[];
  /** How many different patterns there are in blocks. */
  readonly patternCount: number;
}

const none: readonly never[] = [];

/** Sorts all patterns by the syscalls that they are of, so that a call finds its patterns at once. */
export function bindProfiles(profiles: readonly Profile[], rows: Rows): BoundProfiles {
  const numbers = new Map<string, number>();
  const bound = profiles.map((profile) => bindProfile(profile, rows, numbers));
  const byName = new Map(bound.map((profile) => [profile.profile.name, profile]));
  const proofs = new Map<string, Proof[]>();
  for (const profile of bound) {
    const { calls = none, confirm = none } = profile.profile.recognize ?? {};
    for (const pattern of calls) {
      const proof = { profile, pattern, needsHint: false };
      for (const name of pattern.calls) put(proofs, name, proof);
    }
    for (const pattern of confirm) {
      const proof = { profile, pattern, needsHint: true };
      for (const name of pattern.calls) put(proofs, name, proof);
    }
  }
  return {
    system: bound.filter(({ profile }) => profile.kind === 'system'),
    runtimes: bound.filter(({ profile }) => profile.kind === 'runtime'),
    byName: (name) => byName.get(name),
    proofs: byId(proofs, rows),
    patternCount: numbers.size,
  };
}

function bindProfile(profile: Profile, rows: Rows, numbers: Map<string, number>): BoundProfile {
  const idle = new Map<string, CallPattern[]>();
  for (const pattern of profile.idle) {
    for (const name of pattern.calls) put(idle, name, pattern);
  }
  return {
    profile,
    start: profile.start.map((block) => bindBlock(block, profile, rows, numbers)),
    windDown: profile.windDown.map((block) => bindBlock(block, profile, rows, numbers)),
    idle: byId(idle, rows),
  };
}

function bindBlock(
  block: Block,
  profile: Profile,
  rows: Rows,
  numbers: Map<string, number>,
): BoundBlock {
  const byName = new Map<string, Candidate[]>();
  const add = (role: Role, phase: PhaseRule | undefined, patterns: readonly CallPattern[]) => {
    for (const pattern of patterns) {
      const { opens: _, ...conditions } = pattern;
      const key = JSON.stringify(conditions);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      for (const name of pattern.calls) put(byName, name, { role, phase, pattern, number });
    }
  };
  for (const phase of block.phases) {
    add('ends', phase, phase.ends ?? none);
    add('opens', phase, phase.opens ?? none);
    add('calls', phase, phase.calls);
  }
  add('also', undefined, block.also ?? none);
  add('until', undefined, block.until ?? none);
  add('stops', undefined, block.ends ?? none);
  add('begins', undefined, block.begins ?? none);
  return { block, profile, candidates: byId(byName, rows) };
}

/** Finds by the id of a name; names may come with rows that are appended, ids never change. */
export function byId<T>(byName: ReadonlyMap<string, readonly T[]>, rows: Rows) {
  const known: (readonly T[] | undefined)[] = [];
  return (id: number): readonly T[] => {
    let found = known[id];
    if (found === undefined) {
      found = byName.get(rows.names[id] ?? '') ?? none;
      known[id] = found;
    }
    return found;
  };
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
