import type { DocumentSymbol, Range, SymbolKind } from 'vscode-languageserver-types';
import type { Trace } from '../model/trace.ts';
import { plainLabel, spanText } from './text.ts';

const labelLength = 120;

/** What makes a node of the outline. */
export interface NodeParts {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly rows: readonly [first: number, last: number];
  readonly children: DocumentSymbol[];
}

/** A node of the outline: its texts are one line without icons, its range ends with its last row. */
export function node(trace: Trace, parts: NodeParts): DocumentSymbol {
  const [first, last] = parts.rows;
  const range: Range = {
    start: { line: first, character: 0 },
    end: { line: last, character: trace.text.text(last).length },
  };
  return {
    name: plainLabel(parts.name, labelLength) || 'call',
    detail: plainLabel(parts.detail, labelLength),
    kind: parts.kind,
    range,
    selectionRange: { start: range.start, end: { line: first, character: 0 } },
    children: parts.children,
  };
}

/** `2 failed`; empty for none. */
export function failedPart(failures: number): string {
  return failures === 0 ? '' : `${failures.toLocaleString('en-US')} failed`;
}

/** Time from one row to another, where the trace tells it and it is not nothing. */
export function elapsedPart(trace: Trace, first: number, last: number): string[] {
  const span = trace.times.elapsed(last) - trace.times.elapsed(first);
  return span > 0 ? [spanText(span)] : [];
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
