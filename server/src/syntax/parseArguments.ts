import { parseValue } from './parseValue.ts';
import { Char, blanksEnd, codeAt, peek, readerOf, skipBlanks, type Reader } from './reader.ts';
import type { Span, Value } from './tree.ts';

export interface Arguments {
  readonly args: readonly Value[];
  /** Text among the arguments that strace did not print there. */
  readonly foreign?: Span;
}

/**
 * Reads the arguments that stand between two columns, commas between them. On a terminal the
 * program's own output may stand there too, after an argument or instead of one: what it is made
 * of cannot be known, so that everything from there on is taken for it.
 */
export function parseArguments(text: string, start: number, end: number): Arguments {
  const reader = readerOf(text, start, end);
  const args: Value[] = [];
  let typed: Span | undefined;
  for (;;) {
    skipBlanks(reader);
    const code = peek(reader);
    if (Number.isNaN(code)) return typed === undefined ? { args } : { args, foreign: typed };
    if (code === Char.comma) {
      reader.pos++;
      continue;
    }
    const from = reader.pos;
    const value = parseValue(reader, 0);
    if (value !== undefined && isFollowed(reader)) {
      args.push(value);
    } else if (typed === undefined && typedAhead(reader, from)) {
      // Nothing was read yet when the terminal showed what somebody typed: `read(0, l"l", 1)`.
      typed = { start: from, end: reader.pos };
    } else {
      if (value !== undefined) args.push(value);
      return { args, foreign: { start: typed?.start ?? value?.end ?? from, end } };
    }
  }
}

/** True where a value may end. */
function isFollowed(reader: Reader): boolean {
  const code = codeAt(reader, blanksEnd(reader, reader.pos));
  return Number.isNaN(code) || code === Char.comma;
}

/** Somebody who types a line is at most that far ahead, and signs of a value are not in it. */
const TYPED = /[^",(){}[\]<>|=]{1,80}(?=")/y;

/** Skips what stands between `from` and a string that begins right after it, if one does. */
function typedAhead(reader: Reader, from: number): boolean {
  TYPED.lastIndex = from;
  if (!TYPED.test(reader.text) || TYPED.lastIndex >= reader.end) return false;
  reader.pos = TYPED.lastIndex;
  return true;
}
