/** Rows in one segment: growing a table never copies more than one segment that is not yet full. */
export const SEGMENT_ROWS = 65_536;
/** A row's segment is the bits above these, its place there the bits of `ROW_MASK`. */
export const SEGMENT_SHIFT = 16;
export const ROW_MASK = SEGMENT_ROWS - 1;
const FIRST_ROWS = 512;

/** The columns of up to `SEGMENT_ROWS` rows; 50 bytes a row. Positions are relative to `start`. */
export interface Segment {
  readonly capacity: number;
  readonly start: Float64Array;
  readonly result: Float64Array;
  readonly duration: Float64Array;
  readonly tid: Int32Array;
  readonly seconds: Uint32Array;
  readonly nanoseconds: Uint32Array;
  readonly argsStart: Uint32Array;
  readonly argsEnd: Uint32Array;
  readonly name: Uint16Array;
  readonly errno: Uint16Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
}

/** Bytes that one row takes in all columns. */
export const ROW_BYTES = 3 * 8 + 5 * 4 + 2 * 2 + 2;

/** Bits of the `flags` column. The length of the terminator (0 to 2) is in the lowest two. */
export const Flag = {
  terminator: 0b11,
  nonAscii: 1 << 2,
  colored: 1 << 3,
  ended: 1 << 4,
} as const;
/** The time style is above the other flags. */
export const TIME_SHIFT = 5;

/** An empty segment with room for `capacity` rows. */
export function newSegment(capacity = FIRST_ROWS): Segment {
  return {
    capacity,
    start: new Float64Array(capacity),
    result: new Float64Array(capacity),
    duration: new Float64Array(capacity),
    tid: new Int32Array(capacity),
    seconds: new Uint32Array(capacity),
    nanoseconds: new Uint32Array(capacity),
    argsStart: new Uint32Array(capacity),
    argsEnd: new Uint32Array(capacity),
    name: new Uint16Array(capacity),
    errno: new Uint16Array(capacity),
    kind: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
  };
}

/** The same rows with twice the room, at most that of a full segment. */
export function grown(segment: Segment): Segment {
  const larger = newSegment(Math.min(segment.capacity * 2, SEGMENT_ROWS));
  larger.start.set(segment.start);
  larger.result.set(segment.result);
  larger.duration.set(segment.duration);
  larger.tid.set(segment.tid);
  larger.seconds.set(segment.seconds);
  larger.nanoseconds.set(segment.nanoseconds);
  larger.argsStart.set(segment.argsStart);
  larger.argsEnd.set(segment.argsEnd);
  larger.name.set(segment.name);
  larger.errno.set(segment.errno);
  larger.kind.set(segment.kind);
  larger.flags.set(segment.flags);
  return larger;
}

/** Copies row `at` of `from` to row `to` of `into`. */
export function copyRow(from: Segment, at: number, into: Segment, to: number): void {
  into.start[to] = from.start[at] ?? 0;
  into.result[to] = from.result[at] ?? Number.NaN;
  into.duration[to] = from.duration[at] ?? Number.NaN;
  into.tid[to] = from.tid[at] ?? 0;
  into.seconds[to] = from.seconds[at] ?? 0;
  into.nanoseconds[to] = from.nanoseconds[at] ?? 0;
  into.argsStart[to] = from.argsStart[at] ?? 0;
  into.argsEnd[to] = from.argsEnd[at] ?? 0;
  into.name[to] = from.name[at] ?? 0;
  into.errno[to] = from.errno[at] ?? 0;
  into.kind[to] = from.kind[at] ?? 0;
  into.flags[to] = from.flags[at] ?? 0;
}
