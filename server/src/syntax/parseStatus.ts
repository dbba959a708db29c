/** Lines that are no calls: signals, ends of processes, stack frames, messages. */
import { RowKind } from './kinds.ts';
import type { LineScan } from './lineScan.ts';
import { parseValue } from './parseValue.ts';
import { readerOf } from './reader.ts';
import type { Line, Prefix, Span } from './tree.ts';

/** `--- SIGCHLD {…} ---`, `--- stopped by SIGTTOU ---`. */
export function parseSignal(text: string, scan: LineScan, prefix: Prefix): Line {
  const { kind } = scan;
  const name = { start: scan.nameStart, end: scan.nameEnd };
  const info = parseValue(readerOf(text, scan.argsStart, scan.argsEnd), 0);
  const line = { kind, prefix, name, args: [] };
  return info === undefined ? line : { ...line, info };
}

const EXIT_MARK = '+++ ';
const EXITED = 'exited with ';
const KILLED = 'killed by ';
const SUPERSEDED = 'superseded by execve in pid ';
const DUMPED = ' (core dumped)';
const DIGITS = /\d+/y;

/** `+++ exited with 0 +++` and its kind; `exit` is absent where the line was cut before it says. */
export function parseExit(text: string, scan: LineScan, prefix: Prefix): Line {
  const { kind } = scan;
  const start = scan.body + EXIT_MARK.length;
  const base = { kind, prefix, args: [] };
  if (text.startsWith(KILLED, start)) {
    const name = { start: scan.nameStart, end: scan.nameEnd };
    if (!text.startsWith(DUMPED, name.end)) return { ...base, name, exit: { how: 'killed' } };
    // Without the parentheses.
    const core = { start: name.end + 2, end: name.end + DUMPED.length - 1 };
    return { ...base, name, exit: { how: 'killed', core } };
  }
  if (text.startsWith(EXITED, start)) return withNumber('exited', start + EXITED.length);
  if (text.startsWith(SUPERSEDED, start)) {
    return withNumber('superseded', start + SUPERSEDED.length);
  }
  return base;

  function withNumber(how: 'exited' | 'superseded', from: number): Line {
    DIGITS.lastIndex = from;
    if (!DIGITS.test(text)) return { ...base, exit: { how } };
    return { ...base, exit: { how, number: { start: from, end: DIGITS.lastIndex } } };
  }
}

const PROGRAM = /[^: ]+: /y;

/** A message; its text is what follows `strace: `, or all of it where no program is named. */
export function parseMessage(text: string, scan: LineScan, prefix: Prefix): Line {
  PROGRAM.lastIndex = scan.body;
  const start = PROGRAM.test(text) ? PROGRAM.lastIndex : scan.body;
  return { kind: scan.kind, prefix, args: [], message: { start, end: text.length } };
}

const FRAME_MARK = ' > ';
const ADDRESS_MARK = ' [0x';
const ADDRESS = / \[(0x[0-9a-f]+)\]/y;
const OFFSET = '+0x';
const DELETED = ' (deleted)';
const LINE_NUMBER = /^\d+$/;
/** `:` and a line's number take no more. */
const LONGEST_LINE_NUMBER = 12;

type Frame = { -readonly [K in keyof NonNullable<Line['frame']>]: NonNullable<Line['frame']>[K] };

/**
 * A stack frame (strace -k, -kk): `object(symbol+offset) [address] source:line`. Symbols of C++
 * have parentheses and blanks. What names no object is a message, such as why there is no frame.
 */
export function parseFrame(text: string): Line {
  const start = FRAME_MARK.length;
  const base = { kind: RowKind.frame, prefix: { end: 0 }, args: [] };
  const frame: Frame = {};
  const at = text.lastIndexOf(ADDRESS_MARK);
  ADDRESS.lastIndex = Math.max(at, 0);
  const digits = at < start ? undefined : ADDRESS.exec(text)?.[1];
  const close = digits === undefined ? text.length : at;
  if (digits !== undefined) {
    frame.address = { start: at + 2, end: at + 2 + digits.length };
    Object.assign(frame, sourceAfter(text, ADDRESS.lastIndex + 1));
  }
  const open = objectEnd(text, start, close);
  if (open === undefined) return { ...base, frame, message: { start, end: close } };

  frame.object = { start, end: open };
  const plus = text.lastIndexOf(OFFSET, close);
  const symbolEnd = plus > open ? plus : close - 1;
  if (symbolEnd > open + 1) frame.symbol = { start: open + 1, end: symbolEnd };
  if (plus > open && close - 1 > plus + 1) frame.offset = { start: plus + 1, end: close - 1 };
  return { ...base, frame };
}

/** The parenthesis after the object's path, which may end in ` (deleted)`, if `)` is at the end. */
function objectEnd(text: string, start: number, close: number): number | undefined {
  if (text.charAt(close - 1) !== ')') return undefined;
  const first = text.indexOf('(', start);
  const open = text.startsWith(DELETED, first - 1)
    ? text.indexOf('(', first + DELETED.length - 1)
    : first;
  return open > start && open < close ? open : undefined;
}

function sourceAfter(text: string, start: number): { source?: Span; sourceLine?: Span } {
  const colon = text.lastIndexOf(':');
  if (colon <= start || text.length - colon > LONGEST_LINE_NUMBER) return {};
  const sourceLine = { start: colon + 1, end: text.length };
  if (!LINE_NUMBER.test(text.slice(sourceLine.start))) return {};
  return { source: { start, end: colon }, sourceLine };
}
