import type { Position, SelectionRange } from 'vscode-languageserver-types';
import type { Trace } from '../model/trace.ts';
import type { Line, Span, Value } from '../syntax/tree.ts';
import { within } from './hoverPart.ts';

/**
 * What "Expand Selection" takes in, step by step: the innermost value, the values around it, the
 * arguments, the line, its phase. One answer for each position.
 */
export function selectionRange(trace: Trace, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const line = trace.line(position.line);
    const length = trace.text.text(position.line).length;
    const spans = line === undefined ? [] : spansAround(line, position.character, length);
    let parent = phaseRange(trace, position.line);
    for (const { start, end } of spans.toReversed()) {
      parent = {
        range: {
          start: { line: position.line, character: start },
          end: { line: position.line, character: end },
        },
        ...(parent !== undefined && { parent }),
      };
    }
    return parent ?? { range: { start: position, end: position } };
  });
}

function phaseRange(trace: Trace, row: number): SelectionRange | undefined {
  const phase = trace.phases.phases[trace.phases.phaseAt(row)];
  if (phase === undefined) return undefined;
  return {
    range: {
      start: { line: phase.startRow, character: 0 },
      end: { line: phase.endRow, character: trace.text.text(phase.endRow).length },
    },
  };
}

/** Spans of the line that hold a column, innermost first, each larger than the one before. */
function spansAround(line: Line, column: number, length: number): Span[] {
  const { prefix, name, result, duration, info } = line;
  const spans: Span[] = [{ start: 0, end: length }];
  const add = (span: Span | undefined): void => {
    const inner = spans.at(-1);
    if (span === undefined || !within({ start: span.start, end: span.end + 1 }, column)) return;
    if (inner !== undefined && span.end - span.start >= inner.end - inner.start) return;
    spans.push(span);
  };
  const first = line.args[0];
  const last = line.args.at(-1);
  if (first !== undefined && last !== undefined) add({ start: first.start, end: last.end });
  for (const span of [prefix.tid, prefix.comm, prefix.time, prefix.relative, name, duration]) {
    add(span);
  }
  if (result !== undefined) {
    add(result);
    descend(result.value);
    add(result.errno);
    add(result.errorText);
  }
  for (const value of info === undefined ? line.args : [info]) descend(value);
  return spans.toReversed();

  function descend(value: Value): void {
    let level: Value | undefined = value;
    while (level !== undefined && within({ start: level.start, end: level.end + 1 }, column)) {
      add({ start: level.start, end: level.end });
      add(level.core);
      add(level.key);
      add(level.annotation);
      level = level.children.find((child) => within(child, column));
    }
  }
}
