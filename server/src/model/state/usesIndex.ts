import { lastBefore } from './bindings.ts';
import type { DescriptorLog } from './descriptorLog.ts';

/** Which calls use each open file, so that no question has to go through the whole trace. */
export interface UsesIndex {
  /**
   * First rows, in order and each once, of the calls that use an open file from one row on and
   * before another; with a generation only the calls that use this one.
   */
  rowsOf(file: number, span: RowSpan, generation?: number): number[];
}

interface RowSpan {
  readonly from: number;
  readonly until: number;
}

const none = -1;

/** Sorts the uses of a trace by open file; within one they stay in order of their rows. */
export function usesIndexOf(log: DescriptorLog): UsesIndex {
  const { fileRows, fileGenerations, starts } = sorted(log);
  return { rowsOf };

  function rowsOf(file: number, { from, until }: RowSpan, generation?: number): number[] {
    const rows = fileRows.subarray(starts[file] ?? 0, starts[file + 1] ?? 0);
    const generations = fileGenerations.subarray(starts[file] ?? 0, starts[file + 1] ?? 0);
    const found: number[] = [];
    for (let at = firstAtOrAfter(rows, from); at < rows.length; at++) {
      const row = rows[at] ?? until;
      if (row >= until) break;
      if (generation !== undefined && generations[at] !== generation) continue;
      if (found.at(-1) !== row) found.push(row);
    }
    return found;
  }
}

/** A counting sort: how many uses each file has, then where each use goes. */
function sorted(log: DescriptorLog) {
  const starts = new Int32Array(log.fd.length + 1);
  forEachUse(log, (_, generation) => {
    const next = (log.file[generation] ?? generation) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  });
  for (let file = 1; file < starts.length; file++) {
    starts[file] = (starts[file] ?? 0) + (starts[file - 1] ?? 0);
  }
  const length = starts.at(-1) ?? 0;
  const fileRows = new Int32Array(length);
  const fileGenerations = new Int32Array(length);
  const places = starts.slice();
  forEachUse(log, (row, generation) => {
    const file = log.file[generation] ?? generation;
    const place = places[file] ?? 0;
    places[file] = place + 1;
    fileRows[place] = row;
    fileGenerations[place] = generation;
  });
  return { fileRows, fileGenerations, starts };
}

function forEachUse(log: DescriptorLog, take: (row: number, generation: number) => void): void {
  let other = 0;
  for (let row = 0; row < log.first.length; row++) {
    const first = log.first[row] ?? none;
    if (first !== none) take(row, first);
    for (; log.otherRow[other] === row; other++) {
      const generation = log.otherGeneration[other] ?? none;
      if (generation !== none) take(row, generation);
    }
  }
}

function firstAtOrAfter(rows: Int32Array, from: number): number {
  return lastBefore(rows, from, (row) => row) + 1;
}
