import {
  ascii,
  BRACKET_OPEN,
  DOT,
  HASH,
  isDigit,
  isLower,
  isWord,
  matches,
  MINUS,
  QUESTION,
  skipBlanks,
  skipDigits,
  SLASH,
  SPACE,
} from './bytes.ts';
import { isFetchFailure } from './scanMessage.ts';

const FRAME = ascii(' > ');
const FRAME_ADDRESS = ascii(' [0x');
const FRAME_TEXTS = [
  'no matching address range',
  'unexpected_backtracing_error',
  'too many stack frames',
  'No DWARF information found',
].map(ascii);

/** A stack frame of `-k`: ` > /lib/libc.so.6(write+0x10) [0xf8350]`, or why there is none. */
export function isFrame(bytes: Uint8Array, start: number, end: number): boolean {
  if (!matches(bytes, start, FRAME)) return false;
  const at = start + FRAME.length;
  if (bytes[at] === SLASH || bytes[at] === BRACKET_OPEN) return true;
  if (FRAME_TEXTS.some((text) => matches(bytes, at, text))) return true;
  for (let p = at; p < end; p++) if (matches(bytes, p, FRAME_ADDRESS)) return true;
  return false;
}

const DUMP = ascii(' | ');
/** Offsets in a dump have five digits, more where they need them. */
const OFFSET_DIGITS = 5;

/** A line of `-e read=` or `-e write=`, or the heading of one buffer of a vector. */
export function isHexdump(bytes: Uint8Array, start: number, end: number): boolean {
  if (matches(bytes, start, DUMP)) {
    const offset = start + DUMP.length;
    if (isFetchFailure(bytes, offset)) return true;
    let p = offset;
    while (p < end && isHex(bytes[p])) p++;
    return p - offset >= OFFSET_DIGITS && bytes[p] === SPACE && bytes[p + 1] === SPACE;
  }
  return isHeading(bytes, start, BUFFER_HEADING) || isHeading(bytes, start, VECTOR_HEADING);
}

interface Heading {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** ` * 19 bytes in buffer 0`. */
const BUFFER_HEADING: Heading = { before: ascii(' * '), after: ascii(' bytes in buffer ') };
/** ` = 2 buffers in vector 0`. */
const VECTOR_HEADING: Heading = { before: ascii(' = '), after: ascii(' buffers in vector ') };

function isHeading(bytes: Uint8Array, start: number, { before, after }: Heading): boolean {
  if (!matches(bytes, start, before)) return false;
  const digits = start + before.length;
  const p = skipDigits(bytes, digits, bytes.length);
  return p > digits && matches(bytes, p, after) && isDigit(bytes[p + after.length]);
}

function isHex(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && byte >= 0x61 && byte <= 0x66);
}

const USAGE = ascii('System call usage summary for ');
/** Headings of all columns that -U knows; `% time` is two words. */
const HEADINGS = [
  '%',
  'time',
  'seconds',
  'shortest',
  'longest',
  'usecs/call',
  'calls',
  'errors',
  'syscall',
  'wall-total',
  'wall-min',
  'wall-max',
  'wall-avg',
].map(ascii);
/** The narrowest column, `% time`, and with it the shortest dashes under a heading. */
const NARROWEST = 6;
/** Width of `calls` and `errors`, the narrowest columns of whole numbers. */
const COUNT_WIDTH = 9;
/** Words in a row: the columns, and `% time` counts twice in the heading. */
const MOST_WORDS = HEADINGS.length;

/** A line of the table of `-c` or `-C`: usage line, heading, dashes, one syscall's row, total. */
export function isSummary(bytes: Uint8Array, start: number, end: number): boolean {
  if (matches(bytes, start, USAGE)) return true;
  const first = skipBlanks(bytes, start, end);
  if (first >= end || bytes[end - 1] === SPACE) return false;
  if (bytes[first] === MINUS) return first === start && isDashes(bytes, start, end);
  return isHeadingRow(bytes, first, end) || isSummaryRow(bytes, start, end);
}

/** `------ ----------- …`: two columns or more. */
function isDashes(bytes: Uint8Array, start: number, end: number): boolean {
  let columns = 0;
  for (let p = start; p < end; p++) {
    const from = p;
    while (p < end && bytes[p] === MINUS) p++;
    if (p - from < NARROWEST || (p < end && bytes[p] !== SPACE)) return false;
    columns++;
  }
  return columns >= 2;
}

function isHeadingRow(bytes: Uint8Array, start: number, end: number): boolean {
  let words = 0;
  for (let p = start; p < end; p = skipBlanks(bytes, p, end)) {
    const heading = HEADINGS.find(
      (text) =>
        matches(bytes, p, text) && (p + text.length === end || bytes[p + text.length] === SPACE),
    );
    if (heading === undefined) return false;
    p += heading.length;
    words++;
    if (words > MOST_WORDS) return false;
  }
  return words >= 2;
}

/**
 * Numbers right-aligned in columns, and one name. What `wc` or `uniq -c` print must not pass: there
 * is a fraction (times are always printed with one), or the counts stand as wide apart as strace
 * prints them. The totals of `-c` before 5.6 lack a column, and a table without names is none.
 */
function isSummaryRow(bytes: Uint8Array, start: number, end: number): boolean {
  let names = 0;
  let fractions = 0;
  let numbers = 0;
  let wide = true;
  let words = 0;
  let before = start;
  for (let p = skipBlanks(bytes, start, end); p < end; p = skipBlanks(bytes, p, end)) {
    if (++words > MOST_WORDS) return false;
    const from = p;
    while (p < end && bytes[p] !== SPACE) p++;
    if (isDigit(bytes[from])) {
      const whole = skipDigits(bytes, from, p);
      if (whole < p && (bytes[whole] !== DOT || skipDigits(bytes, whole + 1, p) < p)) return false;
      if (whole < p) fractions++;
      else if (p - before < COUNT_WIDTH) wide = false;
      numbers++;
    } else {
      if (!isName(bytes, from, p)) return false;
      names++;
    }
    before = p;
  }
  return names === 1 && numbers > 0 && (fractions > 0 ? numbers > 1 : wide);
}

function isName(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isLower(bytes[start]) && bytes[start] !== QUESTION && bytes[start] !== 0x5f) return false;
  for (let p = start; p < end; p++) {
    if (!isWord(bytes[p]) && bytes[p] !== HASH && bytes[p] !== QUESTION) return false;
  }
  return true;
}
