/** One operand: a string, a number, a name, a function-like form, or a list in brackets. */
import { numberEnd, wordAt } from './number.ts';
import { parseValue } from './parseValue.ts';
import {
  Char,
  balancedEnd,
  codeAt,
  isCloser,
  isDigit,
  isNext,
  isOpener,
  isWordCode,
  peek,
  quotedEnd,
  skipBlanks,
  wordEnd,
  type Reader,
} from './reader.ts';
import type { Value, ValueKind } from './tree.ts';

/** A value that is still being made. */
export type Draft = { -readonly [K in keyof Value]: Value[K] } & { children: Value[] };

/** Deeper nesting than this is kept as text: no stack overflows, and nobody reads it anyway. */
const MAX_DEPTH = 200;

const ELLIPSIS = '...';

/** Reads one operand, without what may follow it. Undefined, and nothing read, where none begins. */
export function operand(reader: Reader, depth: number): Draft | undefined {
  const code = peek(reader);
  if (isDigit(code)) return number(reader);
  if (isWordCode(code)) return nameOrCall(reader, depth);
  if (depth >= MAX_DEPTH) {
    if (isOpener(code)) return leafTo(reader, 'bytes', balancedEnd(reader, reader.pos));
    if (code === Char.tilde || code === Char.bang || code === Char.bar) return undefined;
  }
  switch (code) {
    case Char.quote:
      return string(reader, reader.pos);
    case Char.apostrophe:
      return leafTo(reader, 'string', quotedEnd(reader, reader.pos));
    case Char.at:
      return codeAt(reader, reader.pos + 1) === Char.quote
        ? string(reader, reader.pos + 1)
        : undefined;
    case Char.minus:
      return negative(reader);
    case Char.openBrace:
      return list(reader, depth, { kind: 'struct', close: Char.closeBrace });
    case Char.openBracket:
      return arrayOrDesignated(reader, depth);
    case Char.open:
      return list(reader, depth, { kind: 'call', close: Char.close });
    case Char.bar:
      return withoutFirst(reader, depth);
    case Char.tilde:
      return prefixed(reader, depth, 'complement');
    case Char.bang:
      return prefixed(reader, depth, 'not');
    case Char.ampersand: {
      const end = wordEnd(reader, reader.pos + 1);
      return end > reader.pos + 1 ? leafTo(reader, 'name', end) : undefined;
    }
    case Char.dot:
      return isNext(reader, ELLIPSIS)
        ? leafTo(reader, 'ellipsis', reader.pos + ELLIPSIS.length)
        : undefined;
    case Char.question:
      return leafTo(reader, 'missing', reader.pos + (isNext(reader, '???') ? 3 : 1));
    case Char.less:
      return resuming(reader);
    case Char.colon: {
      const word = wordAt(reader, reader.pos);
      return word === undefined ? undefined : leafTo(reader, 'name', word);
    }
    default:
      return undefined;
  }
}

function leafTo(reader: Reader, kind: ValueKind, end: number): Draft {
  const { pos: start } = reader;
  reader.pos = end;
  return { start, end, kind, core: { start, end }, children: [] };
}

function string(reader: Reader, quote: number): Draft {
  const value = leafTo(reader, 'string', quotedEnd(reader, quote));
  if (!isNext(reader, ELLIPSIS)) return value;
  reader.pos += ELLIPSIS.length;
  value.end = reader.pos;
  value.abbreviated = true;
  return value;
}

function number(reader: Reader): Draft {
  const start = reader.pos;
  const end = numberEnd(reader, start);
  const next = codeAt(reader, end);
  const odd = next === Char.colon || next === Char.minus || next === Char.slash;
  if (odd || next === Char.dot || isWordCode(next)) {
    const word = wordAt(reader, start);
    if (word !== undefined) return leafTo(reader, 'name', word);
  }
  return leafTo(reader, 'number', end);
}

/** `-1`; `-opost` of old terminal settings. */
function negative(reader: Reader): Draft | undefined {
  const first = codeAt(reader, reader.pos + 1);
  if (isDigit(first)) return leafTo(reader, 'number', numberEnd(reader, reader.pos + 1));
  if (isWordCode(first)) return leafTo(reader, 'name', wordEnd(reader, reader.pos + 1));
  return undefined;
}

function nameOrCall(reader: Reader, depth: number): Draft {
  const start = reader.pos;
  const end = wordEnd(reader, start);
  const next = codeAt(reader, end);
  if (next === Char.open) {
    reader.pos = end;
    const value =
      depth >= MAX_DEPTH
        ? leafTo(reader, 'bytes', balancedEnd(reader, end))
        : list(reader, depth, { kind: 'call', close: Char.close });
    value.start = start;
    value.core = { start, end: value.core.end };
    if (value.kind === 'call') value.head = { start, end };
    return value;
  }
  if (next === Char.colon || next === Char.minus) {
    const word = wordAt(reader, start);
    if (word !== undefined) return leafTo(reader, 'name', word);
  }
  if (next === Char.blank && TYPE_WORDS.has(reader.text.slice(start, Math.min(end, start + 6)))) {
    // `sizeof(struct ifreq)`: both words name one type.
    const second = wordEnd(reader, end + 1);
    if (second > end + 1) return leafTo(reader, 'name', second);
  }
  return leafTo(reader, 'name', end);
}

const TYPE_WORDS: ReadonlySet<string> = new Set(['struct', 'union', 'enum']);

function prefixed(reader: Reader, depth: number, kind: 'not' | 'complement'): Draft | undefined {
  const start = reader.pos;
  reader.pos++;
  const child = operand(reader, depth + 1);
  if (child === undefined) {
    reader.pos = start;
    return undefined;
  }
  if (kind === 'complement' && child.kind === 'array') child.kind = 'set';
  return { start, end: child.end, kind, core: { start, end: child.end }, children: [child] };
}

/** `|0x100`: with `-X raw` some calls print their flags so, the first, a zero, left out. */
function withoutFirst(reader: Reader, depth: number): Draft | undefined {
  const start = reader.pos;
  if (!isWordCode(codeAt(reader, start + 1))) return undefined;
  reader.pos++;
  const child = operand(reader, depth + 1);
  if (child === undefined) return undefined;
  const { end } = child;
  const core = { start, end };
  return { start, end, kind: 'operation', core, children: [child], operator: '|' };
}

/** `<... resuming interrupted NAME ...>`: strace was attached while the call was going on. */
const RESUMING = /<\.\.\. resuming interrupted (\S+) \.\.\.>/y;
const RESUMING_WORDS = '<... resuming interrupted ';

function resuming(reader: Reader): Draft | undefined {
  RESUMING.lastIndex = reader.pos;
  const name = RESUMING.exec(reader.text)?.[1];
  if (name === undefined || RESUMING.lastIndex > reader.end) return undefined;
  const start = reader.pos + RESUMING_WORDS.length;
  const value = leafTo(reader, 'resuming', RESUMING.lastIndex);
  value.head = { start, end: start + name.length };
  return value;
}

/** An array, or a member with a designator: `[VINTR]=0x3`. */
function arrayOrDesignated(reader: Reader, depth: number): Draft | undefined {
  const array = list(reader, depth, { kind: 'array', close: Char.closeBracket });
  if (peek(reader) !== Char.equal || codeAt(reader, reader.pos + 1) === Char.equal) return array;
  reader.pos++;
  const value = parseValue(reader, depth + 1);
  if (value === undefined) {
    reader.pos--;
    return array;
  }
  const key = { start: array.core.start + 1, end: array.core.end - 1 };
  return { ...value, children: [...value.children], key, start: array.start };
}

interface Brackets {
  readonly kind: 'struct' | 'array' | 'call';
  readonly close: number;
}

/** Members up to the closing bracket, or up to where the line was cut off. */
function list(reader: Reader, depth: number, { kind, close }: Brackets): Draft {
  const start = reader.pos;
  reader.pos++;
  const value: Draft = { start, end: start, kind, core: { start, end: start }, children: [] };
  let commas = 0;
  for (;;) {
    skipBlanks(reader);
    const code = peek(reader);
    if (code === close) {
      reader.pos++;
      break;
    }
    // The bracket of an outer list, or the end: this list was cut off.
    if (Number.isNaN(code) || isCloser(code)) break;
    if (code === Char.comma) {
      commas++;
      reader.pos++;
      continue;
    }
    value.children.push(member(reader, depth));
  }
  const last = value.children.at(-1);
  // A comment in place of a value is longer than the dots.
  if (last?.kind === 'ellipsis' && last.core.end - last.core.start === ELLIPSIS.length) {
    value.abbreviated = true;
  }
  if (kind === 'array' && commas === 0 && looksLikeSet(reader, value.children)) value.kind = 'set';
  value.end = reader.pos;
  value.core = { start, end: reader.pos };
  return value;
}

/** One member; what is no value becomes bytes, up to the next comma or bracket. */
function member(reader: Reader, depth: number): Value {
  const start = reader.pos;
  const value = parseValue(reader, depth + 1);
  const next = peek(reader);
  const ends = Number.isNaN(next) || next === Char.comma || next === Char.blank || isCloser(next);
  if (value !== undefined && (ends || isNext(reader, ELLIPSIS))) return value;
  while (reader.pos < reader.end) {
    const code = peek(reader);
    if (code === Char.comma || isCloser(code)) break;
    if (code === Char.quote) reader.pos = quotedEnd(reader, reader.pos);
    else if (isOpener(code)) reader.pos = balancedEnd(reader, reader.pos);
    else reader.pos++;
  }
  const core = { start, end: reader.pos };
  return { ...core, kind: 'bytes', core, children: [] };
}

/** A lone name in a set of signals: `INT`, `RT_1`; a pointer to a constant has `_` elsewhere. */
const SIGNAL = /^(?:RT_\d+|RTMIN|[A-Z][A-Z0-9]*)$/;

function looksLikeSet({ text }: Reader, members: readonly Value[]): boolean {
  const [only] = members;
  if (only === undefined) return false;
  if (members.length > 1) return true;
  return only.kind === 'name' && SIGNAL.test(text.slice(only.core.start, only.core.end));
}
