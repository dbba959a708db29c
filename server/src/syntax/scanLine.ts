import {
  ascii,
  BRACKET_OPEN,
  EQUALS,
  isDigit,
  isLower,
  isUpper,
  isWord,
  LESS,
  matches,
  matchesCut,
  MINUS,
  PAREN_CLOSE,
  PAREN_OPEN,
  PLUS,
  QUESTION,
  QUOTE,
  BRACE_OPEN,
  COMMA,
  AT,
  HASH,
  skipBlanks,
  skipDigits,
  skipWord,
  SPACE,
  TILDE,
  decimal,
} from './bytes.ts';
import { RowKind } from './kinds.ts';
import { type LineScan, resetLine } from './lineScan.ts';
import { Ending, isMarker, scanArguments } from './scanArguments.ts';
import { gluedMessage, isMessage, PERSONALITY } from './scanMessage.ts';
import { scanPrefix } from './scanPrefix.ts';
import { isFrame, isHexdump, isSummary } from './scanTables.ts';

/** No syscall's name is nearly as long; a longer word before `(` is not one. */
const LONGEST_NAME = 64;
/** A split line's tail that does not look like arguments must at least be padded like a result. */
const TAIL_PADDING = 2;

const SIGNAL = ascii('--- ');
const STOPPED_BY = ascii('stopped by ');
const SIG = ascii('SIG');
const SIGNAL_END = ascii(' ---');
const EXIT = ascii('+++ ');
const EXITED_WITH = ascii('exited with ');
const KILLED_BY = ascii('killed by ');
const SUPERSEDED_BY = ascii('superseded by execve in pid ');
const RESUMED = ascii('<... ');
const RESUMED_END = ascii(' resumed>');

/**
 * Finds out what `[start, end)` of `line.bytes` is and where its parts lie. Total: any bytes give
 * an answer. Takes time linear in the line's length, whatever it holds.
 */
export function scanLine(line: LineScan, start: number, end: number): void {
  resetLine(line, start, end);
  if (start === end) return;
  scanPrefix(line);
  line.kind = scanBody(line);
  if (line.kind !== RowKind.other) return;

  // What looked like a prefix was something else: a line of a table, a part of a split line.
  const prefixed = line.body > start;
  resetLine(line, start, end);
  if (prefixed) line.kind = scanBody(line);
  if (line.kind === RowKind.other) line.kind = scanBare(line);
  if (line.kind === RowKind.other) resetLine(line, start, end);
}

/** Lines that may have a prefix. */
function scanBody(line: LineScan): RowKind {
  const { bytes, body } = line;
  switch (bytes[body]) {
    case MINUS:
      return matches(bytes, body, SIGNAL) ? scanSignal(line, body + SIGNAL.length) : RowKind.other;
    case PLUS:
      return matches(bytes, body, EXIT) ? scanExit(line, body + EXIT.length) : RowKind.other;
    case LESS:
      return matches(bytes, body, RESUMED)
        ? scanResumed(line, body + RESUMED.length)
        : RowKind.other;
    case BRACKET_OPEN:
      return matches(bytes, body, PERSONALITY) ? RowKind.message : RowKind.other;
    default: {
      const nameEnd = skipName(bytes, body);
      return nameEnd > body && bytes[nameEnd] === PAREN_OPEN
        ? scanCall(line, nameEnd)
        : RowKind.other;
    }
  }
}

/** `openat`, `syscall_0x3e7`, `_sysctl#64`, `???`. */
function skipName(bytes: Uint8Array, at: number): number {
  let p = at;
  while (NAME_BYTE[bytes[p] ?? 0] === 1) p++;
  return p - at > LONGEST_NAME || isDigit(bytes[at]) || bytes[at] === HASH ? at : p;
}

function scanCall(line: LineScan, paren: number): RowKind {
  line.nameStart = line.body;
  line.nameEnd = paren;
  switch (scanArguments(line, paren + 1)) {
    case Ending.result:
    case Ending.glued:
      return RowKind.call;
    case Ending.marker:
      return RowKind.unfinished;
    case Ending.cut: {
      const glued = gluedMessage(line);
      if (glued >= 0) {
        line.argsEnd = glued;
        return RowKind.splitHead;
      }
      if (!mayBeCut(line)) return RowKind.other;
      if (line.closed >= 0) line.argsEnd = line.closed;
      return RowKind.splitHead;
    }
  }
}

/**
 * True if a line without an end may still be the start of a call. With a pid or a time it is; else
 * it must look it, since programs print words before parentheses, too.
 */
function mayBeCut(line: LineScan): boolean {
  const { bytes, end, closed } = line;
  if (closed >= 0) {
    // Only the result may follow the arguments: nothing else is printed between the two.
    const p = skipBlanks(bytes, closed + 1, end);
    if (p < end && !(bytes[p] === EQUALS && p + 2 >= end)) return line.body > line.start;
  }
  if (line.body > line.start) return true;
  for (let p = line.nameStart; p < line.nameEnd; p++) if (isUpper(bytes[p])) return false;
  return line.argsStart === end || startsLikeArguments(line, line.argsStart);
}

/** True if a value as strace prints it starts at `at`, or a name with `=` as of -N. */
function startsLikeArguments(line: LineScan, at: number): boolean {
  const { bytes, end } = line;
  const byte = at < end ? bytes[at] : undefined;
  if (isDigit(byte) || isUpper(byte)) return true;
  if (isLower(byte)) {
    const word = skipWord(bytes, at, end);
    return bytes[word] === EQUALS || bytes[word] === PAREN_OPEN;
  }
  switch (byte) {
    case QUOTE:
    case BRACKET_OPEN:
    case BRACE_OPEN:
    case TILDE:
    case LESS:
    case AT:
    case PAREN_CLOSE:
    case COMMA:
    case QUESTION:
      return true;
    case MINUS:
      return isDigit(bytes[at + 1]);
    case EQUALS:
      return bytes[at + 1] === 0x3e;
    default:
      return false;
  }
}

/** `<... read resumed>"vm\n", 4096) = 3`. The rest may be unfinished again. */
function scanResumed(line: LineScan, name: number): RowKind {
  const { bytes, end } = line;
  const nameEnd = skipName(bytes, name);
  if (nameEnd === name) return RowKind.other;
  if (!matchesCut(bytes, nameEnd, RESUMED_END, end)) {
    if (nameEnd < end) return RowKind.other;
  }
  line.nameStart = name;
  line.nameEnd = nameEnd;
  const rest = Math.min(end, nameEnd + RESUMED_END.length);
  if (scanArguments(line, rest) === Ending.cut) {
    const glued = gluedMessage(line);
    if (glued >= 0) line.argsEnd = glued;
  }
  return RowKind.resumed;
}

/** `--- SIGCHLD {…} ---`, `--- stopped by SIGTTOU ---`. The siginfo is the row's arguments. */
function scanSignal(line: LineScan, at: number): RowKind {
  const { bytes, end } = line;
  const stopped = matches(bytes, at, STOPPED_BY);
  const name = stopped ? at + STOPPED_BY.length : at;
  const nameEnd = skipWord(bytes, name, end);
  if (!matchesCut(bytes, name, SIG, end) && !isSignalNumber(bytes, name, nameEnd)) {
    return RowKind.other;
  }
  line.nameStart = name;
  line.nameEnd = nameEnd;
  const info = skipBlanks(bytes, nameEnd, end);
  const close = end - SIGNAL_END.length;
  line.argsEnd = close >= info && matches(bytes, close, SIGNAL_END) ? close : end;
  line.argsStart = Math.min(info, line.argsEnd);
  return stopped ? RowKind.stopped : RowKind.signal;
}

/** A signal that strace has no name for is printed as its number. */
function isSignalNumber(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end > start &&
    skipDigits(bytes, start, end) === end &&
    bytes[end] === SPACE &&
    bytes[end + 1] === BRACE_OPEN
  );
}

/** `+++ exited with 0 +++`: the status is the row's result; so is the pid of `superseded`. */
function scanExit(line: LineScan, at: number): RowKind {
  const { bytes, end } = line;
  if (matches(bytes, at, KILLED_BY)) {
    line.nameStart = at + KILLED_BY.length;
    line.nameEnd = skipWord(bytes, line.nameStart, end);
    return RowKind.exit;
  }
  for (const how of [EXITED_WITH, SUPERSEDED_BY]) {
    if (!matches(bytes, at, how)) continue;
    const digits = at + how.length;
    const digitsEnd = skipDigits(bytes, digits, end);
    if (digitsEnd > digits) line.result = decimal(bytes, digits, digitsEnd);
    return RowKind.exit;
  }
  for (const how of [EXITED_WITH, KILLED_BY, SUPERSEDED_BY]) {
    if (matchesCut(bytes, at, how, end)) return RowKind.exit;
  }
  return RowKind.other;
}

/** Lines that never have a prefix. */
function scanBare(line: LineScan): RowKind {
  const { bytes, start, end } = line;
  if (isFrame(bytes, start, end)) return RowKind.frame;
  if (isHexdump(bytes, start, end)) return RowKind.hexdump;
  if (isSummary(bytes, start, end)) return RowKind.summary;
  if (isMessage(bytes, start, end)) return RowKind.message;
  return scanTail(line);
}

/**
 * What is left of a call after strace's message or the program's output and its newline:
 * `)           = 1`, ` => {parent_tid=[9579]}, 88) = 9579`, ` <unfinished ...>`.
 */
function scanTail(line: LineScan): RowKind {
  const { bytes, start, end } = line;
  const first = skipBlanks(bytes, start, end);
  if (bytes[start] === SPACE && isMarker(bytes, first)) {
    scanArguments(line, start);
    return RowKind.splitTail;
  }
  const looks = first - start <= 1 && startsLikeArguments(line, first);
  switch (scanArguments(line, start)) {
    case Ending.result:
      return looks || skipBlanks(bytes, line.argsEnd + 1, end) - line.argsEnd > TAIL_PADDING
        ? RowKind.splitTail
        : RowKind.other;
    case Ending.marker:
      return looks ? RowKind.splitTail : RowKind.other;
    case Ending.glued:
    case Ending.cut:
      return RowKind.other;
  }
}

const NAME_BYTE = new Uint8Array(0x100);
for (let byte = 0; byte < NAME_BYTE.length; byte++) {
  if (isWord(byte) || byte === HASH || byte === QUESTION) NAME_BYTE[byte] = 1;
}
