/** Lines that are no calls: signals, ends of processes, stack frames, messages. */
import { RowKind } from './kinds.ts';
import { parseValue } from './parseValue.ts';
import { readerOf } from './reader.ts';
import type { Line, Prefix, Span } from './tree.ts';

const SIGNAL_MARK = '--- ';
const STOPPED = 'stopped by ';
const SIGNAL_NAME = /SIG[A-Z0-9_]+|\d+/y;
const EXIT_MARK = '+++ ';
const EXITED = /exited with (\d+)/y;
const KILLED = /killed by (\S+)(?: \((core dumped)\))?/y;
const SUPERSEDED = /superseded by execve in pid (\d+)/y;

/** Takes a line apart whose body begins with `---` or `+++`; undefined where it is neither's. */
export function parseStatus(text: string, prefix: Prefix): Line | undefined {
  const at = prefix.end + SIGNAL_MARK.length;
  if (text.startsWith(SIGNAL_MARK, prefix.end)) return signal(text, prefix, at);
  if (text.startsWith(EXIT_MARK, prefix.end)) return exit(text, prefix, at);
  return undefined;
}

function signal(text: string, prefix: Prefix, start: number): Line | undefined {
  const stopped = text.startsWith(STOPPED, start);
  const from = stopped ? start + STOPPED.length : start;
  SIGNAL_NAME.lastIndex = from;
  if (!SIGNAL_NAME.test(text)) return undefined;
  const name = { start: from, end: SIGNAL_NAME.lastIndex };
  if (stopped) return { kind: RowKind.stopped, prefix, name, args: [] };
  const end = text.endsWith(' ---') ? text.length - SIGNAL_MARK.length : text.length;
  const info = parseValue(readerOf(text, Math.min(name.end + 1, end), end), 0);
  const line = { kind: RowKind.signal, prefix, name, args: [] };
  return info === undefined ? line : { ...line, info };
}

function exit(text: string, prefix: Prefix, start: number): Line | undefined {
  const base = { kind: RowKind.exit, prefix, args: [] };
  const exited = firstGroup(EXITED, text, start);
  if (exited !== undefined) return { ...base, exit: { how: 'exited', number: exited } };
  const successor = firstGroup(SUPERSEDED, text, start);
  if (successor !== undefined) return { ...base, exit: { how: 'superseded', number: successor } };
  const name = firstGroup(KILLED, text, start);
  if (name === undefined) return undefined;
  const dumped = ' (core dumped)';
  if (!text.startsWith(dumped, name.end)) return { ...base, name, exit: { how: 'killed' } };
  const core = { start: name.end + 2, end: name.end + dumped.length - 1 };
  return { ...base, name, exit: { how: 'killed', core } };
}

/** Span of what the first group of a pattern matched at `start`. */
function firstGroup(pattern: RegExp, text: string, start: number): Span | undefined {
  pattern.lastIndex = start;
  const word = pattern.exec(text)?.[1];
  if (word === undefined) return undefined;
  const from = text.indexOf(word, start);
  return { start: from, end: from + word.length };
}

const FRAME_MARK = ' > ';
const ADDRESS = / \[(0x[0-9a-f]+)\](?: (.*):(\d+))?$/;
const OFFSET = /\+(0x[0-9a-f]+)$/;
const DELETED = ' (deleted)';

/**
 * Takes a stack frame apart (strace -k, -kk): `object(symbol+offset) [address] source:line`.
 * Symbols of C++ have parentheses and blanks. What is no frame of a function is a message.
 */
export function parseFrame(text: string): Line | undefined {
  if (!text.startsWith(FRAME_MARK)) return undefined;
  const prefix = { end: 0 };
  const start = FRAME_MARK.length;
  const found = ADDRESS.exec(text);
  const message = { start, end: text.length };
  const base = { kind: RowKind.frame, prefix, args: [] };
  if (found === null) return { ...base, message };

  const [, digits = '', file, lineNumber] = found;
  const address = { start: found.index + 2, end: found.index + 2 + digits.length };
  const located = file === undefined || lineNumber === undefined ? {} : sourceOf();
  const close = found.index - 1;
  const open = text.charAt(close) === ')' ? objectEnd(text, start) : -1;
  if (open < start || open > close) {
    const object = { start, end: found.index };
    return { ...base, frame: { object, address, ...located } };
  }
  const object = { start, end: open };
  const inside = text.slice(open + 1, close);
  const plus = OFFSET.exec(inside);
  const symbolEnd = plus === null ? close : open + 1 + plus.index;
  const symbol = symbolEnd > open + 1 ? { symbol: { start: open + 1, end: symbolEnd } } : {};
  const offset = plus === null ? {} : { offset: { start: symbolEnd + 1, end: close } };
  return { ...base, frame: { object, ...symbol, ...offset, address, ...located } };

  function sourceOf(): { source: Span; sourceLine: Span } {
    const end = text.length;
    const sourceLine = { start: end - (lineNumber?.length ?? 0), end };
    const from = address.end + 2;
    return { source: { start: from, end: sourceLine.start - 1 }, sourceLine };
  }
}

/** Column of the parenthesis after the object's path, which may itself end in ` (deleted)`. */
function objectEnd(text: string, start: number): number {
  const open = text.indexOf('(', start);
  const deleted = text.startsWith(DELETED, open - 1);
  return deleted ? text.indexOf('(', open + 1) : open;
}
