import type { Location, Range } from 'vscode-languageserver-types';
import type { Trace } from '../model/trace.ts';
import type { Span } from '../syntax/tree.ts';

/** A piece of a line as LSP's range. */
export function spanRange(row: number, { start, end }: Span): Range {
  return { start: { line: row, character: start }, end: { line: row, character: end } };
}

/** Where a line is about what it is about: the name of its call or signal, else the whole line. */
export function rowRange(trace: Trace, row: number): Range {
  const length = trace.text.text(row).length;
  return spanRange(row, trace.line(row)?.name ?? { start: 0, end: length });
}

/** A line of the trace as a place to go to. */
export function rowLocation(trace: Trace, row: number): Location {
  return { uri: trace.text.uri, range: rowRange(trace, row) };
}
