/** The arguments of a call between its parentheses, or as much of them as a line has. */
import { parseResult } from './parseResult.ts';
import { parseValue } from './parseValue.ts';
import {
  Char,
  blanksEnd,
  codeAt,
  isBlank,
  isNext,
  peek,
  readerOf,
  skipBlanks,
  type Reader,
} from './reader.ts';
import type { Span, Value } from './tree.ts';

export interface Arguments {
  readonly args: readonly Value[];
  /** Column of the closing parenthesis; absent where the line ends without one. */
  readonly close?: number;
  /** `<unfinished ...>` or `<detached ...>`. */
  readonly marker?: Span;
  /** Text among the arguments that is the program's own, or a message of strace. */
  readonly foreign?: Span;
}

type Draft = { -readonly [K in keyof Arguments]: Arguments[K] } & { args: Value[] };

const MARKERS = ['<unfinished ...>', '<detached ...>'];

/** Reads from `start` up to the closing parenthesis of the call, a marker, or the end. */
export function parseArguments(text: string, start: number, end: number): Arguments {
  const found = readArguments(readerOf(text, start, end));
  if (found.foreign !== undefined && found.foreign.end === end) {
    return withForeign(found, found.foreign.start, { text, end });
  }
  if (found.close !== undefined || found.marker !== undefined) return found;
  // Text of the program may have opened a quote or a bracket that nothing closes.
  const close = closeFromRight(text, start, end);
  if (close === undefined) return found;
  return { ...readArguments(readerOf(text, start, close)), close };
}

/** Reads forward; stops, with `foreign` up to the end, where the text is no more strace's. */
function readArguments(reader: Reader): Draft {
  const draft: Draft = { args: [] };
  for (;;) {
    skipBlanks(reader);
    const code = peek(reader);
    if (Number.isNaN(code)) return draft;
    if (code === Char.comma) {
      reader.pos++;
      continue;
    }
    if (code === Char.close && closesCall(reader, reader.pos)) {
      draft.close = reader.pos;
      return draft;
    }
    const marker = code === Char.less ? markerAt(reader, reader.pos) : undefined;
    if (marker !== undefined) {
      draft.marker = marker;
      const close = blanksEnd(reader, marker.end);
      if (codeAt(reader, close) === Char.close) draft.close = close;
      return draft;
    }
    const start = reader.pos;
    const value = parseValue(reader, 0);
    if (value !== undefined && isFollowed(reader)) {
      draft.args.push(value);
    } else if (typedAhead(reader, start)) {
      // Nothing was read yet when the terminal showed what somebody typed: `read(0, l"l", 1)`.
      draft.foreign = { start, end: reader.pos };
    } else {
      draft.foreign = { start: foreignStart(reader, draft, start, value), end: reader.end };
      return draft;
    }
  }
}

/** True at a parenthesis that is followed by the result, or by nothing since the line is cut. */
function closesCall(reader: Reader, at: number): boolean {
  const after = blanksEnd(reader, at + 1);
  if (after >= reader.end) return true;
  const next = codeAt(reader, after + 1);
  return codeAt(reader, after) === Char.equal && (isBlank(next) || Number.isNaN(next));
}

/** True where a value may end at `reader.pos`. */
function isFollowed(reader: Reader): boolean {
  const at = blanksEnd(reader, reader.pos);
  const code = codeAt(reader, at);
  if (Number.isNaN(code) || code === Char.comma) return true;
  if (code === Char.close) return closesCall(reader, at);
  return code === Char.less && markerAt(reader, at) !== undefined;
}

function markerAt({ text, end }: Reader, at: number): Span | undefined {
  for (const marker of MARKERS) {
    if (text.startsWith(marker, at) && at + marker.length <= end) {
      return { start: at, end: at + marker.length };
    }
  }
  return undefined;
}

const TYPED = /[^",(){}[\]<>|=]{1,80}(?=")/y;

/** Skips what stands between `start` and a string that begins right after it, if one does. */
function typedAhead(reader: Reader, start: number): boolean {
  TYPED.lastIndex = start;
  if (!TYPED.test(reader.text) || TYPED.lastIndex >= reader.end) return false;
  reader.pos = TYPED.lastIndex;
  return true;
}

const PROGRAM = /[a-z]*strace$/;

/** Where the foreign text begins that follows `value`; keeps what of the value is strace's. */
function foreignStart(
  reader: Reader,
  draft: Draft,
  start: number,
  value: Value | undefined,
): number {
  if (value === undefined) return start;
  const end = reader.pos;
  // `…|SIGCHLDstrace: Process 5 attached`: the message's first word has no border of its own.
  const program = isNext(reader, ': ') ? PROGRAM.exec(reader.text.slice(start, end)) : null;
  if (program === null) {
    draft.args.push(value);
    return end;
  }
  const cut = start + program.index;
  const rest = parseValue(readerOf(reader.text, start, cut), 0);
  if (rest !== undefined) draft.args.push(rest);
  return cut;
}

/** Finds what ends the foreign text: the closing parenthesis, a marker, or the end of the line. */
function withForeign(found: Draft, start: number, { text, end }: Line): Arguments {
  const close = closeFromRight(text, start, end);
  if (close !== undefined) return { ...found, close, foreign: { start, end: close } };
  for (const word of MARKERS) {
    const at = text.lastIndexOf(word, end);
    if (at > start && blanksEnd(readerOf(text, 0, end), at + word.length) === end) {
      const marker = { start: at, end: at + word.length };
      return { ...found, marker, foreign: { start, end: at } };
    }
  }
  return found;
}

interface Line {
  readonly text: string;
  readonly end: number;
}

/** Results are looked for in this many places from the right: one is enough but in odd paths. */
const MAX_TRIES = 4;

/** The last `)` that is followed by `= ` and a whole result up to the end. */
export function closeFromRight(text: string, start: number, end: number): number | undefined {
  const reader = readerOf(text, start, end);
  let tries = 0;
  let at = text.lastIndexOf(')', end - 1);
  while (at >= start && tries < MAX_TRIES) {
    const equal = blanksEnd(reader, at + 1);
    if (equal > at + 1 && codeAt(reader, equal) === Char.equal) {
      if (parseResult(text, equal, end)?.complete === true) return at;
      tries++;
    }
    at = at === 0 ? -1 : text.lastIndexOf(')', at - 1);
  }
  return undefined;
}
