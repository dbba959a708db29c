import {
  copyRow,
  Flag,
  grown,
  newSegment,
  ROW_BYTES,
  ROW_MASK,
  type Segment,
  SEGMENT_ROWS,
  SEGMENT_SHIFT,
  TIME_SHIFT,
} from './columns.ts';
import { RowKind } from './kinds.ts';
import { type LineScan, TimeCode } from './lineScan.ts';
import { NamePool } from './names.ts';
import { type RowSink, scanLines } from './scanLines.ts';

/** How the time on a line is to be read. `relative` is -r alone: seconds since the line before. */
export type TimeStyle = 'none' | 'clock' | 'epoch' | 'relative';

/**
 * One row per line, in columns. A row depends on its line's bytes alone. All positions are bytes.
 * Built by `scan.ts`. The empty line after the last terminator has no row; asked for a row that is
 * not there, each column answers "none" and each position the end of the trace.
 */
export interface Rows {
  readonly length: number;
  /** Interned names of syscalls, errnos and signals; index 0 is the empty string: none. */
  readonly names: readonly string[];
  /** Id of `name`, or 0 where no line has it. */
  nameId(name: string): number;
  kind(row: number): RowKind;
  /** Offset of the line's first byte. */
  start(row: number): number;
  /** Offset after the line's last byte, without its terminator. */
  end(row: number): number;
  /** The number that strace calls pid; 0 where the line has none. */
  tid(row: number): number;
  /**
   * Id of a name, 0 where none: the syscall's on calls and their halves, the signal's on `signal`,
   * `stopped` and `+++ killed by`.
   */
  name(row: number): number;
  /** Id of the errno's name; 0 where none. `= ? ERESTARTSYS` counts as one. */
  errno(row: number): number;
  /**
   * Return value as a number, NaN where none or `?`. Exact to 2^53. On `+++ exited with` the
   * status, on `+++ superseded by` the thread id.
   */
  result(row: number): number;
  /** Seconds that -T prints; NaN where none. */
  duration(row: number): number;
  timeStyle(row: number): TimeStyle;
  /** Whole seconds of the line's timestamp as printed (of the day, since the epoch, or relative). */
  seconds(row: number): number;
  /** Fraction of the timestamp in nanoseconds. */
  nanoseconds(row: number): number;
  /**
   * Offset of the first byte after the opening parenthesis; of a resumed row after `resumed>`; of
   * a split tail the line's start; of a signal the start of its `{…}`. The line's start where there
   * are no arguments.
   */
  argsStart(row: number): number;
  /**
   * Offset of the closing parenthesis, or of ` <unfinished ...>`, or of strace's message that cut
   * the line, or of the line's end if cut off; of a signal of ` ---`.
   */
  argsEnd(row: number): number;
  /** True where bytes above 0x7f occur: columns and bytes differ there. */
  nonAscii(row: number): boolean;
  /** True where the line has SGR codes of --color. */
  colored(row: number): boolean;
  /**
   * True where a call ends on this line: its `) = …` is there. So on each call, on a resumed row
   * unless it is unfinished again, on an unfinished row only as `<unfinished ...>) = ?`.
   */
  ended(row: number): boolean;
  /** The row that a byte is on; its terminator belongs to it. */
  rowAt(offset: number): number;
}

/** Where a piece of bytes lies in the trace, and what it is to replace. */
export interface Replacement {
  /** First row to be replaced. */
  readonly from: number;
  /** Row after the last one to be replaced. */
  readonly until: number;
  /** The new bytes of these rows: whole lines, unless `until` is the table's length. */
  readonly bytes: Uint8Array;
}

/** The rows of a trace that grows and changes. */
export class RowTable implements Rows, RowSink {
  /** Rows scanned in the table's life: work that a test can count instead of timing it. */
  rowsScanned = 0;
  readonly #pool: NamePool;
  readonly #segments: Segment[] = [];
  #length = 0;
  #size = 0;

  /** `pool` shares the names of another table. */
  constructor(pool: NamePool = new NamePool()) {
    this.#pool = pool;
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that the rows cover. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory that the columns take. */
  get memory(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.capacity * ROW_BYTES, 0);
  }

  get names(): readonly string[] {
    return this.#pool.names;
  }

  nameId(name: string): number {
    return this.#pool.id(name);
  }

  /**
   * Forgets the last row if more bytes could change it: its line has no terminator yet, or ends in
   * a lone `\r` that a `\n` may follow. Returns the offset from which bytes are to be appended.
   */
  reopen(): number {
    const last = this.#length - 1;
    if (last < 0) return 0;
    const terminator = this.#terminator(last);
    // Which of the one-byte terminators it is, a row does not know: both are scanned again.
    if (terminator < 2) this.truncate(last);
    return this.#size;
  }

  /** Forgets `row` and all after it. */
  truncate(row: number): void {
    if (row >= this.#length) return;
    const kept = Math.max(row, 0);
    this.#size = this.start(kept);
    this.#length = kept;
    this.#segments.length = Math.ceil(kept / SEGMENT_ROWS);
  }

  /** Scans `bytes`, which follow on what the table covers, to rows. See `reopen`. */
  append(bytes: Uint8Array): void {
    scanLines(bytes, this, this.#size);
    this.#size += bytes.length;
  }

  /** Scans new bytes for a range of rows, and moves what follows it. */
  replace({ from, until, bytes }: Replacement): void {
    if (until >= this.#length) {
      this.truncate(from);
      this.append(bytes);
      return;
    }
    const piece = new RowTable(this.#pool);
    piece.append(bytes);
    this.rowsScanned += piece.rowsScanned;

    const offset = this.start(from);
    const growth = bytes.length - (this.start(until) - offset);
    this.#shift(until, until + piece.length - (until - from), growth);
    this.#size += growth;
    for (let row = 0; row < piece.length; row++) {
      const target = this.#room(from + row);
      const at = (from + row) & ROW_MASK;
      copyRow(piece.#room(row), row & ROW_MASK, target, at);
      target.start[at] = (target.start[at] ?? 0) + offset;
    }
  }

  /** Adds what `line` found out. `offset` is the place of the scanned piece in the trace. */
  push(line: LineScan, offset: number, flags: number): void {
    const at = this.#length & ROW_MASK;
    const segment = this.#room(this.#length);
    const start = line.start;
    segment.start[at] = offset + start;
    segment.result[at] = line.result;
    segment.duration[at] = line.duration;
    segment.tid[at] = line.tid;
    segment.seconds[at] = line.seconds;
    segment.nanoseconds[at] = line.nanoseconds;
    segment.argsStart[at] = line.argsStart - start;
    segment.argsEnd[at] = line.argsEnd - start;
    segment.name[at] = this.#pool.intern(line.bytes, line.nameStart, line.nameEnd);
    segment.errno[at] = this.#pool.intern(line.bytes, line.errnoStart, line.errnoEnd);
    segment.kind[at] = line.kind;
    segment.flags[at] = flags | (line.ended ? Flag.ended : 0) | (line.time << TIME_SHIFT);
    this.#length++;
    this.rowsScanned++;
  }

  kind(row: number): RowKind {
    return KINDS[this.#segment(row)?.kind[row & ROW_MASK] ?? 0] ?? RowKind.other;
  }

  start(row: number): number {
    return this.#segment(row)?.start[row & ROW_MASK] ?? this.#size;
  }

  end(row: number): number {
    if (row < 0 || row >= this.#length) return this.#size;
    return this.start(row + 1) - this.#terminator(row);
  }

  tid(row: number): number {
    return this.#segment(row)?.tid[row & ROW_MASK] ?? 0;
  }

  name(row: number): number {
    return this.#segment(row)?.name[row & ROW_MASK] ?? 0;
  }

  errno(row: number): number {
    return this.#segment(row)?.errno[row & ROW_MASK] ?? 0;
  }

  result(row: number): number {
    return this.#segment(row)?.result[row & ROW_MASK] ?? Number.NaN;
  }

  duration(row: number): number {
    return this.#segment(row)?.duration[row & ROW_MASK] ?? Number.NaN;
  }

  timeStyle(row: number): TimeStyle {
    return STYLES[this.#flags(row) >> TIME_SHIFT] ?? 'none';
  }

  seconds(row: number): number {
    return this.#segment(row)?.seconds[row & ROW_MASK] ?? 0;
  }

  nanoseconds(row: number): number {
    return this.#segment(row)?.nanoseconds[row & ROW_MASK] ?? 0;
  }

  argsStart(row: number): number {
    return this.start(row) + (this.#segment(row)?.argsStart[row & ROW_MASK] ?? 0);
  }

  argsEnd(row: number): number {
    return this.start(row) + (this.#segment(row)?.argsEnd[row & ROW_MASK] ?? 0);
  }

  nonAscii(row: number): boolean {
    return (this.#flags(row) & Flag.nonAscii) !== 0;
  }

  colored(row: number): boolean {
    return (this.#flags(row) & Flag.colored) !== 0;
  }

  ended(row: number): boolean {
    return (this.#flags(row) & Flag.ended) !== 0;
  }

  /** The row whose line holds the byte at `offset`; the last one for any offset beyond. */
  rowAt(offset: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.start(middle) > offset) high = middle;
      else low = middle + 1;
    }
    return Math.max(low - 1, 0);
  }

  #flags(row: number): number {
    return this.#segment(row)?.flags[row & ROW_MASK] ?? 0;
  }

  #terminator(row: number): number {
    return this.#flags(row) & Flag.terminator;
  }

  #segment(row: number): Segment | undefined {
    return row >= 0 && row < this.#length ? this.#segments[row >>> SEGMENT_SHIFT] : undefined;
  }

  /** The segment with room for `row`, which is at most one beyond the last. */
  #room(row: number): Segment {
    const index = row >>> SEGMENT_SHIFT;
    const segment = this.#segments[index];
    if (segment !== undefined && (row & ROW_MASK) < segment.capacity) return segment;
    // Only the first segment starts small: most traces fit in it.
    const larger =
      segment === undefined ? newSegment(index === 0 ? undefined : SEGMENT_ROWS) : grown(segment);
    this.#segments[index] = larger;
    return larger;
  }

  /** Moves the rows from `from` on to `to` on, and their positions by `growth` bytes. */
  #shift(from: number, to: number, growth: number): void {
    for (let row = from; row < this.#length; ) {
      const { start } = this.#room(row);
      const rest = Math.min(this.#length - row, SEGMENT_ROWS - (row & ROW_MASK));
      const first = row & ROW_MASK;
      for (let at = first; at < first + rest; at++) start[at] = (start[at] ?? 0) + growth;
      row += rest;
    }
    const count = this.#length - from;
    if (to > from) {
      for (let row = this.#length; row < to + count; row++) this.#room(row);
      for (let i = count - 1; i >= 0; i--) this.#copy(from + i, to + i);
    } else if (to < from) {
      for (let i = 0; i < count; i++) this.#copy(from + i, to + i);
    }
    this.#length = to + count;
    this.#segments.length = Math.ceil(this.#length / SEGMENT_ROWS);
  }

  #copy(from: number, to: number): void {
    copyRow(this.#room(from), from & ROW_MASK, this.#room(to), to & ROW_MASK);
  }
}

const KINDS: readonly RowKind[] = Object.values(RowKind);
const STYLES: TimeStyle[] = [];
STYLES[TimeCode.none] = 'none';
STYLES[TimeCode.clock] = 'clock';
STYLES[TimeCode.epoch] = 'epoch';
STYLES[TimeCode.relative] = 'relative';
