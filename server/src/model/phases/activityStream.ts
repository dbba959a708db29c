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

/** Where in the program a call is. */
interface Place {
  readonly row: number;
  readonly call: number;
  /** How many parts the program has so far. */
  readonly parts: number;
}

/** Finds where the calls of one program pass from one activity to another. */
export interface ActivityStream {
  /** What the program's descriptors are for, by number. */
  readonly descriptors: Map<number, string>;
  /** Reads a call. A part where one begins; it may have begun some calls before. */
  read(hint: Hint, place: Place): Part | undefined;
  /**
   * At the end of the phase that is divided, too short for a part to be found in it: what most of its
   * calls speak for. Undefined where no activity has the greater part, or a part was found.
   */
  conclude(): Part | undefined;
  /** The part that begins after a pause. */
  pause(row: number, call: number, seconds: number): Part;
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

/** A stream whose first call is the program's `firstCall`-th, from 0. */
export function newActivityStream(firstCall: number): ActivityStream {
  const seen: Seen[] = [];
  const counts = new Map<Activity, number>();
  let current: Activity | undefined;
  /** The part that is open, where its activity is not clear yet. */
  let open: Part | undefined;
  let isHead = true;
  let startCall = firstCall;

  return {
    descriptors: new Map([
      [0, 'stdin'],
      [1, 'stdout'],
      [2, 'stdout'],
    ]),
    read({ activity, opens }, { row, call, parts }) {
      note({ activity, row, call });
      if (activity === current) return undefined;
      const length = leastLength * 2 ** Math.floor(parts / partsPerDoubling);
      if (opens && (call - startCall >= length || current === undefined)) {
        return begin(lastRun(activity), length);
      }
      if ((counts.get(activity) ?? 0) < majority || call - startCall < length) return undefined;
      return begin(firstOf(activity), length);
    },
    conclude() {
      const [first] = seen;
      if (current !== undefined || !isHead || first === undefined) return undefined;
      const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
      if (most === undefined || most[1] * 2 <= seen.length) return undefined;
      const { row, call } = first;
      return { startRow: row, call, pause: 0, activity: most[0], isHead: true };
    },
    pause(row, call, seconds) {
      forgetBefore(row);
      current = undefined;
      isHead = false;
      startCall = call;
      open = { startRow: row, call, pause: seconds, activity: undefined, isHead };
      return open;
    },
  };

  function note(one: Seen): void {
    seen.push(one);
    counts.set(one.activity, (counts.get(one.activity) ?? 0) + 1);
    if (seen.length > windowCalls) drop();
  }

  function drop(): void {
    const first = seen.shift();
    if (first === undefined) return;
    counts.set(first.activity, (counts.get(first.activity) ?? 0) - 1);
  }

  function forgetBefore(row: number): void {
    while ((seen[0]?.row ?? Infinity) < row) drop();
  }

  function begin({ activity, row, call }: Seen, length: number): Part | undefined {
    const isNear = call - startCall < length;
    const isUnclear = current === undefined;
    current = activity;
    if (isUnclear && isNear && open !== undefined) {
      open.activity = activity;
      open = undefined;
      return undefined;
    }
    open = undefined;
    forgetBefore(row);
    const part = { startRow: row, call, pause: 0, activity, isHead: isHead && isNear };
    if (!part.isHead) startCall = call;
    isHead = false;
    return part;
  }

  /** The first of the last calls that all speak for the activity: `socket` before `connect`. */
  function lastRun(activity: Activity): Seen {
    const before = seen.findLastIndex((one) => one.activity !== activity);
    return seen[before + 1] ?? { activity, row: 0, call: 0 };
  }

  /** Where the activity began: from there on it has the greatest lead over all others. */
  function firstOf(activity: Activity): Seen {
    let lead = 0;
    let best = 0;
    let first = seen.at(-1) ?? { activity, row: 0, call: 0 };
    for (const one of seen.toReversed()) {
      lead += one.activity === activity ? 1 : -1;
      if (lead < best || one.activity !== activity) continue;
      best = lead;
      first = one;
    }
    return first;
  }
}
