/**
 * A place in one line, and the small steps that everything above it is made of. Each step moves
 * forward only, so that reading a line takes time in proportion to its length.
 */
import type { Span } from './tree.ts';

/** Reads `text` up to `end`; `pos` is the next column. */
export interface Reader {
  readonly text: string;
  readonly end: number;
  pos: number;
  /** Set once no `>` further on closes an annotation: then none is looked for again. */
  angleUnclosed: boolean;
  /** The same for annotations whose text is in brackets: `<TCP:[…]>`. */
  bracketUnclosed: boolean;
}

/** Codes of the characters that have a meaning in what strace prints. */
export const Char = {
  tab: 9,
  escape: 27,
  blank: 32,
  bang: 33,
  quote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  apostrophe: 39,
  open: 40,
  close: 41,
  star: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  less: 60,
  equal: 61,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  underscore: 95,
  x: 120,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
  tilde: 126,
} as const;

/** A reader of the columns from `start` to `end`. */
export function readerOf(text: string, start: number, end: number): Reader {
  return { text, end, pos: start, angleUnclosed: false, bracketUnclosed: false };
}

/** Code of the next character; NaN at the end. */
export function peek(reader: Reader): number {
  return reader.pos < reader.end ? reader.text.charCodeAt(reader.pos) : Number.NaN;
}

/** Code of the character at `at`; NaN outside what the reader may see. */
export function codeAt(reader: Reader, at: number): number {
  return at < reader.end ? reader.text.charCodeAt(at) : Number.NaN;
}

/** True where `word` is next. */
export function isNext(reader: Reader, word: string): boolean {
  return reader.pos + word.length <= reader.end && reader.text.startsWith(word, reader.pos);
}

export function skipBlanks(reader: Reader): void {
  reader.pos = blanksEnd(reader, reader.pos);
}

/** Column of the first character at or after `from` that is no blank. */
export function blanksEnd(reader: Reader, from: number): number {
  let at = from;
  while (at < reader.end && isBlank(reader.text.charCodeAt(at))) at++;
  return at;
}

export function isBlank(code: number): boolean {
  return code === Char.blank || code === Char.tab;
}

export function isDigit(code: number): boolean {
  return code >= Char.zero && code <= Char.nine;
}

/** Letters of a name, `_`, digits. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === Char.underscore ||
    isDigit(code)
  );
}

/** Column after the word that starts at `from`. */
export function wordEnd(reader: Reader, from: number): number {
  let at = from;
  while (at < reader.end && isWordCode(reader.text.charCodeAt(at))) at++;
  return at;
}

/** Column after the quoted text whose opening quote is at `from`; the end where it is cut off. */
export function quotedEnd(reader: Reader, from: number): number {
  const { text, end } = reader;
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === Char.backslash) at++;
  }
  return end;
}

/** Column after the comment at `from`, its inner ones included; the end where it is cut off. */
export function commentEnd(reader: Reader, from: number): number {
  const { text, end } = reader;
  let depth = 0;
  for (let at = from; at + 1 < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.slash && text.charCodeAt(at + 1) === Char.star) {
      depth++;
      at++;
    } else if (code === Char.star && text.charCodeAt(at + 1) === Char.slash) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return end;
}

/** Text of a comment between its marks and their blanks. `end` is the column after the comment. */
export function commentText(reader: Reader, start: number, end: number): Span {
  const { text } = reader;
  let from = Math.min(start + 2, end);
  let to = end;
  if (to - 2 >= from && text.startsWith('*/', to - 2)) to -= 2;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** Column after the group of brackets of any kind that opens at `from`; the end where cut off. */
export function balancedEnd(reader: Reader, from: number): number {
  const { text, end } = reader;
  let depth = 0;
  let at = from;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === Char.quote) {
      at = quotedEnd(reader, at);
      continue;
    }
    if (isOpener(code)) depth++;
    else if (isCloser(code)) depth--;
    at++;
    if (depth <= 0) return at;
  }
  return end;
}

export function isOpener(code: number): boolean {
  return code === Char.open || code === Char.openBracket || code === Char.openBrace;
}

export function isCloser(code: number): boolean {
  return code === Char.close || code === Char.closeBracket || code === Char.closeBrace;
}
