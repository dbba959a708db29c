import {
  ascii,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  decimal,
  DOT,
  GREATER,
  isDigit,
  LESS,
  matches,
  PAREN_CLOSE,
  PAREN_OPEN,
  PLUS,
  powerOfTen,
  skipBlanks,
  skipDigits,
  SPACE,
  ZERO,
} from './bytes.ts';
import { type LineScan, TimeCode } from './lineScan.ts';

/** No thread id is higher: the kernel's PID_MAX_LIMIT is 2^22. A higher number is a time. */
const HIGHEST_TID = 4194304;
/** A number with a fraction below this is a delta of -r, above it seconds since the epoch. */
const LOWEST_EPOCH = 100_000_000;
/** A comm has 15 bytes, each of which may be escaped as `\ooo`. */
const LONGEST_COMM = 64;
/** Longer brackets are not a prefix. Contexts of --secontext are the longest that occur. */
const LONGEST_BRACKET = 256;
const NANOSECOND_DIGITS = 9;
/** Length of `:MM:SS`. */
const CLOCK_BYTES = 6;

const PID_BRACKET = ascii('[pid ');

/**
 * Reads what strace puts ahead of a line: pid with its comm, security context, absolute and
 * relative time, syscall number, instruction pointer, in this order, each optional. Sets `body` to
 * where the line proper starts.
 *
 * @see strace(1), options -f, -Y, --secontext, -t, -r, -n, -i
 */
export function scanPrefix(line: LineScan): void {
  const { bytes, start, end } = line;
  const first = bytes[start] ?? 0;
  // Most lines of a trace without options start with a letter: no prefix at all.
  if (first !== SPACE && first !== BRACKET_OPEN && first !== PAREN_OPEN && !isDigit(first)) return;

  let p = first === SPACE ? skipBlanks(bytes, start, end) : scanPid(line);
  if (bytes[p] === BRACKET_OPEN) p = afterBracket(bytes, p, end);
  p = scanTime(line, p);
  if (bytes[p] === PAREN_OPEN && bytes[p + 1] === PLUS) p = afterDelta(bytes, p + 2, end);
  if (bytes[p] === BRACKET_OPEN) p = afterBracket(bytes, p, end);
  if (bytes[p] === BRACKET_OPEN) p = afterBracket(bytes, p, end);
  // Blanks alone are no prefix: stack frames and hexdumps start with one.
  if (first !== SPACE || line.time !== TimeCode.none) line.body = p;
}

/** `12345 `, `6891  `, `7132<comm> `, `[pid  4080] `, `[pid  4080<comm>] `. */
function scanPid(line: LineScan): number {
  const { bytes, start, end } = line;
  const bracketed = matches(bytes, start, PID_BRACKET);
  const digits = bracketed ? skipBlanks(bytes, start + PID_BRACKET.length, end) : start;
  let tid = 0;
  let p = digits;
  for (; p < end; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    tid = tid * 10 + digit;
    if (tid > HIGHEST_TID) return start;
  }
  if (p === digits) return start;
  if (bytes[p] === LESS) p = afterComm(bytes, p, end);
  if (bracketed) {
    if (bytes[p] !== BRACKET_CLOSE) return start;
    p++;
  }
  if (bytes[p] !== SPACE) return start;
  line.tid = tid;
  return skipBlanks(bytes, p, end);
}

function afterComm(bytes: Uint8Array, open: number, end: number): number {
  const limit = Math.min(end, open + LONGEST_COMM);
  for (let p = open + 1; p < limit; p++) {
    if (bytes[p] === GREATER) return p + 1;
  }
  return open;
}

/** `11:25:20.108890 `, `1795433120.119194 `, `0.000216 `, `1795433120 `, `     0 `. */
function scanTime(line: LineScan, at: number): number {
  const { bytes, end } = line;
  let seconds = 0;
  let p = at;
  for (; p < end; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    seconds = seconds * 10 + digit;
  }
  if (p === at) return at;

  let style: number = TimeCode.none;
  if (bytes[p] === COLON) {
    if (!isClock(bytes, p)) return at;
    seconds = seconds * 3600 + decimal(bytes, p + 1, p + 3) * 60 + decimal(bytes, p + 4, p + 6);
    p += CLOCK_BYTES;
    style = TimeCode.clock;
  } else if (seconds >= LOWEST_EPOCH) {
    style = TimeCode.epoch;
  } else if (bytes[p] === DOT || at > line.start) {
    // A bare number at the start of a line would be a pid; after a pid or padding it is -r's.
    style = TimeCode.relative;
  } else {
    return at;
  }

  let nanoseconds = 0;
  if (bytes[p] === DOT) {
    const fraction = p + 1;
    const kept = fraction + NANOSECOND_DIGITS;
    for (p = fraction; p < end; p++) {
      const digit = (bytes[p] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      if (p < kept) nanoseconds = nanoseconds * 10 + digit;
    }
    if (p === fraction) return at;
    if (p < kept) nanoseconds *= powerOfTen(kept - p);
  }
  if (bytes[p] !== SPACE) return at;
  line.time = style;
  line.seconds = seconds;
  line.nanoseconds = nanoseconds;
  return p + 1;
}

/** True for `:MM:SS` at `at`. */
function isClock(bytes: Uint8Array, at: number): boolean {
  return (
    isDigit(bytes[at + 1]) &&
    isDigit(bytes[at + 2]) &&
    bytes[at + 3] === COLON &&
    isDigit(bytes[at + 4]) &&
    isDigit(bytes[at + 5])
  );
}

/** After `     0.000202) ` of `(+     0.000202) `. */
function afterDelta(bytes: Uint8Array, at: number, end: number): number {
  let p = skipDigits(bytes, skipBlanks(bytes, at, end), end);
  if (bytes[p] === DOT) p = skipDigits(bytes, p + 1, end);
  return bytes[p] === PAREN_CLOSE && bytes[p + 1] === SPACE ? p + 2 : at - 2;
}

/** After `[unconfined_t] `, `[   9] `, `[???] `, `[00007f2eea612ca3] `; `open` if it is none. */
function afterBracket(bytes: Uint8Array, open: number, end: number): number {
  const limit = Math.min(end, open + LONGEST_BRACKET);
  const content = skipBlanks(bytes, open + 1, end);
  if (content > open + 1 && !isDigit(bytes[content])) return open;
  for (let p = content; p < limit; p++) {
    if (bytes[p] === BRACKET_CLOSE) {
      return p > content && bytes[p + 1] === SPACE ? p + 2 : open;
    }
    if (BRACKET_BYTE[bytes[p] ?? 0] !== 1) return open;
  }
  return open;
}

const BRACKET_BYTE = new Uint8Array(0x100);
for (const byte of ascii('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_?:.,!-')) {
  BRACKET_BYTE[byte] = 1;
}
