import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver-types';
import type { Trace } from '../model/trace.ts';
import { imageName } from './comm.ts';
import { counted, plainLabel } from './text.ts';

const labelLength = 120;

/** The process of a line, as the root of a tree of who started whom. */
export function prepareCallHierarchy(trace: Trace, row: number): CallHierarchyItem | undefined {
  return itemOf(trace, trace.processes.processAt(row));
}

/** The process that started this one, and the call that did it. */
export function incomingCalls(trace: Trace, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const process = trace.processes.processes[indexOf(item)];
  const from = process === undefined ? undefined : itemOf(trace, process.parent);
  if (process === undefined || from === undefined) return [];
  return [{ from, fromRanges: [rowRange(trace, process.creatorRow)] }];
}

/** The processes that this one started, at most `limit`. */
export function outgoingCalls(
  trace: Trace,
  item: CallHierarchyItem,
  limit: number,
): CallHierarchyOutgoingCall[] {
  const parent = indexOf(item);
  const calls: CallHierarchyOutgoingCall[] = [];
  for (const [index, process] of trace.processes.processes.entries()) {
    if (process.parent !== parent || calls.length === limit) continue;
    const to = itemOf(trace, index);
    if (to !== undefined) calls.push({ to, fromRanges: [rowRange(trace, process.creatorRow)] });
  }
  return calls;
}

function indexOf(item: CallHierarchyItem): number {
  return typeof item.data === 'number' ? item.data : -1;
}

function itemOf(trace: Trace, index: number): CallHierarchyItem | undefined {
  const process = trace.processes.processes[index];
  if (process === undefined) return undefined;
  const name = imageName(trace, index, process.lastRow);
  const threads = process.tasks.length;
  return {
    name: plainLabel(`${process.pid ?? 'Process'} ${name ?? ''}`.trim(), labelLength),
    detail: threads > 1 ? counted(threads, 'thread') : '',
    kind: SymbolKind.Module,
    uri: trace.text.uri,
    range: {
      start: { line: process.firstRow, character: 0 },
      end: rowRange(trace, process.lastRow).end,
    },
    selectionRange: rowRange(trace, process.images.at(-1)?.row ?? process.firstRow),
    data: index,
  };
}

function rowRange(trace: Trace, row: number): Range {
  const line = Math.max(row, 0);
  return {
    start: { line, character: 0 },
    end: { line, character: trace.text.text(line).length },
  };
}
