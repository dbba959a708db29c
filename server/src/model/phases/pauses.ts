import type { BoundProfiles } from './boundProfile.ts';
import { fixedPhase } from './fixedPhases.ts';
import type { NewPhase } from './newPhase.ts';
import type { Profile } from './profile.ts';

/** A pause of a second, or of two where the trace counts whole seconds. */
const leastSeconds = 1;
const leastWholeSeconds = 2;
/** How many times the middle one of all gaps a long one is. */
const timesMedian = 20;
/** A shorter one is long after a burst: many calls that came far closer together. */
const leastAfterBurst = 0.1;
const timesMedianOfBurst = 200;
const callsOfBurst = 50;
const partsPerDoubling = 25;
/** Gaps are counted by their order of magnitude, four steps to the doubling, from a microsecond on. */
const stepsPerDoubling = 4;
const steps = 160;
const smallest = 1e-6;

/** Finds the pauses of one process that are long for it. */
export class Pauses {
  /** How many gaps there were of each order of magnitude; longer with the longest. */
  readonly #counts: number[] = [];
  #total = 0;
  #last = Number.NaN;
  /** Calls since the last gap that may end a burst. */
  #close = 0;

  copy(): Pauses {
    const copy = new Pauses();
    copy.#counts.push(...this.#counts);
    copy.#total = this.#total;
    copy.#last = this.#last;
    copy.#close = this.#close;
    return copy;
  }

  /**
   * Seconds of the pause that ends at this time; 0 where it is no long one. `elapsed` is NaN on rows
   * without a time. The more `parts` there are already, the longer a pause must be.
   */
  before(elapsed: number, parts: number): number {
    if (Number.isNaN(elapsed)) return 0;
    const gap = elapsed - this.#last;
    this.#last = elapsed;
    if (!(gap >= 0)) return 0;
    const median = gap < leastAfterBurst ? 0 : this.#middle();
    const step = stepOf(gap);
    while (this.#counts.length < step) this.#counts.push(0);
    this.#counts[step] = (this.#counts[step] ?? 0) + 1;
    this.#total++;
    const growth = 2 ** Math.floor(parts / partsPerDoubling);
    const least = Number.isInteger(gap) ? leastWholeSeconds : leastSeconds;
    const isLong = gap >= Math.max(least, timesMedian * median) * growth;
    const afterBurst = Math.max(leastAfterBurst, timesMedianOfBurst * median) * growth;
    const endsBurst = median > 0 && this.#close >= callsOfBurst && gap >= afterBurst;
    this.#close = gap < leastAfterBurst ? this.#close + 1 : 0;
    return isLong || endsBurst ? gap : 0;
  }

  /** The middle one of the gaps so far, to a fifth. */
  #middle(): number {
    let left = this.#total / 2;
    for (let step = 0; step < steps; step++) {
      left -= this.#counts[step] ?? 0;
      if (left < 0) return step === 0 ? 0 : smallest * 2 ** (step / stepsPerDoubling);
    }
    return 0;
  }
}

function stepOf(gap: number): number {
  const step = Math.floor(Math.log2(gap / smallest) * stepsPerDoubling);
  return Math.min(Math.max(step, 0), steps - 1);
}

/** The phase after a pause of so many seconds. */
export function pausePhase(profiles: BoundProfiles, seconds: number, owner: Profile): NewPhase {
  return fixedPhase(profiles, 'pause', secondsText(seconds), owner);
}

const perMinute = 60;

/** `3.2 s`, `4 min 10 s`. */
function secondsText(seconds: number): string {
  if (seconds < perMinute) return `${Number(seconds.toPrecision(2))} s`;
  const minutes = Math.floor(seconds / perMinute);
  return `${minutes.toLocaleString('en-US')} min ${Math.floor(seconds % perMinute)} s`;
}
