import type { Hint } from './activityRules.ts';
import type { Activity } from './profile.ts';

/** Most parts that the program of one process is divided into by activities and pauses. */
export const mostParts = 200;

/** A part of a program in which it is at one activity, or which comes after a pause. */
export interface Part {
  readonly startRow: number;
  /** How many calls the program had made before it. */
  readonly call: number;
  /** Seconds of the pause before it; 0 where there is none. */
  readonly pause: number;
  /** Undefined while nothing is clear but the pause. */
  activity: Activity | undefined;
  /** It is the beginning of the phase that is divided, which gets its title alone. */
  readonly isHead: boolean;
}

/** What the descriptors of a program are for that has made no call yet. */
export function firstDescriptors(): Map<number, string> {
  return new Map([
    [0, 'stdin'],
    [1, 'stdout'],
    [2, 'stdout'],
  ]);
}

/** Where in the program a call is. */
interface Place {
  readonly row: number;
  readonly call: number;
  /** How many parts the program has so far. */
  readonly parts: number;
}

/** Calls among which the greater part must be of one activity. */
const windowCalls = 32;
const majority = 17;
/** Fewest calls of a part. It doubles with every so many parts, so that there are only so many. */
const leastLength = 16;
const partsPerDoubling = 25;

interface Seen {
  readonly activity: Activity;
  readonly row: number;
  readonly call: number;
}

/** Finds where the calls of one program pass from one activity to another. */
export class ActivityStream {
  /** What the program's descriptors are for, by number. */
  readonly descriptors: Map<number, string>;
  /** What the descriptors are for that calls which have not returned will give, by row of the call. */
  readonly opening = new Map<number, string>();
  readonly #seen: Seen[] = [];
  readonly #counts = new Map<Activity, number>();
  #current: Activity | undefined;
  /** The last call that spoke for it, and the first one after that which spoke for another. */
  #lastOwn = 0;
  #afterOwn: Seen | undefined;
  /** The part that is open, where its activity is not clear yet. */
  #open: Part | undefined;
  #isHead = true;
  #startCall: number;

  /** A stream whose first call is the program's `firstCall`-th, from 0. */
  constructor(firstCall: number, descriptors: Map<number, string>) {
    this.#startCall = firstCall;
    this.descriptors = descriptors;
  }

  /** A copy that stays where this one is now; `partOf` gives the copies of parts. */
  copy(descriptors: Map<number, string>, partOf: (part: Part) => Part): ActivityStream {
    const copy = new ActivityStream(this.#startCall, descriptors);
    for (const [row, tag] of this.opening) copy.opening.set(row, tag);
    copy.#seen.push(...this.#seen);
    for (const [activity, count] of this.#counts) copy.#counts.set(activity, count);
    copy.#current = this.#current;
    copy.#lastOwn = this.#lastOwn;
    copy.#afterOwn = this.#afterOwn;
    copy.#open = this.#open && partOf(this.#open);
    copy.#isHead = this.#isHead;
    return copy;
  }

  /** Reads a call. A part where one begins; it may have begun some calls before. */
  read({ activity, opens }: Hint, { row, call, parts }: Place): Part | undefined {
    this.#note({ activity, row, call });
    if (activity === this.#current) {
      this.#lastOwn = call;
      this.#afterOwn = undefined;
      return undefined;
    }
    this.#afterOwn ??= { activity, row, call };
    const { holds = 0 } = this.#current ?? {};
    if (call - this.#lastOwn <= holds) return undefined;
    const length = leastLength * 2 ** Math.floor(parts / partsPerDoubling);
    const since = call - this.#startCall;
    if (opens && (since >= length || this.#current === undefined)) {
      return this.#begin(this.#lastRun(activity), length);
    }
    if ((this.#counts.get(activity) ?? 0) < majority || since < length) return undefined;
    const held = holds > 0 ? this.#afterOwn : undefined;
    const first = held === undefined ? this.#firstOf(activity) : { ...held, activity };
    return this.#begin(first, length);
  }

  /**
   * At the end of the phase that is divided, too short for a part to be found in it: what most of its
   * calls speak for. Undefined where no activity has the greater part, there are fewer than `least`
   * calls, or a part was found.
   */
  conclude(least: number): Part | undefined {
    const [first] = this.#seen;
    if (this.#current !== undefined || !this.#isHead || first === undefined) return undefined;
    if (this.#seen.length < least) return undefined;
    const [most] = [...this.#counts].toSorted(([, a], [, b]) => b - a);
    if (most === undefined || most[1] * 2 <= this.#seen.length) return undefined;
    const { row, call } = first;
    return { startRow: row, call, pause: 0, activity: most[0], isHead: true };
  }

  /** The part that begins after a pause. */
  pause(row: number, call: number, seconds: number): Part {
    this.#forgetBefore(row);
    this.#current = undefined;
    this.#isHead = false;
    this.#startCall = call;
    this.#open = { startRow: row, call, pause: seconds, activity: undefined, isHead: false };
    return this.#open;
  }

  #note(one: Seen): void {
    this.#seen.push(one);
    this.#counts.set(one.activity, (this.#counts.get(one.activity) ?? 0) + 1);
    if (this.#seen.length > windowCalls) this.#drop();
  }

  #drop(): void {
    const first = this.#seen.shift();
    if (first === undefined) return;
    this.#counts.set(first.activity, (this.#counts.get(first.activity) ?? 0) - 1);
  }

  #forgetBefore(row: number): void {
    while ((this.#seen[0]?.row ?? Infinity) < row) this.#drop();
  }

  #begin({ activity, row, call }: Seen, length: number): Part | undefined {
    const isNear = call - this.#startCall < length;
    const isUnclear = this.#current === undefined;
    this.#current = activity;
    this.#lastOwn = call;
    if (isUnclear && isNear && this.#open !== undefined) {
      this.#open.activity = activity;
      this.#open = undefined;
      return undefined;
    }
    this.#open = undefined;
    this.#forgetBefore(row);
    const part = { startRow: row, call, pause: 0, activity, isHead: this.#isHead && isNear };
    if (!part.isHead) this.#startCall = call;
    this.#isHead = false;
    return part;
  }

  /** The first of the last calls that all speak for the activity: `socket` before `connect`. */
  #lastRun(activity: Activity): Seen {
    const before = this.#seen.findLastIndex((one) => one.activity !== activity);
    return this.#seen[before + 1] ?? { activity, row: 0, call: 0 };
  }

  /** Where the activity began: from there on it has the greatest lead over all others. */
  #firstOf(activity: Activity): Seen {
    let lead = 0;
    let best = 0;
    let first = this.#seen.at(-1) ?? { activity, row: 0, call: 0 };
    for (const one of this.#seen.toReversed()) {
      lead += one.activity === activity ? 1 : -1;
      if (lead < best || one.activity !== activity) continue;
      best = lead;
      first = one;
    }
    return first;
  }
}
