import { contextOf, resultContext, type ValueContext } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Descriptor } from '../model/state/descriptors.ts';
import type { Trace } from '../model/trace.ts';
import { columnOf, type JoinedCall, placeOf } from '../syntax/joinCall.ts';
import { RowKind } from '../syntax/kinds.ts';
import { numberOf, pathOf, spanText } from '../syntax/readValue.ts';
import type { Span, Value } from '../syntax/tree.ts';
import { contains, within } from './hoverPart.ts';

/** What a word of a trace stands for, so that one can go to where it comes from and is used. */
export type Subject =
  /** A call cut in pieces: its rows. */
  | { readonly kind: 'call'; readonly rows: readonly number[] }
  /** A thread or process, by the index of its task. */
  | { readonly kind: 'task'; readonly task: number }
  | { readonly kind: 'descriptor'; readonly descriptor: Descriptor }
  | { readonly kind: 'path'; readonly path: string }
  /** A signal line: its row. */
  | { readonly kind: 'signal'; readonly row: number }
  /** A call that waits on a futex or wakes who does: its first row. */
  | { readonly kind: 'wait'; readonly row: number }
  | { readonly kind: 'address'; readonly row: number; readonly address: bigint };

/** How many values a call may have that are looked at. */
const valueLimit = 2_000;

/** What the word under a column of a row stands for; undefined where it is no such thing. */
export function subjectAt(
  trace: Trace,
  knowledge: Knowledge,
  place: { readonly row: number; readonly column: number },
): Subject | undefined {
  const { row, column } = place;
  const line = trace.line(row);
  if (line === undefined) return undefined;
  const { prefix } = line;
  if (contains(prefix.tid, column) || contains(prefix.comm, column)) return taskSubject(trace, row);
  const found = trace.call(row);
  if (found === undefined) {
    return line.kind === RowKind.signal ? signalSubject(trace, row, column) : undefined;
  }
  if (contains(line.marker, column) || contains(line.name, column)) {
    if (found.rows.length > 1) return { kind: 'call', rows: found.rows };
    const name = spanText(line.name ?? { start: 0, end: 0 }, trace.text.text(row));
    if (name === 'rt_sigreturn') return { kind: 'signal', row };
    return name.startsWith('futex') ? { kind: 'wait', row } : undefined;
  }
  const joined = columnOf(found.call, { piece: found.rows.indexOf(row), column });
  if (joined === undefined) return undefined;
  for (const { value, context, isResult } of typedValues(found.call, knowledge)) {
    if (!within(value, joined) || contains(value.key, joined)) continue;
    const subject = valueSubject(
      trace,
      found.rows[0] ?? row,
      { value, context, isResult },
      found.call,
    );
    if (subject !== undefined) return subject;
  }
  return undefined;
}

/** A value of a call that is of a type of its own, wherever it is nested. */
export interface TypedValue {
  readonly value: Value;
  readonly context: ValueContext;
  readonly isResult: boolean;
}

/** Values of a call with what they are, innermost first; at most some thousands. */
export function typedValues(call: JoinedCall, knowledge: Knowledge): TypedValue[] {
  const found: TypedValue[] = [];
  const visit = (value: Value, path: readonly number[]): void => {
    if (found.length >= valueLimit) return;
    for (const [index, child] of value.children.entries()) visit(child, [...path, index]);
    found.push({ value, context: contextOf(call, path, knowledge), isResult: false });
  };
  for (const [index, value] of call.args.entries()) visit(value, [index]);
  const { result } = call;
  if (result !== undefined) {
    found.push({ value: result.value, context: resultContext(call, knowledge), isResult: true });
  }
  return found;
}

function valueSubject(
  trace: Trace,
  row: number,
  { value, context, isResult }: TypedValue,
  call: JoinedCall,
): Subject | undefined {
  const { text } = call;
  switch (context.type) {
    case 'fd':
    case 'dirfd': {
      const fd = Number(numberOf(value, text) ?? Number.NaN);
      const { descriptors } = trace;
      const descriptor = isResult
        ? descriptors.resultAt(row, fd)
        : descriptors.descriptorAt(row, fd);
      return descriptor === undefined ? undefined : { kind: 'descriptor', descriptor };
    }
    case 'pid': {
      const task = taskOfNumber(trace, row, Number(numberOf(value, text) ?? Number.NaN));
      return task === undefined ? undefined : { kind: 'task', task };
    }
    case 'path': {
      const path = pathOf(value, text);
      return path === undefined ? undefined : { kind: 'path', path };
    }
    case 'address':
    case 'pointer': {
      const name = call.name === undefined ? '' : spanText(call.name, text);
      if (name.startsWith('futex')) return { kind: 'wait', row };
      const address = numberOf(value, text);
      return address === undefined || Number(address) === 0
        ? undefined
        : { kind: 'address', row, address: BigInt(address) };
    }
    default:
      return undefined;
  }
}

function taskSubject(trace: Trace, row: number): Subject | undefined {
  const task = trace.processes.taskAt(row);
  return task === -1 ? undefined : { kind: 'task', task };
}

/** On a signal line the sender's number is a process, the rest is the signal itself. */
function signalSubject(trace: Trace, row: number, column: number): Subject | undefined {
  const text = trace.text.text(row);
  const sender = /\bsi_pid=(\d+)/.exec(text);
  if (sender !== null && within(spanOf(sender), column)) {
    const task = taskOfNumber(trace, row, Number(sender[1]));
    if (task !== undefined) return { kind: 'task', task };
  }
  return { kind: 'signal', row };
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

/** The task that had a number around a row: the last that began before its end, else the next. */
export function taskOfNumber(trace: Trace, row: number, tid: number): number | undefined {
  const { tasks } = trace.processes;
  let next: number | undefined;
  let last: number | undefined;
  for (const [index, task] of tasks.entries()) {
    if (task.tid !== Math.abs(tid)) continue;
    if (Math.min(task.firstRow, task.creatorRow === -1 ? Infinity : task.creatorRow) <= row) {
      last = index;
    } else next ??= index;
  }
  return last ?? next;
}

/** Columns on one of its lines of a value of a joined call; undefined where it is on another. */
export function columnsOn(call: JoinedCall, piece: number, { core }: Value): Span | undefined {
  const start = placeOf(call, core.start);
  const end = placeOf(call, core.end - 1);
  if (start?.piece !== piece || end?.piece !== piece) return undefined;
  return { start: start.column, end: end.column + 1 };
}
