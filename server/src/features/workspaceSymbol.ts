import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { isCallKind } from '../model/calls.ts';
import type { Trace } from '../model/trace.ts';
import { stringOf } from '../syntax/readValue.ts';
import { rowsWith } from '../syntax/rowsWith.ts';
import { imageName } from './comm.ts';
import { rowRange } from './location.ts';
import { plainLabel } from './text.ts';

const labelLength = 120;
/** Files are searched only for a text of this length, or every call would be taken apart. */
const shortestFileQuery = 3;

/**
 * Processes, phases and files of the open traces whose names hold the query, whatever its case; at
 * most `limit`. Files are the strings that begin with `/` in the first argument lists.
 */
export function workspaceSymbol(
  traces: Iterable<Trace>,
  query: string,
  limit: number,
): SymbolInformation[] {
  const wanted = query.toLowerCase();
  const found: SymbolInformation[] = [];
  for (const trace of traces) {
    for (const symbol of symbolsOf(trace, wanted)) {
      if (found.length === limit) return found;
      found.push(symbol);
    }
  }
  return found;
}

function* symbolsOf(trace: Trace, wanted: string): Iterable<SymbolInformation> {
  const { processes } = trace.processes;
  const names = processes.map((process, index) =>
    `${process.pid ?? 'Process'} ${imageName(trace, index, process.lastRow) ?? ''}`.trim(),
  );
  for (const [index, process] of processes.entries()) {
    const name = names[index] ?? '';
    if (trace.phases.phases.length > 0 && name.toLowerCase().includes(wanted)) {
      yield symbolAt(trace, process.firstRow, { name, kind: SymbolKind.Module });
    }
  }
  for (const { title, startRow, process } of trace.phases.phases) {
    if (!title.toLowerCase().includes(wanted)) continue;
    const containerName = names[process] ?? '';
    yield symbolAt(trace, startRow, { name: title, kind: SymbolKind.Event, containerName });
  }
  if (wanted.length >= shortestFileQuery) yield* filesOf(trace, wanted);
}

/** The first call that names each file. Only lines that hold the query are taken apart. */
function* filesOf(trace: Trace, wanted: string): Iterable<SymbolInformation> {
  const { rows } = trace.text;
  const seen = new Set<string>();
  for (const row of rowsWith(trace.text, wanted)) {
    if (!isCallKind(rows.kind(row))) continue;
    const call = trace.call(row)?.call;
    for (const value of call?.args ?? []) {
      const name = call === undefined ? undefined : stringOf(value, call.text);
      if (name?.startsWith('/') !== true || seen.has(name)) continue;
      seen.add(name);
      if (name.toLowerCase().includes(wanted)) {
        yield symbolAt(trace, row, { name, kind: SymbolKind.File });
      }
    }
  }
}

function symbolAt(
  trace: Trace,
  row: number,
  parts: Pick<SymbolInformation, 'name' | 'kind' | 'containerName'>,
): SymbolInformation {
  return {
    ...parts,
    name: plainLabel(parts.name, labelLength),
    location: { uri: trace.text.uri, range: rowRange(trace, row) },
  };
}
