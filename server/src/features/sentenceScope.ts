/** The values that a sentence template may name, and the ways into them. */
import { childContext, noContext, type Place } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SyscallDoc, ValueType } from '../knowledge/types.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { fieldOf } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { SentenceState } from './sentence.ts';
import type { ValuePath } from './sentenceTemplate.ts';

/** One call, with the values that its template may name. */
export interface SentenceScope {
  readonly call: JoinedCall;
  readonly knowledge: Knowledge;
  readonly syscall?: SyscallDoc;
  readonly state?: SentenceState;
  /** The value of an argument and what it is; undefined where the call does not print it. */
  argument(name: string): Place | undefined;
  /** Type of an argument, also where it is not printed. */
  type(name: string): ValueType | undefined;
  result(): Place | undefined;
}

/** What a path of a template leads to; undefined where the trace does not show it. */
export function placeOf(path: ValuePath, scope: SentenceScope): Place | undefined {
  const [first = '', ...rest] = path;
  const start = startOf(first, scope);
  if (start === undefined || isAbsent(start.value)) return undefined;
  let place: Place | undefined = start;
  for (const name of rest) {
    if (place === undefined) return undefined;
    place = childPlace(place, name, scope);
  }
  return place === undefined || isAbsent(place.value) ? undefined : place;
}

/** An argument, or `result`, or `note`: what strace adds to the result in parentheses. */
function startOf(name: string, scope: SentenceScope): Place | undefined {
  if (name === 'result') return scope.result();
  const note = name === 'note' ? scope.call.result?.notes[0] : undefined;
  return note === undefined ? scope.argument(name) : { value: note, context: noContext };
}

function isAbsent(value: Value): boolean {
  return (
    value.kind === 'ellipsis' || value.kind === 'missing' || value.core.end <= value.core.start
  );
}

/** A field by name or an element by index, through changes (`=>`) and arrays of one. */
function childPlace(place: Place, name: string, scope: SentenceScope): Place | undefined {
  const { value, context } = place;
  const reading = { text: scope.call.text, knowledge: scope.knowledge };
  const last = value.children.length - 1;
  if (value.kind === 'operation' && value.operator === '=>') {
    for (let i = last; i >= 0; i--) {
      const child = value.children[i];
      const found = child && childPlace({ value: child, context }, name, scope);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const isIndex = /^\d+$/.test(name);
  const child = isIndex
    ? value.children[Number(name)]
    : (fieldOf(value, name, scope.call.text) ?? unnamedField(place, name, scope));
  if (child !== undefined) {
    const at = value.children.indexOf(child);
    return { value: child, context: childContext(place, at, reading) };
  }
  const [only] = value.children;
  const isPointer = value.kind === 'array' && value.children.length === 1 && !isIndex;
  return isPointer && only !== undefined
    ? childPlace({ value: only, context }, name, scope)
    : undefined;
}

/** Old straces print some structures without names: the field is then known by its position. */
function unnamedField(
  { value, context }: Place,
  name: string,
  { knowledge }: SentenceScope,
): Value | undefined {
  if (value.kind !== 'struct' || context.struct === undefined) return undefined;
  if (value.children.some(({ key }) => key !== undefined)) return undefined;
  const fields = [...(knowledge.struct(context.struct)?.fields.keys() ?? [])];
  const index = fields.indexOf(name);
  return index < 0 ? undefined : value.children[index];
}
