/** A line's tree laid flat: each character in exactly one leaf, in their order. */
import { RowKind } from './kinds.ts';
import { ESCAPE, SGR } from './plainText.ts';
import type { Line, Result, Span, Value } from './tree.ts';

/** What a stretch of a line is. */
export type Role =
  | 'pid'
  | 'comm'
  | 'context'
  | 'time'
  | 'relative'
  | 'syscallNumber'
  | 'name'
  | 'signal'
  | 'marker'
  | 'key'
  | 'string'
  | 'constant'
  | 'function'
  | 'number'
  | 'address'
  | 'operator'
  | 'ellipsis'
  | 'missing'
  | 'annotation'
  | 'deleted'
  | 'comment'
  | 'foreign'
  | 'result'
  | 'errno'
  | 'errorText'
  | 'tampering'
  | 'duration'
  | 'status'
  | 'object'
  | 'symbol'
  | 'offset'
  | 'source'
  | 'sourceLine'
  | 'message'
  | 'hexdump'
  | 'summary'
  | 'text'
  | 'punctuation'
  | 'blank'
  | 'color';

export interface Leaf {
  readonly span: Span;
  readonly role: Role;
}

/** The leaves of `line`, which was made of `text`. None for an empty text. */
export function leaves(line: Line, text: string): Leaf[] {
  const found: Leaf[] = [];
  collect(line, text, (span, role) => {
    if (span !== undefined && span.end > span.start) found.push({ span, role });
  });
  found.sort((a, b) => a.span.start - b.span.start);
  const tiled: Leaf[] = [];
  let at = 0;
  for (const leaf of found) {
    if (leaf.span.start < at) continue;
    fill(text, { start: at, end: leaf.span.start }, tiled);
    tiled.push(leaf);
    at = leaf.span.end;
  }
  fill(text, { start: at, end: text.length }, tiled);
  return tiled;
}

type Add = (span: Span | undefined, role: Role) => void;

function collect(line: Line, text: string, add: Add): void {
  const { prefix, name, marker, exit, frame } = line;
  add(prefix.tid, 'pid');
  add(prefix.comm, 'comm');
  add(prefix.context, 'context');
  add(prefix.time, 'time');
  add(prefix.relative, 'relative');
  add(prefix.number, 'syscallNumber');
  add(prefix.pointer, 'address');
  const isSignal =
    line.kind === RowKind.signal || line.kind === RowKind.stopped || line.kind === RowKind.exit;
  add(name, isSignal ? 'signal' : 'name');
  if (marker !== undefined) {
    // The marker of a resumed line has the call's name within.
    const inside = name !== undefined && name.start > marker.start && name.end < marker.end;
    add({ start: marker.start, end: inside ? name.start : marker.end }, 'marker');
    if (inside) add({ start: name.end, end: marker.end }, 'marker');
  }
  add(line.unfinished, 'marker');
  add(line.foreign, 'foreign');
  for (const value of line.args) collectValue(value, { text, add });
  if (line.info !== undefined) collectValue(line.info, { text, add });
  if (line.result !== undefined) collectResult(line.result, { text, add });
  add(line.duration, 'duration');
  add(exit?.number, 'status');
  add(exit?.core, 'status');
  add(frame?.object, 'object');
  add(frame?.symbol, 'symbol');
  add(frame?.offset, 'offset');
  add(frame?.address, 'address');
  add(frame?.source, 'source');
  add(frame?.sourceLine, 'sourceLine');
  add(line.message, 'message');
  const whole = { start: 0, end: text.length };
  if (line.kind === RowKind.hexdump) add(whole, 'hexdump');
  if (line.kind === RowKind.summary) add(whole, 'summary');
  if (line.kind === RowKind.other) add(whole, 'text');
}

interface Collector {
  readonly text: string;
  readonly add: Add;
}

function collectResult(result: Result, { text, add }: Collector): void {
  collectAround(result.value, { text, add });
  add(result.value.core, 'result');
  add(result.errno, 'errno');
  add(result.errorText, 'errorText');
  for (const note of result.notes) collectValue(note, { text, add });
  for (const span of result.tampering) add(span, 'tampering');
}

function collectValue(value: Value, { text, add }: Collector): void {
  collectAround(value, { text, add });
  const role = roleOf(value, text);
  if (role !== undefined) {
    add(value.core, role);
    return;
  }
  if (value.kind === 'resuming' && value.head !== undefined) {
    add({ start: value.core.start, end: value.head.start }, 'marker');
    add(value.head, 'name');
    add({ start: value.head.end, end: value.core.end }, 'marker');
    return;
  }
  add(value.head, 'function');
  let before: Value | undefined;
  for (const child of value.children) {
    if (value.kind === 'operation' && before !== undefined) {
      add(trimmed(text, before.end, child.start), 'operator');
    }
    collectValue(child, { text, add });
    before = child;
  }
}

/** What stands before and after the value itself. */
function collectAround(value: Value, { text, add }: Collector): void {
  add(value.key, 'key');
  add(value.annotation, 'annotation');
  add(value.deleted, 'deleted');
  add(value.context, 'context');
  if (value.comment !== undefined) add(withMarks(text, value.comment), 'comment');
}

/** Hexadecimal numbers this long are addresses more often than not. */
const ADDRESS = /^0x[0-9a-f]{6,}$/;
/** Longer text is no number, so there is no need to look at it. */
const LONGEST_ADDRESS = 18;

/** Undefined for what is made of parts. */
function roleOf(value: Value, text: string): Role | undefined {
  const { start, end } = value.core;
  switch (value.kind) {
    case 'string':
      return 'string';
    case 'number':
      return end - start <= LONGEST_ADDRESS && ADDRESS.test(text.slice(start, end))
        ? 'address'
        : 'number';
    case 'name':
      return 'constant';
    case 'ellipsis':
      return value.comment === undefined || end < value.comment.start ? 'ellipsis' : undefined;
    case 'missing':
      return 'missing';
    case 'bytes':
      return 'text';
    default:
      return undefined;
  }
}

/** A comment with its marks and the blanks within. */
function withMarks(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (isBlank(text.charAt(from - 1))) from--;
  if (text.startsWith('/*', from - 2)) from -= 2;
  while (isBlank(text.charAt(to))) to++;
  if (text.startsWith('*/', to)) to += 2;
  return { start: from, end: to };
}

function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charAt(from))) from++;
  while (to > from && isBlank(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

/** Between two leaves: codes of colors, blanks, words, signs; a lone ESC is a sign. */
const GAP = new RegExp(
  `(${SGR})|([ \\t]+)|([^ \\t${ESCAPE}]*[\\w\\u0080-\\uffff][^ \\t${ESCAPE}]*)|(.)`,
  'gs',
);

/** Tiles a stretch between two leaves by what its characters are. */
function fill(text: string, { start, end }: Span, into: Leaf[]): void {
  if (start >= end) return;
  if (end - start === 1) {
    const role = isBlank(text.charAt(start)) ? 'blank' : 'punctuation';
    into.push({ span: { start, end }, role });
    return;
  }
  for (const match of text.slice(start, end).matchAll(GAP)) {
    const from = start + match.index;
    const [, color, blank, word] = match;
    const role = color ? 'color' : blank ? 'blank' : word ? 'text' : 'punctuation';
    into.push({ span: { start: from, end: from + match[0].length }, role });
  }
}
