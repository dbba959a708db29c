import {
  AMPERSAND,
  APOSTROPHE,
  ascii,
  AT,
  BACKSLASH,
  BANG,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COMMA,
  CR,
  DOT,
  EQUALS,
  GREATER,
  isDigit,
  isWord,
  LESS,
  LF,
  matches,
  MINUS,
  PAREN_CLOSE,
  PAREN_OPEN,
  PIPE,
  QUESTION,
  QUOTE,
  skipBlanks,
  SLASH,
  SPACE,
  TILDE,
} from './bytes.ts';
import type { LineScan } from './lineScan.ts';
import { scanResult } from './scanResult.ts';

/** How the arguments of a line end. `glued` is a result among brackets that do not pair. */
export const Ending = { cut: 0, result: 1, glued: 2, marker: 3 } as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/** What strace prints, after a blank, where it leaves a call before the call's end. */
const MARKERS = ['<unfinished ...>', '<detached ...>', '<Cannot restart pid ', '<ptrace('].map(
  ascii,
);

/**
 * Walks over arguments from `from` to the `)` that ends them, or to ` <unfinished ...>`; sets
 * `argsStart` and `argsEnd` and reads the result. One pass, and brackets are only counted, so it is
 * linear for any line.
 *
 * On a terminal the program's own output may stand between the arguments and that `)`, with any
 * brackets. Where counting them finds no end, the last `) = ` outside strings is taken.
 */
export function scanArguments(line: LineScan, from: number): Ending {
  const { bytes, end } = line;
  let depth = 0;
  let nested = -1;
  let annotations = true;
  let p = from;
  line.argsStart = from;
  line.stringsEnd = from;
  line.closed = -1;

  while (p < end) {
    // Most bytes are plain: no test for the end here, since no terminator is.
    while (ARGUMENT_BYTE[bytes[p] ?? 0] === PLAIN) p++;
    switch (ARGUMENT_BYTE[bytes[p] ?? 0]) {
      case STOP:
        p++;
        break;
      case OPEN:
        depth++;
        p++;
        break;
      case CLOSE:
        if (depth > 0) depth--;
        p++;
        break;
      case PAREN: {
        const value = resultAfter(bytes, p + 1, end);
        if (value >= 0) {
          if (depth === 0) return endWithResult(line, p, value);
          nested = p;
        } else if (depth === 0 && line.closed < 0) {
          line.closed = p;
        }
        if (depth > 0) depth--;
        p++;
        break;
      }
      case DOUBLE:
        if (opensString(bytes, p, from)) {
          p = afterString(bytes, p + 1, end);
          line.stringsEnd = p;
        } else {
          p++;
        }
        break;
      case SINGLE:
        // v4l2_fourcc('(', …): a bracket in quotes is none.
        p += bytes[p + 2] === APOSTROPHE ? 3 : 1;
        break;
      default: {
        if (bytes[p - 1] === SPACE && p > line.start && isMarker(bytes, p)) {
          return endWithMarker(line, p, from);
        }
        const after =
          annotations && opensAnnotation(bytes, p) ? afterAnnotation(bytes, p, end) : p + 1;
        // One that stays open is taken for text, and so is every later one: else it is quadratic.
        if (after > end) annotations = false;
        p = after > end ? p + 1 : after;
      }
    }
  }

  if (nested >= 0) {
    endWithResult(line, nested, resultAfter(bytes, nested + 1, end));
    return Ending.glued;
  }
  line.argsEnd = end;
  return Ending.cut;
}

function endWithResult(line: LineScan, paren: number, value: number): Ending {
  line.argsEnd = paren;
  line.ended = true;
  scanResult(line, value);
  return Ending.result;
}

/** The marker starts at its blank. A call that died unfinished has ` <unfinished ...>) = ?`. */
function endWithMarker(line: LineScan, less: number, from: number): Ending {
  const { bytes, end } = line;
  line.argsEnd = Math.max(from, less - 1);
  let p = less;
  while (p < end && bytes[p] !== GREATER) p++;
  if (bytes[p + 1] === PAREN_CLOSE) {
    const value = resultAfter(bytes, p + 2, end);
    if (value >= 0) {
      line.ended = true;
      scanResult(line, value);
    }
  }
  return Ending.marker;
}

/** True if a marker starts at the `<` at `at`. */
export function isMarker(bytes: Uint8Array, at: number): boolean {
  for (const marker of MARKERS) {
    if (matches(bytes, at, marker)) return true;
  }
  return false;
}

/** Offset of the value in `   = VALUE`, or -1 if that is not what follows a `)`. */
function resultAfter(bytes: Uint8Array, at: number, end: number): number {
  const sign = skipBlanks(bytes, at, end);
  if (sign === at || bytes[sign] !== EQUALS || bytes[sign + 1] !== SPACE) return -1;
  const value = sign + 2;
  const byte = value < end ? bytes[value] : undefined;
  return isDigit(byte) || byte === QUESTION || (byte === MINUS && isDigit(bytes[value + 1]))
    ? value
    : -1;
}

/**
 * True if the `"` at `at` starts a string: it stands where a value may. Elsewhere it is the
 * program's own output.
 */
function opensString(bytes: Uint8Array, at: number, from: number): boolean {
  if (at === from) return true;
  const before = bytes[at - 1] ?? 0;
  if (before === SPACE) {
    return at - 1 === from || BEFORE_BLANK[bytes[at - 2] ?? 0] === 1;
  }
  return BEFORE_STRING[before] === 1;
}

/** Offset after the closing quote, or `end` where there is none. */
function afterString(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end) {
    while (STRING_BYTE[bytes[p] ?? 0] === PLAIN) p++;
    if (p < end && bytes[p] === QUOTE) return p + 1;
    p += bytes[p] === BACKSLASH ? 2 : 1;
  }
  return end;
}

/** `3</path>`, `AT_FDCWD</cwd>`, `8307<comm>`; not `1<<CAP_CHOWN`. */
function opensAnnotation(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1];
  return isWord(bytes[at - 1]) && next !== LESS && next !== SPACE && next !== EQUALS;
}

/**
 * Offset after the `>` that closes the annotation at `at`; more than `end` where none does.
 * Annotations nest (`</dev/null<char 1:3>>`) and hold arrows (`<TCP:[127.0.0.1:1->127.0.0.1:2]>`).
 */
function afterAnnotation(bytes: Uint8Array, at: number, end: number): number {
  let depth = 1;
  let p = at + 1;
  while (p < end) {
    switch (bytes[p]) {
      case LESS:
        depth++;
        break;
      case GREATER:
        if (bytes[p - 1] !== MINUS || !startsAddress(bytes[p + 1])) {
          depth--;
          if (depth === 0) return p + 1;
        }
        break;
      case BACKSLASH:
        p++;
        break;
      case QUOTE:
        // Names of Unix sockets; quotes in paths are escaped.
        if (bytes[p - 1] === COMMA || bytes[p - 1] === AT) p = afterString(bytes, p + 1, end) - 1;
        break;
      default:
    }
    p++;
  }
  return end + 1;
}

/** What follows the arrow in a socket's annotation. */
function startsAddress(byte: number | undefined): boolean {
  return byte === BRACKET_OPEN || byte === QUOTE || byte === AT || isWord(byte);
}

const PLAIN = 0;
const OPEN = 1;
const CLOSE = 2;
const PAREN = 3;
const DOUBLE = 4;
const SINGLE = 5;
const ANGLE = 6;
/** Terminators; and NUL, which is read where the bytes end. */
const STOP = 7;

const ARGUMENT_BYTE = new Uint8Array(0x100);
for (const byte of [PAREN_OPEN, BRACKET_OPEN, BRACE_OPEN]) ARGUMENT_BYTE[byte] = OPEN;
for (const byte of [BRACKET_CLOSE, BRACE_CLOSE]) ARGUMENT_BYTE[byte] = CLOSE;
ARGUMENT_BYTE[PAREN_CLOSE] = PAREN;
ARGUMENT_BYTE[QUOTE] = DOUBLE;
ARGUMENT_BYTE[APOSTROPHE] = SINGLE;
ARGUMENT_BYTE[LESS] = ANGLE;

const STRING_BYTE = new Uint8Array(0x100);
for (const byte of [QUOTE, BACKSLASH]) STRING_BYTE[byte] = DOUBLE;
for (const byte of [0, LF, CR]) {
  ARGUMENT_BYTE[byte] = STOP;
  STRING_BYTE[byte] = STOP;
}

const BEFORE_STRING = new Uint8Array(0x100);
for (const byte of [
  PAREN_OPEN,
  BRACKET_OPEN,
  BRACE_OPEN,
  EQUALS,
  AT,
  COMMA,
  TILDE,
  BANG,
  PIPE,
  GREATER,
]) {
  BEFORE_STRING[byte] = 1;
}

/** Bytes before the blank before a string: `, "x"`, `=> "x"`, `| "x"`, `&& "x"`, after a comment. */
const BEFORE_BLANK = new Uint8Array(0x100);
for (const byte of [COMMA, GREATER, EQUALS, PIPE, AMPERSAND, SLASH, DOT]) BEFORE_BLANK[byte] = 1;
