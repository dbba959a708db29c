import type { Range } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { PathsResult } from '../protocol.ts';
import { argumentNamed } from '../knowledge/context.ts';
import { pathOf } from '../syntax/readValue.ts';
import { spanRange } from './location.ts';
import { columnsOn, typedValues } from './subject.ts';

/** Most lines of one answer; editors ask for what they show. */
const rowLimit = 5_000;

/** The paths that lines of a range name, absolute, where they stand; relative ones only if known. */
export function paths(trace: Trace, knowledge: Knowledge, range: Range): PathsResult {
  const last = Math.min(range.end.line, trace.lineCount - 1, range.start.line + rowLimit);
  const found: { path: string; range: Range }[] = [];
  for (let row = Math.max(0, range.start.line); row <= last; row++) {
    found.push(...framePaths(trace, row), ...callPaths(trace, knowledge, row));
  }
  return { paths: found };
}

function* framePaths(trace: Trace, row: number): Iterable<{ path: string; range: Range }> {
  const source = trace.line(row)?.frame?.source;
  if (source === undefined) return;
  const path = trace.text.text(row).slice(source.start, source.end);
  if (path.startsWith('/')) yield { path, range: spanRange(row, source) };
}

function* callPaths(
  trace: Trace,
  knowledge: Knowledge,
  row: number,
): Iterable<{ path: string; range: Range }> {
  const found = trace.call(row);
  if (found === undefined) return;
  const { call, rows } = found;
  const piece = rows.indexOf(row);
  for (const { value, context } of typedValues(call, knowledge)) {
    if (value.kind !== 'string' || context.type !== 'path' || value.abbreviated === true) continue;
    const printed = pathOf(value, call.text);
    const span = columnsOn(call, piece, value);
    if (printed === undefined || span === undefined) continue;
    const base = argumentNamed(call, 'dirfd', knowledge);
    const path = trace.paths.absolute(rows[0] ?? row, printed, base);
    // Within the quotes, so that the link is the path.
    const inner = { start: span.start + 1, end: span.end - 1 };
    if (path.startsWith('/') && inner.end > inner.start)
      yield { path, range: spanRange(row, inner) };
  }
}
