import { RowKind } from './kinds.ts';
import { parseArguments, closeFromRight } from './parseArguments.ts';
import { parsePrefix } from './parsePrefix.ts';
import { parseResult } from './parseResult.ts';
import { parseFrame, parseStatus } from './parseStatus.ts';
import { plainText } from './plainText.ts';
import { inColumnsOf } from './remap.ts';
import type { Line, Prefix, Span } from './tree.ts';

/**
 * What each part of one line is. Total: any text gives a line, in time proportional to its length;
 * what strace did not print is of kind `other`. Knows nothing of the lines around it.
 * `text` is without its terminator; colors of `--color` may be in it.
 */
export function parseLine(text: string): Line {
  const plain = plainText(text);
  return plain === undefined
    ? parsePlain(text)
    : inColumnsOf(parsePlain(plain.text), plain.columns);
}

function parsePlain(text: string): Line {
  const unprefixed = parseUnprefixed(text);
  if (unprefixed !== undefined) return unprefixed;
  const prefix = parsePrefix(text);
  return (
    parseCall(text, prefix) ??
    parseResumed(text, prefix) ??
    parseStatus(text, prefix) ??
    parseMessage(text, prefix) ??
    parseTail(text) ?? { kind: RowKind.other, prefix: NO_PREFIX, args: [] }
  );
}

const NO_PREFIX: Prefix = { end: 0 };

/** Hexdump, `-e read=`: offset and bytes; the heads of vectors and messages above it. */
const HEXDUMP =
  / (?:\| (?:[0-9a-f]{5,} |<Cannot fetch )|\* \d+ bytes in buffer \d|= \d+ buffers? in vector \d)/y;
const SUMMARY =
  /% time |-{4,}(?: -{4,})+$|System call usage summary for |(?:[\w%/-]+ +)*(?:% time|usecs\/call|syscall)(?: +[\w%/-]+(?: time)?)*\s*$/y;
const SUMMARY_ROW = / *\d+\.\d\d +\d+\.\d{6} +/y;

/** Lines that never have a prefix. */
function parseUnprefixed(text: string): Line | undefined {
  const first = text.charAt(0);
  if (first === ' ') {
    const frame = parseFrame(text);
    if (frame !== undefined) return frame;
    if (matches(HEXDUMP, text)) return { kind: RowKind.hexdump, prefix: NO_PREFIX, args: [] };
  }
  const summary = first === '%' || first === '-' || first === ' ' || first === '1';
  if (summary && (matches(SUMMARY_ROW, text) || matches(SUMMARY, text))) {
    return { kind: RowKind.summary, prefix: NO_PREFIX, args: [] };
  }
  return undefined;
}

function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

const CALL = /([a-z_][a-z0-9_]*(?:#\d+)?|\?\?\?)\(/y;

function parseCall(text: string, prefix: Prefix): Line | undefined {
  CALL.lastIndex = prefix.end;
  const word = CALL.exec(text)?.[1];
  if (word === undefined) return undefined;
  const name = { start: prefix.end, end: prefix.end + word.length };
  return callFrom(text, { prefix, name }, name.end + 1);
}

const RESUMED = /<\.\.\. (\S+) resumed>/y;
const RESUMED_NAME_AT = '<... '.length;

function parseResumed(text: string, prefix: Prefix): Line | undefined {
  RESUMED.lastIndex = prefix.end;
  const word = RESUMED.exec(text)?.[1];
  if (word === undefined) return undefined;
  const start = prefix.end + RESUMED_NAME_AT;
  const name = { start, end: start + word.length };
  const marker = { start: prefix.end, end: RESUMED.lastIndex };
  const line = callFrom(text, { prefix, name }, marker.end);
  const unfinished = line.marker === undefined ? {} : { unfinished: line.marker };
  return { ...line, kind: RowKind.resumed, marker, ...unfinished };
}

interface Head {
  readonly prefix: Prefix;
  readonly name?: Span;
}

/** A call, or a half of one, whose arguments begin at `start`. */
function callFrom(text: string, head: Head, start: number): Line {
  const { close, ...found } = parseArguments(text, start, text.length);
  const equal = close === undefined ? -1 : text.indexOf('=', close);
  const parsed = equal < 0 ? undefined : parseResult(text, equal, text.length);
  const kind =
    found.marker !== undefined
      ? RowKind.unfinished
      : parsed === undefined
        ? RowKind.splitHead
        : RowKind.call;
  if (parsed === undefined) return { kind, ...head, ...found };
  const line = { kind, ...head, ...found, result: parsed.result };
  return parsed.duration === undefined ? line : { ...line, duration: parsed.duration };
}

const PERSONALITY = /\[ Process PID=\d+ runs in .* mode\. \]/y;
const PROGRAM = /(?:\S*\/)?strace[^\s:/]*: /y;
const HELP = /Try '\S*strace -h' for more information\./y;
/** strace under another name: only what it says in known words is its own. */
const RENAMED =
  /\S+: (?=Process \d+ (?:attached|detached)|\[ Process PID=\d+ runs in |WARNING: Proper structure decoding)/y;

function parseMessage(text: string, prefix: Prefix): Line | undefined {
  const at = prefix.end;
  for (const pattern of [PERSONALITY, HELP]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return message(at);
  }
  for (const pattern of [PROGRAM, RENAMED]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return message(pattern.lastIndex);
  }
  return undefined;

  function message(start: number): Line {
    return { kind: RowKind.message, prefix, args: [], message: { start, end: text.length } };
  }
}

const TAIL_MARKER = / (<(?:unfinished|detached) \.\.\.>)/y;

/** The rest of a call that a message or the program's output cut in two. */
function parseTail(text: string): Line | undefined {
  TAIL_MARKER.lastIndex = 0;
  const marked = TAIL_MARKER.test(text);
  const close = marked ? undefined : closeFromRight(text, 0, text.length);
  if (!marked && close === undefined) return undefined;
  return { ...callFrom(text, { prefix: NO_PREFIX }, 0), kind: RowKind.splitTail };
}
