import {
  ascii,
  BACKSLASH,
  COLON,
  DOT,
  isDigit,
  isWord,
  LESS,
  matches,
  MINUS,
  PIPE,
  PLUS,
  skipBlanks,
  skipDigits,
  SLASH,
  SPACE,
  UNDERSCORE,
} from './bytes.ts';
import type { LineScan } from './lineScan.ts';

/** `[ Process PID=9233 runs in 32 bit mode. ]`, the one message that may have a pid ahead. */
export const PERSONALITY = ascii('[ Process PID=');

const PROGRAM = ascii('strace');
const PROCESS = ascii('Process ');
const ATTACHED = ascii('attached');
const DETACHED = ascii('detached');
const TRY = ascii("Try '");
const TRY_END = ascii("-h' for more information.");
const VCPU = ascii(' VCPU:');
/** The picture beside a tip of --tips stands right of the box, this many blanks and more. */
const TIP_MARGIN = 48;
/** The box's right edge is drawn crooked, within so many columns. */
const TIP_EDGES = 5;
/** The box's rules: ` \______`, `  ______`, ` /      `. */
const TIP_RULE = ascii('______________');

/**
 * True for what strace says of itself: `PROGNAME: text`, where PROGNAME is strace's path as it was
 * typed, its hints, the KVM exits of `-e kvm=vcpu` and the boxes of `--tips`.
 */
export function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === SPACE) {
    return matches(bytes, start, VCPU) || isTip(bytes, start, end);
  }
  if (matches(bytes, start, TRY)) return endsWith(bytes, start, end, TRY_END);
  let p = start;
  while (p < end && bytes[p] !== COLON && bytes[p] !== SPACE) p++;
  if (bytes[p] !== COLON || bytes[p + 1] !== SPACE) return false;
  return baseIsStrace(bytes, start, p) || isProcessMessage(bytes, p + 2, end);
}

/** True if the path `[start, end)` ends in a name like `strace`, `strace.bin`, `arm-strace`. */
function baseIsStrace(bytes: Uint8Array, start: number, end: number): boolean {
  let base = end;
  while (base > start && bytes[base - 1] !== SLASH) base--;
  for (let p = base; p + PROGRAM.length <= end; p++) {
    if (matches(bytes, p, PROGRAM)) return p === base || !isWord(bytes[p - 1]);
  }
  return false;
}

/** `Process 32036 attached`: strace under any name. */
function isProcessMessage(bytes: Uint8Array, at: number, end: number): boolean {
  if (!matches(bytes, at, PROCESS)) return false;
  const digits = at + PROCESS.length;
  const p = skipDigits(bytes, digits, end);
  return (
    p > digits &&
    bytes[p] === SPACE &&
    (matches(bytes, p + 1, ATTACHED) || matches(bytes, p + 1, DETACHED))
  );
}

/**
 * Where a message of strace's starts that is glued to the arguments of a call that was cut:
 * `clone(child_stack=NULL, flags=SIGCHLD/usr/bin/strace: Process 32036 attached`.
 * -1 where there is none. The last `name: ` after all strings counts.
 */
export function gluedMessage(line: LineScan): number {
  const { bytes, end, stringsEnd } = line;
  let found = -1;
  let path = stringsEnd;
  for (let p = stringsEnd; p < end; p++) {
    const byte = bytes[p];
    if (byte === COLON && bytes[p + 1] === SPACE) {
      const start = programStart(bytes, path, p);
      if (start >= 0) found = start;
      else if (isProcessMessage(bytes, p + 2, end)) found = foreignPath(bytes, path, p);
    }
    if (!isPathByte(byte)) path = p + 1;
  }
  return found;
}

/** Start of strace's path in `[start, end)`, which may begin with the end of an argument; or -1. */
function programStart(bytes: Uint8Array, start: number, end: number): number {
  for (let p = end - PROGRAM.length; p >= start && bytes[p] !== SLASH; p--) {
    if (!matches(bytes, p, PROGRAM)) continue;
    const path = foreignPath(bytes, start, p);
    return path < p ? path : p;
  }
  return -1;
}

/** A path starts at its first slash, or at the dots before that: `SIGCHLD../src/strace`. */
function foreignPath(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  while (p < end && bytes[p] !== SLASH) p++;
  while (p > start && bytes[p - 1] === DOT) p--;
  return p;
}

function isPathByte(byte: number | undefined): boolean {
  return isWord(byte) || byte === SLASH || byte === DOT || byte === MINUS || byte === PLUS;
}

/** A line of a tip's box, or of the picture beside it. */
function isTip(bytes: Uint8Array, start: number, end: number): boolean {
  const first = skipBlanks(bytes, start, end);
  if (first >= end) return false;
  if (first - start >= TIP_MARGIN) return isPicture(bytes, first, end);
  if (first - start === 1 && bytes[first] === PIPE && bytes[first + 1] === SPACE) {
    return isBoxed(bytes, first + 2, end);
  }
  const rule = bytes[first] === BACKSLASH ? first + 1 : first;
  if (matches(bytes, rule, TIP_RULE)) return isPicture(bytes, first, end);
  return bytes[first] === SLASH && bytes[first + 1] === SPACE && isPicture(bytes, first, end);
}

/** True if no letter and no digit occurs: a picture drawn with signs. */
function isPicture(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) {
    if (bytes[p] !== UNDERSCORE && isWord(bytes[p])) return false;
  }
  return true;
}

/** Text of a tip: blanks and an edge of the box follow it, and then the picture. */
function isBoxed(bytes: Uint8Array, start: number, end: number): boolean {
  const limit = Math.min(end, start + TIP_MARGIN);
  for (let p = start + TIP_MARGIN - TIP_EDGES; p < limit; p++) {
    const byte = bytes[p];
    if (byte === PIPE || byte === BACKSLASH || byte === SLASH) return isPicture(bytes, p, end);
  }
  return false;
}

function endsWith(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  return end - word.length >= start && matches(bytes, end - word.length, word);
}

/** True for ` | <Cannot fetch 16 bytes from pid N @0x…>`, which takes a hexdump's place. */
export function isFetchFailure(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === LESS &&
    isDigit(bytes[at + CANNOT_FETCH.length]) &&
    matches(bytes, at, CANNOT_FETCH)
  );
}

const CANNOT_FETCH = ascii('<Cannot fetch ');
