import { contextOf, type ValueContext } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { integerOf } from '../knowledge/numbers.ts';
import type { ConstantDoc } from '../knowledge/types.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { pathOf, spanText, valueText } from '../syntax/readValue.ts';
import type { Span, Value } from '../syntax/tree.ts';
import { annotationParagraphs } from './hoverAnnotation.ts';
import { type StatePlace, stateParagraphs } from './hoverState.ts';
import { contains, filled, type HoverPart, within } from './hoverPart.ts';
import { code, toMarkdown } from './readOutCode.ts';
import { readOut } from './readOut.ts';

/** Most members of a set that a hover lists. */
const memberLimit = 40;

/** A way from an argument down to the value under the cursor. */
interface Found {
  readonly value: Value;
  /** Index of the argument, then of children. */
  readonly path: readonly number[];
  readonly parents: readonly Value[];
}

/** Reads values in the places where they stand: in arguments, in a result, in a siginfo. */
export interface Reading {
  readonly text: string;
  readonly knowledge: Knowledge;
  /** The call that the values are of; absent where they are of none. */
  readonly state?: StatePlace;
  context(path: readonly number[]): ValueContext;
}

/** Explains what stands in the arguments of a call under a column of its joined text. */
export function hoverArgument(
  call: JoinedCall,
  column: number,
  knowledge: Knowledge,
  state: StatePlace,
): HoverPart | undefined {
  const reading: Reading = {
    text: call.text,
    knowledge,
    state,
    context: (path) => contextOf(call, path, knowledge),
  };
  return hoverValues(call.args, column, reading);
}

/** Explains the innermost value of `values` under a column; undefined where there is none. */
export function hoverValues(
  values: readonly Value[],
  column: number,
  reading: Reading,
): HoverPart | undefined {
  const found = findValue(values, column);
  if (found === undefined) return undefined;
  const { value } = found;
  if (contains(value.key, column)) return hoverKey(found, value.key, reading);
  if (contains(value.annotation, column) || contains(value.deleted, column)) {
    const span = contains(value.deleted, column) ? value.deleted : value.annotation;
    if (span !== undefined) {
      return { span, paragraphs: annotationParagraphs(value, reading.text, reading.knowledge) };
    }
  }
  if (contains(value.context, column)) {
    return plain(value.context, 'context', reading);
  }
  if (contains(value.comment, column)) {
    const vars = spanText(value.comment, reading.text).includes(' var');
    return plain(value.comment, vars ? 'comment-vars' : 'comment', reading);
  }
  const span = within(value.core, column) ? value.core : value;
  return {
    span: { start: span.start, end: span.end },
    paragraphs: valueParagraphs(found, reading),
  };
}

function plain(span: Span, key: string, { text, knowledge }: Reading): HoverPart {
  return { span, paragraphs: [code(spanText(span, text)), filled(knowledge, key)] };
}

/** The innermost value that holds a column. Lists are searched, not walked in full. */
function findValue(values: readonly Value[], column: number): Found | undefined {
  let level: readonly Value[] = values;
  let found: Found | undefined;
  const path: number[] = [];
  const parents: Value[] = [];
  for (;;) {
    const index = indexAt(level, column);
    const value = level[index];
    if (value === undefined) return found;
    path.push(index);
    found = { value, path: [...path], parents: [...parents] };
    parents.push(value);
    level = contains(value.core, column) ? value.children : [];
  }
}

/** Index of the sibling that holds a column; -1 where none does. They are in order. */
function indexAt(values: readonly Value[], column: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = values[middle];
    if (value === undefined) return -1;
    if (column < value.start) high = middle - 1;
    else if (column >= value.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** An argument's or field's name, as `-N` or a structure prints it. */
function hoverKey({ path, value }: Found, span: Span, reading: Reading): HoverPart {
  const name = spanText(span, reading.text);
  const { argument, field } = reading.context(path);
  const doc = field?.doc ?? argument?.doc;
  const out = valueReadOut(value, path, reading);
  return {
    span,
    paragraphs: [
      `**${code(name)}**${doc === undefined ? '' : `: ${doc}`}`,
      ...(out === undefined ? [] : [out]),
    ],
  };
}

function valueParagraphs(found: Found, reading: Reading): string[] {
  const { value, path } = found;
  const { text, knowledge } = reading;
  const context = reading.context(path);
  const own = ownParagraphs(found, context, reading);
  const place = context.field ?? context.argument;
  const inPlace = place === undefined ? [] : [`In ${code(place.name)}: ${place.doc}`];
  const marks =
    value.abbreviated === true
      ? [filled(knowledge, value.kind === 'string' ? 'abbreviated-string' : 'abbreviated-list')]
      : [];
  const named = value.kind === 'string' ? pathOf(value, text) : undefined;
  const known =
    named === undefined || (context.type !== 'path' && context.type !== undefined)
      ? undefined
      : knowledge.path(named);
  const state =
    reading.state === undefined
      ? []
      : stateParagraphs(value, text, context, { ...reading.state, knowledge });
  const isDescriptor = context.type === 'fd' && value.annotation === undefined;
  // What the trace shows of a number says more than what it usually is.
  const shown = isDescriptor && state.length > 0 ? [`**${code(valueText(value, text))}**`] : own;
  return [...shown, ...(known === undefined ? [] : [known.doc]), ...state, ...marks, ...inPlace];
}

/** What the value itself is, whatever place it is in. */
function ownParagraphs(found: Found, context: ValueContext, reading: Reading): string[] {
  const { value, path, parents } = found;
  const { text, knowledge } = reading;
  const printed = valueText(value, text);
  switch (value.kind) {
    case 'name': {
      const doc = constantOf(printed, context, reading);
      if (doc !== undefined) return [constantLine(printed, doc)];
      break;
    }
    case 'operation': {
      if (value.operator === '|') return setParagraphs(value, context, reading);
      if (value.operator === '=>') return [code(printed), filled(knowledge, 'change')];
      if (value.operator === 'or') return [code(printed), filled(knowledge, 'alternatives')];
      break;
    }
    case 'complement':
      return [
        code(printed),
        filled(knowledge, value.children[0]?.children.length === 0 ? 'full-set' : 'complement'),
      ];
    case 'missing':
      return [code(printed), filled(knowledge, 'missing')];
    case 'resuming':
      return [code(printed), filled(knowledge, 'resuming')];
    case 'number': {
      // What is shifted to its place has not the meaning of the place.
      if (parents.at(-1)?.operator === '<<') return [`**${code(printed)}**`];
      const decoded = decodedLines(printed, context, knowledge);
      if (decoded.length > 0) return [`**${code(printed)}**`, decoded.join('\n')];
      break;
    }
    default:
  }
  const out = valueReadOut(value, path, reading);
  const parent = parents.at(-1);
  if (value.annotation !== undefined) {
    return [`**${code(printed)}**`, ...annotationParagraphs(value, text, knowledge)];
  }
  if (out === undefined && parent?.operator === '|') {
    return [code(printed), filled(knowledge, 'flag-bits')];
  }
  return out === undefined ? [`**${code(printed, 400)}**`] : [out];
}

function constantOf(
  name: string,
  context: ValueContext,
  { knowledge }: Reading,
): ConstantDoc | undefined {
  const groups = context.groups;
  return (
    knowledge.constant(name, groups) ??
    (context.type === 'sigset' || context.type === 'signal' ? knowledge.signal(name) : undefined) ??
    (/^E[A-Z0-9]+$/.test(name) ? knowledge.errno(name) : undefined) ??
    ioctlAsConstant(name, knowledge)
  );
}

function ioctlAsConstant(name: string, knowledge: Knowledge): ConstantDoc | undefined {
  const doc = knowledge.ioctl(name);
  return doc === undefined
    ? undefined
    : {
        name: doc.name,
        group: doc.family,
        doc: doc.doc,
        ...(doc.value !== undefined && { value: doc.value }),
      };
}

/** `**O_CLOEXEC** = 0x80000: Closes …`. */
function constantLine(printed: string, doc: ConstantDoc): string {
  const value = doc.value === undefined ? '' : ` = ${code(numberText(doc.value))}`;
  return `**${code(printed)}**${value}: ${doc.doc}`;
}

function numberText(value: bigint): string {
  if (value < 0n || value < 10n) return value.toString();
  return `0x${value.toString(16)}`;
}

/** Each member of a set on a line of its own. */
function setParagraphs(value: Value, context: ValueContext, reading: Reading): string[] {
  const lines: string[] = [];
  for (const member of value.children.slice(0, memberLimit)) {
    const printed = valueText(member, reading.text);
    const doc = constantOf(printed, context, reading);
    if (doc !== undefined) {
      lines.push(`- ${constantLine(printed, doc)}`);
      continue;
    }
    const decoded = decodedLines(printed, context, reading.knowledge);
    if (decoded.length > 0) lines.push(...decoded);
    else lines.push(`- ${code(printed)}: ${filled(reading.knowledge, 'flag-bits')}`);
  }
  const left = value.children.length - memberLimit;
  if (left > 0) lines.push(`- … ${left} more`);
  return [lines.join('\n')];
}

/** A raw number as the members it is made of; empty where it is made of none. */
function decodedLines(printed: string, context: ValueContext, knowledge: Knowledge): string[] {
  if (context.groups.length === 0) return [];
  const number = integerOf(printed);
  if (number === undefined) return [];
  const { members, rest } = knowledge.decode(number, context.groups);
  if (members.length === 0) return [];
  return [
    ...members.map((member) => `- ${constantLine(member.name, member)}`),
    ...(rest === 0n
      ? []
      : [`- ${code(`0x${rest.toString(16)}`)}: ${filled(knowledge, 'flag-bits')}`]),
  ];
}

function valueReadOut(value: Value, path: readonly number[], reading: Reading): string | undefined {
  const out = readOut({ value, context: reading.context(path) }, reading);
  return out === undefined ? undefined : toMarkdown(out);
}
