import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { Line, Span } from '../syntax/tree.ts';
import { imageName } from './comm.ts';
import { contains, filled, type HoverPart } from './hoverPart.ts';
import { code } from './readOutCode.ts';
import { dateText } from './readOutNumbers.ts';
import { cursor } from './cursor.ts';
import { spanText } from './text.ts';

/** Explains the part of a line's prefix under `column`; undefined where there is none. */
export function hoverPrefix(
  trace: Trace,
  knowledge: Knowledge,
  { row, column, line }: { row: number; column: number; line: Line },
): HoverPart | undefined {
  const { prefix } = line;
  const text = trace.text.text(row);
  const slice = (span: Span): string => text.slice(span.start, span.end);

  if (contains(prefix.tid, column)) return { span: prefix.tid, paragraphs: prefixParagraphs() };
  if (contains(prefix.comm, column)) return part(prefix.comm, code(slice(prefix.comm)), 'comm');
  if (contains(prefix.context, column)) {
    return part(prefix.context, code(slice(prefix.context)), 'context');
  }
  if (contains(prefix.time, column)) {
    return { span: prefix.time, paragraphs: timeParagraphs(slice(prefix.time)) };
  }
  if (contains(prefix.relative, column)) {
    return part(prefix.relative, `${code(slice(prefix.relative))} s`, 'time-relative');
  }
  if (contains(prefix.number, column)) {
    return part(prefix.number, code(slice(prefix.number)), 'number');
  }
  if (contains(prefix.pointer, column)) {
    return part(prefix.pointer, code(slice(prefix.pointer)), 'pointer');
  }
  return undefined;

  function part(span: Span, title: string, key: string): HoverPart {
    return { span, paragraphs: [`**${title}**`, filled(knowledge, key)] };
  }

  function prefixParagraphs(): string[] {
    const index = trace.processes.taskAt(row);
    if (index !== -1) return taskParagraphs(trace, knowledge, { row, index, key: 'process' });
    return [filled(knowledge, 'process-alone')];
  }

  function timeParagraphs(printed: string): string[] {
    const style = trace.text.rows.timeStyle(row);
    const [whole = '', fraction = ''] = printed.split('.');
    const date =
      style === 'epoch' && /^\d{1,15}$/.test(whole)
        ? dateText(BigInt(whole), BigInt(fraction.padEnd(9, '0').slice(0, 9)))
        : undefined;
    const { sinceStart, gap } = cursor(trace, row);
    const distance = [
      ...(sinceStart === undefined
        ? []
        : [filled(knowledge, 'since-start', { span: spanText(sinceStart) })]),
      ...(gap === undefined ? [] : [filled(knowledge, 'since-before', { span: spanText(gap) })]),
    ];
    return [
      `**${code(printed)}**${date === undefined ? '' : ` = ${date}`}`,
      filled(knowledge, style === 'epoch' ? 'time-epoch' : 'time-clock'),
      ...(distance.length === 0 ? [] : [distance.join(' ')]),
    ];
  }
}

/**
 * What a thread is at a row: its process, its program, where it started and ended. `key` is the
 * text for the first thread of a process.
 */
export function taskParagraphs(
  trace: Trace,
  knowledge: Knowledge,
  { row, index, key }: { readonly row: number; readonly index: number; readonly key: string },
): string[] {
  const { tasks, processes } = trace.processes;
  const task = tasks[index];
  if (task === undefined) return [];
  const process = processes[task.process];
  const tid = task.tid || trace.text.rows.tid(row);
  const program = imageName(trace, task.process, Math.max(row, task.firstRow));
  const first =
    process?.pid === undefined
      ? filled(knowledge, 'process-alone')
      : process.pid === tid
        ? filled(knowledge, key, { pid: code(String(tid)) })
        : filled(knowledge, 'thread', { tid: code(String(tid)), pid: code(String(process.pid)) });
  const life = [
    ...(program === undefined ? [] : [filled(knowledge, 'runs', { program: code(program) })]),
    ...(task.creatorRow === -1
      ? []
      : [filled(knowledge, 'started', { line: lineNumber(task.creatorRow) })]),
    ...(task.exitRow === -1
      ? []
      : [filled(knowledge, 'ended', { line: lineNumber(task.exitRow) })]),
  ];
  const own =
    trace.processes.taskAt(row) === index ? namespaceSentences(trace, knowledge, row) : [];
  const more = [...life, ...own];
  return more.length === 0 ? [first] : [first, more.join(' ')];
}

/** Which namespaces a thread was given within the trace, and where; empty where none. */
function namespaceSentences(trace: Trace, knowledge: Knowledge, row: number): string[] {
  const { namespaces } = trace.attributesAt(row);
  if (namespaces.size === 0) return [];
  const kinds = [...namespaces].map(([kind, given]) => `${kind} (${lineNumber(given)})`);
  return [filled(knowledge, 'namespaces', { kinds: kinds.join(', ') })];
}

/** Lines count from 1 for people. */
export function lineNumber(row: number): string {
  return (row + 1).toLocaleString('en-US');
}
