import { parseValue } from './parseValue.ts';
import { Char, isBlank, peek, readerOf, skipBlanks } from './reader.ts';
import type { Reader } from './reader.ts';
import type { Result, Span, Value } from './tree.ts';

export interface ParsedResult {
  readonly result: Result;
  readonly duration?: Span;
}

type Draft = { -readonly [K in keyof Result]: Result[K] };

const DURATION = /<\d+(?:\.\d+)?>$/;
const TAMPERING = / \((?:INJECTED(?:: [a-z, ]+)?|DELAYED)\)$/;
const UNAVAILABLE = '<unavailable>';
/** Nothing that is looked for at the end of a line is longer. */
const LONGEST_TAIL = 64;

/**
 * Reads what follows the closing parenthesis and `= `: value, errno, error string or notes,
 * tampering, duration. The span begins at the `=`; `errno` is where level 0 found the errno's name.
 * Undefined where no value follows.
 * @see strace-format 2.2; strace's syscall_exiting_trace()
 */
export function parseResult(
  text: string,
  { start, end }: Span,
  errno: Span | undefined,
): ParsedResult | undefined {
  let tail = trimmedEnd(text, end);
  const duration = takeTail(DURATION);
  const tampering: Span[] = [];
  for (let found = takeTail(TAMPERING); found !== undefined; found = takeTail(TAMPERING)) {
    tampering.push({ start: found.start + 2, end: found.end - 1 });
  }
  tampering.reverse();

  const reader = readerOf(text, start + 1, tail);
  skipBlanks(reader);
  const value = parseValue(reader, 0);
  if (value === undefined) return undefined;
  const draft: Draft = { start: value.start, end: value.end, value, notes: [], tampering };
  if (errno !== undefined && errno.start >= reader.pos) {
    draft.errno = errno;
    if (value.kind === 'missing') draft.restarted = true;
    reader.pos = errno.end;
  }
  skipBlanks(reader);
  if (text.startsWith(UNAVAILABLE, reader.pos)) {
    draft.unavailable = true;
    reader.pos = Math.min(reader.pos + UNAVAILABLE.length, tail);
  }
  addParentheses(reader, draft);
  draft.end = Math.max(reader.pos, tampering.at(-1)?.end ?? -1) + (tampering.length > 0 ? 1 : 0);
  if (duration === undefined) return { result: draft };
  return { result: draft, duration: { start: duration.start + 1, end: duration.end - 1 } };

  /** Takes what `pattern` matches off the end. */
  function takeTail(pattern: RegExp): Span | undefined {
    const from = Math.max(start + 1, tail - LONGEST_TAIL);
    const found = pattern.exec(text.slice(from, tail));
    if (found === null) return undefined;
    const span = { start: from + found.index, end: tail };
    tail = trimmedEnd(text, span.start);
    return span;
  }
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/**
 * The error string, which may hold parentheses and any script, since strerror() translates it:
 * so it ends with the last one. Or the notes, each in its pair.
 */
function addParentheses(reader: Reader, draft: Draft): void {
  skipBlanks(reader);
  if (peek(reader) !== Char.open) return;
  if (draft.errno !== undefined) {
    if (reader.text.charCodeAt(reader.end - 1) !== Char.close) return;
    draft.errorText = { start: reader.pos + 1, end: reader.end - 1 };
    reader.pos = reader.end;
    return;
  }
  const notes: Value[] = [];
  while (peek(reader) === Char.open) {
    const note = parseNote(reader);
    notes.push(note);
    skipBlanks(reader);
  }
  draft.notes = notes;
}

/** What strace says of a result: `(Timeout)`, `(flags O_RDONLY)`, `(in [5], left {…})`. */
function parseNote(reader: Reader): Value {
  reader.pos++;
  const start = reader.pos;
  const parts: Value[] = [];
  for (;;) {
    skipBlanks(reader);
    const part = partOfNote(reader);
    if (part !== undefined) parts.push(part);
    skipBlanks(reader);
    if (part === undefined || peek(reader) !== Char.comma) break;
    reader.pos++;
  }
  const [only] = parts;
  if (peek(reader) === Char.close && only !== undefined) {
    const core = { start, end: reader.pos };
    reader.pos++;
    return parts.length === 1 ? only : { ...core, kind: 'array', core, children: parts };
  }
  // Not made of values: kept as text, up to the last parenthesis.
  const last = reader.text.lastIndexOf(')', reader.end - 1);
  const end = last >= start ? last : reader.end;
  reader.pos = Math.min(end + 1, reader.end);
  return { start, end, kind: 'bytes', core: { start, end }, children: [] };
}

/** Words ahead of a value: `flags O_RDONLY`, `old mask [INT]`, `mnt:[4026532179]`. */
const WORDS = /([a-z]+(?: [a-z]+)*)(?: (?=[\w[{"~<-])|:(?=\[))/y;

function partOfNote(reader: Reader): Value | undefined {
  const start = reader.pos;
  WORDS.lastIndex = start;
  const words = WORDS.exec(reader.text)?.[1];
  if (words === undefined || WORDS.lastIndex > reader.end) return parseValue(reader, 0);
  reader.pos = WORDS.lastIndex;
  const value = parseValue(reader, 0);
  if (value === undefined) return undefined;
  return { ...value, key: { start, end: start + words.length }, start };
}
