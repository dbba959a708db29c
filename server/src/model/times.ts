import type { Rows } from '../syntax/rowTable.ts';
import type { Earlier } from './processes.ts';
import { FloatColumn } from './rowColumn.ts';

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
  /** What a fold of the same trace, grown, goes on from. */
  readonly read: TimesRead;
}

/** How far the timestamps of a trace were read. */
interface TimesRead {
  readonly elapsed: FloatColumn;
  readonly clocks: Clocks;
  /** Rows read: all but the last. */
  readonly length: number;
}

/** What the timestamps so far say of the next. */
interface Clocks {
  relative: number;
  relativeNanoseconds: number;
  day: number;
  last: number;
  clockBase: number;
  clockBaseNanoseconds: number;
  epochBase: number;
  epochBaseNanoseconds: number;
}

/**
 * Reads the timestamps of all rows in order. A clock that falls by more than half a day has passed
 * midnight; a smaller step back is a clock that was set, and is left as it is. Where the trace only
 * grew since `earlier`, only what is new is read; the earlier times are void afterwards.
 */
export function foldTimes(rows: Rows, earlier?: Earlier<Times>): Times {
  const before = earlier?.table.read;
  const goesOn = before !== undefined && (earlier?.changedRow ?? 0) >= before.length;
  const elapsed = goesOn ? before.elapsed : new FloatColumn(rows.length);
  const clocks: Clocks = goesOn ? { ...before.clocks } : newClocks();
  const start = goesOn ? before.length : 0;
  elapsed.truncate(start);
  // More may come behind the last line, which then is another: the next fold goes on before it.
  const length = Math.max(start, rows.length - 1);
  const read = (from: number, until: number) => {
    for (let row = from; row < until; row++) {
      if (rows.timeStyle(row) !== 'none') elapsed.set(row, elapsedAt(rows, row, clocks));
    }
  };
  read(start, length);
  const paused = { elapsed, clocks: { ...clocks }, length };
  read(length, rows.length);
  const { clockBase, clockBaseNanoseconds } = clocks;
  return {
    elapsed: (row) => elapsed.get(row),
    at(row) {
      const since = elapsed.get(row);
      const style = Number.isNaN(since) ? 'none' : rows.timeStyle(row);
      if (style === 'clock') return since + clockBase + clockBaseNanoseconds * secondsPerNanosecond;
      if (style === 'epoch') {
        return rows.seconds(row) + rows.nanoseconds(row) * secondsPerNanosecond;
      }
      return since;
    },
    read: paused,
  };
}

function newClocks(): Clocks {
  return {
    relative: 0,
    relativeNanoseconds: 0,
    day: 0,
    last: -1,
    clockBase: Number.NaN,
    clockBaseNanoseconds: 0,
    epochBase: Number.NaN,
    epochBaseNanoseconds: 0,
  };
}

/** Seconds since the first timestamp of the same form, of a row that has one. Moves the clocks on. */
function elapsedAt(rows: Rows, row: number, clocks: Clocks): number {
  const seconds = rows.seconds(row);
  const nanoseconds = rows.nanoseconds(row);
  const style = rows.timeStyle(row);
  if (style === 'relative') {
    clocks.relative += seconds;
    clocks.relativeNanoseconds += nanoseconds;
    return clocks.relative + clocks.relativeNanoseconds * secondsPerNanosecond;
  }
  if (style === 'clock') {
    if (seconds < clocks.last - secondsPerDay / 2) clocks.day++;
    clocks.last = seconds;
    if (Number.isNaN(clocks.clockBase)) {
      clocks.clockBase = seconds;
      clocks.clockBaseNanoseconds = nanoseconds;
    }
    return (
      seconds +
      clocks.day * secondsPerDay -
      clocks.clockBase +
      (nanoseconds - clocks.clockBaseNanoseconds) * secondsPerNanosecond
    );
  }
  if (Number.isNaN(clocks.epochBase)) {
    clocks.epochBase = seconds;
    clocks.epochBaseNanoseconds = nanoseconds;
  }
  return (
    seconds - clocks.epochBase + (nanoseconds - clocks.epochBaseNanoseconds) * secondsPerNanosecond
  );
}
