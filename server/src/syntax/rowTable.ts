import type { RowKind } from './kinds.ts';

/** How the time on a line is to be read. `relative` is -r alone: seconds since the line before. */
export type TimeStyle = 'none' | 'clock' | 'epoch' | 'relative';

/**
 * One row per line, in columns. A row depends on its line's bytes alone. All positions are bytes.
 * Built by `scan.ts`.
 */
export interface Rows {
  readonly length: number;
  /** Interned names of syscalls and errnos; index 0 is the empty string: none. */
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
  /** Id of the syscall's name (calls and their halves) or of the signal's; 0 where none. */
  name(row: number): number;
  /** Id of the errno's name; 0 where none. */
  errno(row: number): number;
  /** Return value as a number, NaN where none or `?`. Exact to 2^53. */
  result(row: number): number;
  /** Seconds that -T prints; NaN where none. */
  duration(row: number): number;
  timeStyle(row: number): TimeStyle;
  /** Whole seconds of the line's timestamp as printed (of the day, since the epoch, or relative). */
  seconds(row: number): number;
  /** Fraction of the timestamp in nanoseconds. */
  nanoseconds(row: number): number;
  /** Offset of the first byte after the opening parenthesis; of a resumed row after `resumed>`. */
  argsStart(row: number): number;
  /** Offset of the closing parenthesis, or of ` <unfinished ...>`, or of the line's end if cut off. */
  argsEnd(row: number): number;
  /** True where bytes above 0x7f occur: columns and bytes differ there. */
  nonAscii(row: number): boolean;
  /** True where the line has SGR codes of --color. */
  colored(row: number): boolean;
  /** True where `<unfinished ...>` or `resumed>` is on the line yet the call ends here (`) = ?`). */
  ended(row: number): boolean;
}
