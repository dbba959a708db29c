/**
 * One call out of the lines that strace spread it over, so that whoever wants its arguments need
 * not know on which of them they are.
 */
import { RowKind } from './kinds.ts';
import { parseLine } from './parseLine.ts';
import type { Line, Result, Span, Value } from './tree.ts';

/** A stretch of the joined text that stands so on one of the lines. */
interface Stretch {
  /** Column in the joined text. */
  readonly start: number;
  readonly end: number;
  readonly piece: number;
  /** Column on the line of that piece. */
  readonly column: number;
}

/** A column of one of the lines that a call was joined from. */
export interface Place {
  readonly piece: number;
  readonly column: number;
}

/** A whole call. All spans are columns of `text`; `placeOf` and `columnOf` lead to the lines. */
export interface JoinedCall {
  /** The line as strace would have printed it had nothing come between. */
  readonly text: string;
  /** The tree of `text`. */
  readonly line: Line;
  readonly name?: Span;
  readonly args: readonly Value[];
  readonly result?: Result;
  readonly duration?: Span;
  readonly stretches: readonly Stretch[];
}

/**
 * Joins the lines of one call, in their order: a call alone; an unfinished line and its resumed
 * one, which may be unfinished again; the head and the tail of a call that was cut in two.
 * Where lines are missing, or no line is given, the call has what the others have.
 * @see strace-format 2.1: which half has the separator depends on the version
 */
export function joinCall(pieces: readonly string[]): JoinedCall {
  const stretches: Stretch[] = [];
  let text = '';
  pieces.forEach((piece, index) => {
    for (const { start, end } of keptParts(pieces, index)) {
      if (start >= end) continue;
      const from = text.length;
      text += piece.slice(start, end);
      stretches.push({ start: from, end: text.length, piece: index, column: start });
    }
  });
  const line = parseLine(text);
  return {
    text,
    line,
    ...(line.name && { name: line.name }),
    args: line.args,
    ...(line.result && { result: line.result }),
    ...(line.duration && { duration: line.duration }),
    stretches,
  };
}

/** Where a column of the joined text stands on its line. Undefined outside the text. */
export function placeOf({ stretches }: JoinedCall, column: number): Place | undefined {
  for (const { start, end, piece, column: first } of stretches) {
    if (column >= start && column < end) return { piece, column: first + column - start };
  }
  return undefined;
}

/** Column in the joined text of a place on a line. Undefined where joining left that text out. */
export function columnOf({ stretches }: JoinedCall, { piece, column }: Place): number | undefined {
  for (const stretch of stretches) {
    const length = stretch.end - stretch.start;
    const offset = column - stretch.column;
    if (stretch.piece === piece && offset >= 0 && offset < length) return stretch.start + offset;
  }
  return undefined;
}

/** What of a line goes into the joined text: no markers between the parts, no message, no prefix. */
function keptParts(pieces: readonly string[], index: number): Span[] {
  const text = pieces[index] ?? '';
  if (pieces.length === 1) return [{ start: 0, end: text.length }];
  const line = parseLine(text);
  const start = index === 0 ? 0 : tailStart(line, text);
  const end = index === pieces.length - 1 ? text.length : Math.max(start, headEnd(line, text));
  const { foreign } = line;
  if (line.kind !== RowKind.splitHead || foreign === undefined) return [{ start, end }];
  return [
    { start, end: foreign.start },
    { start: foreign.end, end },
  ];
}

/** Where the call ends on a line that another one continues. */
function headEnd(line: Line, text: string): number {
  const marker = line.kind === RowKind.resumed ? line.unfinished : line.marker;
  if (marker === undefined) return text.length;
  return text.charAt(marker.start - 1) === BLANK ? marker.start - 1 : marker.start;
}

/** Where the call goes on. Up to 4.26 a blank follows `resumed>` that is not part of it. */
function tailStart(line: Line, text: string): number {
  if (line.kind !== RowKind.resumed || line.marker === undefined) return 0;
  const { end } = line.marker;
  const next = text.charAt(end + 1);
  return text.charAt(end) === BLANK && next !== '=' && next !== '<' ? end + 1 : end;
}

const BLANK = ' ';
