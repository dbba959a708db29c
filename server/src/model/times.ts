import type { Rows } from '../syntax/rowTable.ts';

const secondsPerDay = 86_400;
const secondsPerNanosecond = 1e-9;

/** When each line was printed, as far as its prefix tells. All in seconds; NaN where it does not. */
export interface Times {
  /**
   * Since the epoch with `-ttt`; since midnight of the trace's first day with `-t` and `-tt`; with
   * `-r` alone the sum since the first line.
   */
  at(row: number): number;
  /** Since the first timestamp of the same form. Exact to the nanosecond. */
  elapsed(row: number): number;
}

/**
 * Reads the timestamps of all rows in order. A clock that falls by more than half a day has passed
 * midnight; a smaller step back is a clock that was set, and is left as it is.
 */
export function foldTimes(rows: Rows): Times {
  const elapsed = new Float64Array(rows.length).fill(Number.NaN);
  let relative = 0;
  let relativeNanoseconds = 0;
  let day = 0;
  let last = -1;
  let clockBase = Number.NaN;
  let clockBaseNanoseconds = 0;
  let epochBase = Number.NaN;
  let epochBaseNanoseconds = 0;

  for (let row = 0; row < rows.length; row++) {
    const style = rows.timeStyle(row);
    if (style === 'none') continue;
    const seconds = rows.seconds(row);
    const nanoseconds = rows.nanoseconds(row);
    if (style === 'relative') {
      relative += seconds;
      relativeNanoseconds += nanoseconds;
      elapsed[row] = relative + relativeNanoseconds * secondsPerNanosecond;
    } else if (style === 'clock') {
      if (seconds < last - secondsPerDay / 2) day++;
      last = seconds;
      if (Number.isNaN(clockBase)) {
        clockBase = seconds;
        clockBaseNanoseconds = nanoseconds;
      }
      elapsed[row] =
        seconds +
        day * secondsPerDay -
        clockBase +
        (nanoseconds - clockBaseNanoseconds) * secondsPerNanosecond;
    } else {
      if (Number.isNaN(epochBase)) {
        epochBase = seconds;
        epochBaseNanoseconds = nanoseconds;
      }
      elapsed[row] =
        seconds - epochBase + (nanoseconds - epochBaseNanoseconds) * secondsPerNanosecond;
    }
  }

  return {
    elapsed: (row) => elapsed[row] ?? Number.NaN,
    at(row) {
      const since = elapsed[row] ?? Number.NaN;
      const style = Number.isNaN(since) ? 'none' : rows.timeStyle(row);
      if (style === 'clock') return since + clockBase + clockBaseNanoseconds * secondsPerNanosecond;
      if (style === 'epoch') {
        return rows.seconds(row) + rows.nanoseconds(row) * secondsPerNanosecond;
      }
      return since;
    },
  };
}
