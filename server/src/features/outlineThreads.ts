import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Task } from '../model/processes.ts';
import type { Trace } from '../model/trace.ts';
import { elapsedPart, failedPart, node } from './outlineNode.ts';
import { counted } from './text.ts';

/** Nodes of one thread: its own, its start and its end. */
const perThread = 3;

/**
 * The threads of a process beside its first one, in one node, each from its first line to its last, in
 * the order of their first lines. Nothing for a process with one thread. At most about `limit` nodes; threads that are
 * left out are counted.
 */
export function threadNodes(trace: Trace, process: number, limit: number): DocumentSymbol[] {
  const { processes, tasks } = trace.processes;
  const own = processes[process]?.tasks ?? [];
  if (own.length < 2) return [];
  const sorted = own
    .flatMap((index) => (tasks[index] === undefined ? [] : [{ index, task: tasks[index] }]))
    .toSorted((a, b) => a.task.firstRow - b.task.firstRow);
  // The first thread is as long as its process: an editor that sorts by lines would put it first.
  sorted.shift();
  const shown = sorted.slice(0, Math.max(1, Math.floor(limit / perThread)));
  const children = shown.map(({ index, task }) => threadNode(trace, index, task));
  const left = sorted.slice(shown.length);
  const rows = rangeOf(sorted);
  if (left.length > 0) {
    children.push(
      node(trace, {
        name: `… ${counted(left.length, 'more thread')}`,
        detail: '',
        kind: SymbolKind.Null,
        rows: rangeOf(left),
        children: [],
      }),
    );
  }
  const parts = {
    name: 'Threads',
    detail: `${counted(sorted.length, 'thread')} beside the first`,
    rows,
    children,
  };
  return [node(trace, { ...parts, kind: SymbolKind.Namespace })];
}

function rangeOf(threads: readonly { readonly task: Task }[]): readonly [number, number] {
  const first = threads[0]?.task.firstRow ?? 0;
  return [first, threads.reduce((last, { task }) => Math.max(last, task.lastRow), first)];
}

function threadNode(trace: Trace, index: number, task: Task): DocumentSymbol {
  const { rows } = trace.text;
  const { calls, failures, mostly, name } = trace.threads(index);
  const number = task.tid === 0 ? 'Thread' : `Thread ${task.tid}`;
  const detail = [
    counted(calls, 'call'),
    ...(failures === 0 ? [] : [failedPart(failures)]),
    ...elapsedPart(trace, task.firstRow, task.lastRow),
    ...(mostly === 0 ? [] : [`mostly ${rows.names[mostly] ?? ''}`]),
  ].join(', ');
  const leaf = (what: string, row: number) =>
    node(trace, {
      name: what,
      detail: `line ${(row + 1).toLocaleString('en-US')}`,
      kind: SymbolKind.Event,
      rows: [row, row],
      children: [],
    });
  return node(trace, {
    name: name === '' ? number : `${number} ${name}`,
    detail,
    kind: SymbolKind.Object,
    rows: [task.firstRow, task.lastRow],
    children: [leaf('Start', task.firstRow), leaf(endOf(trace, task), task.lastRow)],
  });
}

/** How a thread ended, as far as the trace tells. */
function endOf(trace: Trace, { exitRow, lastRow }: Task): string {
  const { rows } = trace.text;
  if (exitRow === -1) {
    const last = rows.names[rows.name(lastRow)] ?? '';
    return last === 'exit' || last === 'exit_group' ? 'End' : 'Last line';
  }
  const text = trace.text.text(exitRow);
  const killed = /killed by (SIG\w+)/.exec(text)?.[1];
  if (killed !== undefined) return `End, killed by ${killed}`;
  return text.includes('superseded by execve') ? 'End, replaced by execve' : 'End';
}
