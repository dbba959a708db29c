import { RowKind } from '../../server/src/syntax/kinds.ts';
import type { Rows } from '../../server/src/syntax/rowTable.ts';
import { scan } from '../../server/src/syntax/scan.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const kindNames = Object.fromEntries(Object.entries(RowKind).map(([name, code]) => [code, name]));

/** The text as UTF-8 can hold it: half surrogate pairs become U+FFFD. */
export function wellFormed(text: string): string {
  return decoder.decode(encoder.encode(text));
}

/** One row in words, what it lacks left out: for tests that compare. Positions are bytes. */
export interface RowView {
  kind: string;
  tid?: number;
  name?: string;
  errno?: string;
  result?: number;
  duration?: number;
  /** `clock 41120.108890000`: style, seconds and nanoseconds. */
  time?: string;
  nonAscii?: true;
  colored?: true;
  ended?: true;
}

/** What the row of a one-line trace says. */
export function rowOf(line: string): RowView {
  return viewOf(scan(encoder.encode(line)), 0);
}

/** The arguments' text of a one-line trace, as the row delimits it. */
export function argumentsOf(line: string): string {
  const bytes = encoder.encode(line);
  const rows = scan(bytes);
  return decoder.decode(bytes.subarray(rows.argsStart(0), rows.argsEnd(0)));
}

/** A row in words. */
export function viewOf(rows: Rows, row: number): RowView {
  const view: RowView = { kind: kindName(rows.kind(row)) };
  if (rows.tid(row) !== 0) view.tid = rows.tid(row);
  if (rows.name(row) !== 0) view.name = rows.names[rows.name(row)] ?? '';
  if (rows.errno(row) !== 0) view.errno = rows.names[rows.errno(row)] ?? '';
  if (!Number.isNaN(rows.result(row))) view.result = rows.result(row);
  if (!Number.isNaN(rows.duration(row))) view.duration = rows.duration(row);
  if (rows.timeStyle(row) !== 'none') {
    const fraction = String(rows.nanoseconds(row)).padStart(9, '0');
    view.time = `${rows.timeStyle(row)} ${rows.seconds(row)}.${fraction}`;
  }
  if (rows.nonAscii(row)) view.nonAscii = true;
  if (rows.colored(row)) view.colored = true;
  if (rows.ended(row)) view.ended = true;
  return view;
}

/** All columns of all rows, with positions: two tables are the same if these are. */
export function allRows(rows: Rows): unknown[] {
  return Array.from({ length: rows.length }, (_, row) => [
    rows.start(row),
    rows.end(row),
    rows.argsStart(row),
    rows.argsEnd(row),
    viewOf(rows, row),
  ]);
}

/** The name of a kind, as the code spells it. */
export function kindName(kind: RowKind): string {
  return kindNames[kind] ?? String(kind);
}

/** A document with `text`, as an editor opens it. */
export function traceText(text: string): TraceText {
  return TraceText.create('file:///trace.strace', 'strace', 1, text);
}
