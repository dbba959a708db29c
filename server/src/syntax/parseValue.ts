/**
 * Values as strace prints them: one expression with its key, operators, annotations and comment.
 * Never goes back over more than a word, and gives up at a fixed depth: linear on any text.
 */
import { annotationClose } from './annotation.ts';
import { operand, type Draft } from './parseOperand.ts';
import {
  Char,
  blanksEnd,
  codeAt,
  commentEnd,
  commentText,
  isBlank,
  isDigit,
  isNext,
  isWordCode,
  peek,
  wordEnd,
  type Reader,
} from './reader.ts';
import type { Operator, Span, Value } from './tree.ts';

/**
 * Reads one value: `key=`, operands with their operators, up to a comma, a closing bracket or
 * anything that cannot go on. Undefined, and nothing read, where no value begins.
 */
export function parseValue(reader: Reader, depth: number): Value | undefined {
  return changes(reader, depth);
}

/** `key=value`, and `value => value`, where the right side may have a key of its own. */
function changes(reader: Reader, depth: number): Draft | undefined {
  const key = keyOf(reader);
  if (key !== undefined) reader.pos = key.end + 1;
  // A resumed line may begin with the value on exit: the one on entry is on the other half.
  const onEntry: Draft | undefined = isNext(reader, CHANGE)
    ? { ...pointAt(reader.pos), kind: 'operation', operator: CHANGE, children: [] }
    : operation(reader, depth, 0);
  // Cut off after `key=`, or followed by what is no value.
  let value = onEntry ?? (key && { ...pointAt(reader.pos), kind: 'bytes', children: [] });
  while (value !== undefined) {
    const right = changedTo(reader, depth);
    if (right === undefined) break;
    value = joined(value, right, CHANGE);
  }
  if (value === undefined || (value.kind === 'operation' && value.children.length === 0)) {
    return undefined;
  }
  if (key !== undefined) {
    value.key = key;
    value.start = key.start;
  }
  return value;
}

const CHANGE = '=>';

function changedTo(reader: Reader, depth: number): Draft | undefined {
  const before = reader.pos;
  const at = blanksEnd(reader, before);
  if (!reader.text.startsWith(CHANGE, at) || at + CHANGE.length > reader.end) return undefined;
  reader.pos = blanksEnd(reader, at + CHANGE.length);
  const key = keyOf(reader);
  if (key !== undefined) reader.pos = key.end + 1;
  const value = operation(reader, depth, 0);
  if (value === undefined) {
    reader.pos = before;
    return undefined;
  }
  if (key !== undefined) {
    value.key = key;
    value.start = key.start;
  }
  return value;
}

/** The name before a single `=`, if one is next. */
function keyOf(reader: Reader): Span | undefined {
  const start = reader.pos;
  if (!isWordCode(peek(reader)) || isDigit(peek(reader))) return undefined;
  const end = wordEnd(reader, start);
  if (codeAt(reader, end) !== Char.equal) return undefined;
  const next = codeAt(reader, end + 1);
  return next === Char.equal || next === Char.greater ? undefined : { start, end };
}

/** Loosest first; `==` takes in what C would not: `WSTOPSIG(s) == SIGTRAP | 0x80` is one status. */
const LEVEL: Record<Exclude<Operator, '=>'>, number> = {
  or: 0,
  '&&': 1,
  '==': 2,
  '|': 3,
  '<<': 4,
  '+': 5,
  '-': 5,
  '*': 6,
};

function operation(reader: Reader, depth: number, level: number): Draft | undefined {
  let left = complete(reader, depth);
  if (left === undefined) return undefined;
  for (;;) {
    const found = nextOperator(reader);
    if (found === undefined || LEVEL[found.operator] < level) return left;
    const before = reader.pos;
    reader.pos = found.end;
    const right = operation(reader, depth, LEVEL[found.operator] + 1);
    if (right === undefined) {
      reader.pos = before;
      return left;
    }
    left = joined(left, right, found.operator);
  }
}

/** Puts one more operand into an operation of the same operator, else makes one of the two. */
function joined(left: Draft, right: Draft, operator: Operator): Draft {
  if (left.kind === 'operation' && left.operator === operator && left.key === undefined) {
    left.children.push(right);
    left.end = right.end;
    left.core = { start: left.core.start, end: right.end };
    return left;
  }
  const { start } = left;
  const { end } = right;
  return { start, end, kind: 'operation', core: { start, end }, children: [left, right], operator };
}

interface FoundOperator {
  readonly operator: Exclude<Operator, '=>'>;
  /** Column at which the next operand begins. */
  readonly end: number;
}

/** The operator that comes next, with blanks on both sides or on neither. */
function nextOperator(reader: Reader): FoundOperator | undefined {
  const first = peek(reader);
  if (first === Char.comma || first === Char.close || first === Char.closeBrace) return undefined;
  const spaced = isBlank(first);
  const at = spaced ? blanksEnd(reader, reader.pos) : reader.pos;
  const operator = operatorAt(reader, at);
  if (operator === undefined) return undefined;
  const after = at + operator.length;
  const end = blanksEnd(reader, after);
  if (operator === 'or' ? !spaced || end === after : spaced !== end > after) return undefined;
  return { operator, end };
}

function operatorAt(reader: Reader, at: number): FoundOperator['operator'] | undefined {
  const next = codeAt(reader, at + 1);
  switch (codeAt(reader, at)) {
    case Char.bar:
      return '|';
    case Char.less:
      return next === Char.less ? '<<' : undefined;
    case Char.star:
      return next === Char.slash ? undefined : '*';
    case Char.plus:
      return '+';
    case Char.minus:
      return '-';
    case Char.equal:
      return next === Char.equal ? '==' : undefined;
    case Char.ampersand:
      return next === Char.ampersand ? '&&' : undefined;
    default:
      return reader.text.startsWith('or ', at) ? 'or' : undefined;
  }
}

/** An operand with all that may follow it: annotation, `(deleted)`, context, comment. */
function complete(reader: Reader, depth: number): Draft | undefined {
  if (isNext(reader, '/*')) return commentFirst(reader, depth);
  const value = operand(reader, depth);
  if (value === undefined) return undefined;
  if (peek(reader) === Char.less && codeAt(reader, reader.pos + 1) !== Char.less) {
    addAnnotation(reader, value);
  }
  if (peek(reader) === Char.blank) {
    if (value.kind === 'string' || value.annotation !== undefined) addContext(reader, value);
    addComments(reader, value);
    // With -X verbose the annotation comes last: `-100 /* AT_FDCWD */</home>`.
    if (value.comment !== undefined && peek(reader) === Char.less) addAnnotation(reader, value);
  }
  value.end = reader.pos;
  return value;
}

function addAnnotation(reader: Reader, value: Draft): void {
  if (value.kind !== 'number' && value.kind !== 'name') return;
  const open = reader.pos;
  const close = annotationClose(reader, open);
  if (close === undefined) return;
  value.annotation = { start: open + 1, end: close };
  reader.pos = Math.min(close + 1, reader.end);
  if (!isNext(reader, DELETED)) return;
  value.deleted = { start: reader.pos + 1, end: reader.pos + DELETED.length - 1 };
  reader.pos += DELETED.length;
}

function addContext(reader: Reader, value: Draft): void {
  CONTEXT.lastIndex = reader.pos;
  if (!CONTEXT.test(reader.text) || CONTEXT.lastIndex > reader.end) return;
  value.context = { start: reader.pos + 2, end: CONTEXT.lastIndex - 1 };
  reader.pos = CONTEXT.lastIndex;
}

const DELETED = '(deleted)';
/** ` [user_home_t]`, ` [a:b:c:s0]`, ` [a!!b]` of --secontext. */
const CONTEXT = / \[[\w:.,!+-]+\](?=[,)}\] ]|$)/y;

function addComments(reader: Reader, value: Draft): void {
  for (;;) {
    const at = blanksEnd(reader, reader.pos);
    if (!reader.text.startsWith('/*', at) || at + 2 > reader.end) return;
    const end = commentEnd(reader, at);
    const text = commentText(reader, at, end);
    value.comment = { start: value.comment?.start ?? text.start, end: text.end };
    reader.pos = end;
  }
}

/**
 * A comment ahead of its value (`/* bytes 16..31 *\/ "\0…"`), or in place of one: old straces
 * printed directory entries so (`getdents(3, /* 26 entries *\/, 32768)`).
 */
function commentFirst(reader: Reader, depth: number): Draft {
  const start = reader.pos;
  reader.pos = commentEnd(reader, start);
  const comment = commentText(reader, start, reader.pos);
  const end = reader.pos;
  reader.pos = blanksEnd(reader, end);
  const value = reader.pos > end && !isNext(reader, '/*') ? operand(reader, depth) : undefined;
  if (value !== undefined) return { ...value, comment, start };
  reader.pos = end;
  return { start, end, kind: 'ellipsis', core: { start, end }, comment, children: [] };
}

function pointAt(at: number): { start: number; end: number; core: Span } {
  return { start: at, end: at, core: { start: at, end: at } };
}
