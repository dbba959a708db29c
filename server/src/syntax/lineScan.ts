import { RowKind } from './kinds.ts';

/** Codes of `TimeStyle` as a column holds them. */
export const TimeCode = { none: 0, clock: 1, epoch: 2, relative: 3 } as const;

/**
 * What the scanner found out about one line. One object serves all lines, so that scanning makes
 * no garbage. All offsets are into `bytes`; the byte at `end`, if any, is a line terminator.
 */
export interface LineScan {
  bytes: Uint8Array;
  start: number;
  end: number;
  /** Offset at which the prefix (pid, times, brackets) ends and the body starts. */
  body: number;
  kind: RowKind;
  tid: number;
  time: number;
  seconds: number;
  nanoseconds: number;
  /** Empty span where there is none. */
  nameStart: number;
  nameEnd: number;
  errnoStart: number;
  errnoEnd: number;
  result: number;
  duration: number;
  argsStart: number;
  argsEnd: number;
  ended: boolean;
  /** Where the last complete string ended; the line's end when one was left open. */
  stringsEnd: number;
  /** First `)` that closes the call though no result follows it; -1 where none. */
  closed: number;
}

export function newLineScan(): LineScan {
  return {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    body: 0,
    kind: RowKind.other,
    tid: 0,
    time: TimeCode.none,
    seconds: 0,
    nanoseconds: 0,
    nameStart: 0,
    nameEnd: 0,
    errnoStart: 0,
    errnoEnd: 0,
    result: Number.NaN,
    duration: Number.NaN,
    argsStart: 0,
    argsEnd: 0,
    ended: false,
    stringsEnd: 0,
    closed: -1,
  };
}

/** Forgets the line before, and takes `[start, end)` of `line.bytes` as the next. */
export function resetLine(line: LineScan, start: number, end: number): void {
  line.start = start;
  line.end = end;
  line.kind = RowKind.other;
  line.nameStart = start;
  line.nameEnd = start;
  line.errnoStart = start;
  line.errnoEnd = start;
  line.result = Number.NaN;
  line.duration = Number.NaN;
  line.argsStart = start;
  line.argsEnd = start;
  line.ended = false;
  line.body = start;
  line.tid = 0;
  line.time = TimeCode.none;
  line.seconds = 0;
  line.nanoseconds = 0;
}
