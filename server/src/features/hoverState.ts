/** What the state of the traced processes adds to the hover of a value. */
import type { ValueContext } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { integerOf } from '../knowledge/numbers.ts';
import type { Trace } from '../model/trace.ts';
import { pathOf, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { descriptorParagraphs } from './hoverDescriptor.ts';
import { filled } from './hoverPart.ts';
import { lineNumber, taskParagraphs } from './hoverPrefix.ts';
import { code } from './readOutCode.ts';
import { bytesText } from './readOutNumbers.ts';

/** Where a value stands: the call of a row, among its arguments or in its result. */
export interface StatePlace {
  readonly trace: Trace;
  readonly row: number;
  readonly role: 'argument' | 'result';
}

/** Most lines that are named of the waits that a wake ended. */
const lineLimit = 10;
/** Smaller numbers are no addresses: the kernel keeps programs off them (vm.mmap_min_addr). */
const leastAddress = 65_536;
const addressTypes: readonly string[] = [
  'address',
  'pointer',
  'buffer',
  'struct',
  'array',
  'string',
];

/** What descriptor, process, address or futex a value is at its row; empty where nothing is known. */
export function stateParagraphs(
  value: Value,
  text: string,
  context: ValueContext,
  place: StatePlace & { readonly knowledge: Knowledge },
): string[] {
  const number = integerOf(valueText(value, text));
  if (number === undefined || value.kind !== 'number') return [];
  const { type } = context;
  if (type === 'fd' || type === 'dirfd') {
    const fd = Number(BigInt.asIntN(32, number));
    return descriptorParagraphs({ ...place, fd, isAnnotated: value.annotation !== undefined });
  }
  if (type === 'pid') return processParagraphs(Number(number), place);
  if (number < leastAddress || !valueText(value, text).startsWith('0x')) return [];
  if (type !== undefined && !addressTypes.includes(type)) return [];
  return [...regionParagraphs(Number(number), place), ...waitParagraphs(place)];
}

/** The thread of a number: the one alive at the row, else the last before or the first after it. */
function processParagraphs(
  tid: number,
  { trace, knowledge, row }: StatePlace & { readonly knowledge: Knowledge },
): string[] {
  if (tid <= 0) return [];
  const { tasks } = trace.processes;
  let found = -1;
  tasks.forEach((task, index) => {
    if (task.tid !== tid) return;
    if (found === -1 || task.firstRow <= row) found = index;
  });
  // A child is told of before its first line: what the call made is the next of that number.
  const next = tasks.findIndex((task) => task.tid === tid && task.creatorRow === row);
  const index = next === -1 ? found : next;
  return index === -1 ? [] : taskParagraphs(trace, knowledge, { row, index, key: 'pid-process' });
}

function regionParagraphs(
  address: number,
  { trace, knowledge, row, role }: StatePlace & { readonly knowledge: Knowledge },
): string[] {
  const region =
    role === 'result'
      ? trace.memory.regionAfter(row, address)
      : trace.memory.regionAt(row, address);
  if (region === undefined) return [];
  const mapped = trace.call(region.originRow)?.call;
  const fd = mapped?.args[4];
  const number =
    fd === undefined || mapped === undefined ? undefined : integerOf(valueText(fd, mapped.text));
  const printed = fd === undefined || mapped === undefined ? undefined : pathOf(fd, mapped.text);
  const descriptor =
    region.kind !== 'file' || number === undefined
      ? undefined
      : trace.descriptors.descriptorAt(region.originRow, Number(number));
  const path = printed ?? (descriptor && trace.paths.ofDescriptor(descriptor));
  const isNamed = region.kind === 'file' && path !== undefined;
  const key = region.kind === 'file' && !isNamed ? 'anonymous' : region.kind;
  const size = region.end - region.start;
  const mappedFrom = mapped?.args[5];
  const fileOffset =
    mapped === undefined || mappedFrom === undefined
      ? undefined
      : integerOf(valueText(mappedFrom, mapped.text));
  const offset = region.offset + (isNamed ? Number(fileOffset ?? 0n) : 0);
  const sentence = filled(knowledge, `memory-${key}`, {
    offset: code(`0x${(Number.isNaN(offset) ? 0 : offset).toString(16)}`),
    size: Number.isNaN(size) ? '?' : bytesText(BigInt(Math.round(size))),
    path: code(path ?? '', 20_000),
    line: lineNumber(region.originRow),
    thread: lineNumber(region.threadRow),
  });
  return [
    region.protectRow === -1
      ? sentence
      : `${sentence} ${filled(knowledge, 'memory-protect', { line: lineNumber(region.protectRow) })}`,
  ];
}

/** Of a futex: which wake ended this wait, or which waits this wake ended. */
function waitParagraphs({
  trace,
  knowledge,
  row,
}: StatePlace & { readonly knowledge: Knowledge }): string[] {
  const name = trace.text.rows.names[trace.text.rows.name(row)] ?? '';
  if (!name.startsWith('futex')) return [];
  const waker = trace.waits.wokenBy(row);
  if (waker !== -1) {
    const key = trace.processes.calls.head(waker) === -1 ? 'wait-exit' : 'wait-woken';
    return [filled(knowledge, key, { line: lineNumber(waker) })];
  }
  const waits = trace.waits.woke(row);
  if (waits.length === 0) return [];
  return [filled(knowledge, 'wait-woke', { lines: linesText(waits) })];
}

/** `3`, `3 and 5`, `3, 5, … (12)`. */
function linesText(rows: readonly number[]): string {
  const shown = rows.slice(0, lineLimit).map(lineNumber).join(', ');
  return rows.length > lineLimit ? `${shown}, … (${rows.length})` : shown;
}

/** Of a line that delivers a signal: who sent it, what is done with it, where its handler returned. */
export function signalParagraphs(trace: Trace, knowledge: Knowledge, row: number): string[] {
  const { rows } = trace.text;
  const delivery = trace.signals.deliveryAt(row);
  if (delivery === undefined) return [];
  const { senderRow, returnRow } = delivery;
  const handled = trace.signals.dispositionAt(row, rows.names[rows.name(row)] ?? '');
  const isChild = senderRow !== -1 && trace.processes.calls.head(senderRow) === -1;
  const sender = isChild ? 'signal-child' : 'signal-sent';
  const sentences = [
    ...(senderRow === -1
      ? []
      : [
          filled(knowledge, trace.signals.isExpiry(row) ? 'signal-timer' : sender, {
            line: lineNumber(senderRow),
          }),
        ]),
    ...(handled === undefined
      ? []
      : [
          filled(knowledge, 'signal-handled', {
            line: lineNumber(handled.row),
            handler: code(handled.handler),
          }),
        ]),
    ...(returnRow === -1
      ? []
      : [filled(knowledge, 'signal-returned', { line: lineNumber(returnRow) })]),
  ];
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

/** Of a call that sends a signal or ends a handler: the other end of it. */
export function signalCallParagraphs(trace: Trace, knowledge: Knowledge, row: number): string[] {
  const of = trace.signals.signalOfReturn(row);
  if (of !== -1) return [filled(knowledge, 'signal-return-of', { line: lineNumber(of) })];
  const delivered = trace.signals.deliveredBy(row);
  if (delivered.length === 0) return [];
  return [filled(knowledge, 'signal-delivered', { lines: linesText(delivered) })];
}
