import type { Range } from 'vscode-languageserver-types';
import { argumentAt, commandOf, ioctlOf, syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import { columnOf, type JoinedCall, placeOf } from '../syntax/joinCall.ts';
import { RowKind } from '../syntax/kinds.ts';
import { spanText } from '../syntax/readValue.ts';
import type { Line, Span } from '../syntax/tree.ts';

/** What the grammar cannot know, and so the server colors. The manifest says how. */
export const tokenTypes = ['syscall', 'path', 'descriptor'] as const;
export const tokenModifiers = ['failed', 'unusual', 'closed', 'resumed'] as const;

type TokenType = (typeof tokenTypes)[number];
type TokenModifier = (typeof tokenModifiers)[number];

export interface Token {
  readonly row: number;
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Most lines of one answer; editors ask for what they show. */
const rowLimit = 20_000;

/** Tokens of the lines of a range, in order. */
export function semanticTokens(trace: Trace, knowledge: Knowledge, range: Range): Token[] {
  const last = Math.min(range.end.line, trace.lineCount - 1, range.start.line + rowLimit);
  const tokens: Token[] = [];
  for (let row = Math.max(0, range.start.line); row <= last; row++) {
    tokens.push(...rowTokens(trace, knowledge, row));
  }
  return tokens;
}

function rowTokens(trace: Trace, knowledge: Knowledge, row: number): Token[] {
  const line = trace.line(row);
  const found = trace.call(row);
  if (line === undefined || found === undefined) return [];
  const { call, rows } = found;
  const piece = rows.indexOf(row);
  return [...nameTokens(line, call, { row, knowledge }), ...pathTokens()].toSorted(
    (a, b) => a.span.start - b.span.start,
  );

  function pathTokens(): Token[] {
    return call.args.flatMap((value, index): Token[] => {
      if (value.kind !== 'string') return [];
      if (argumentAt(call, index, knowledge)?.type !== 'path') return [];
      const start = placeOf(call, value.core.start);
      const end = placeOf(call, value.core.end - 1);
      if (start?.piece !== piece || end?.piece !== piece) return [];
      const span = { start: start.column, end: end.column + 1 };
      return columnOf(call, start) === undefined
        ? []
        : [{ row, span, type: 'path', modifiers: [] }];
    });
  }
}

/** The name of a call that failed, and that of a second half. */
function nameTokens(
  { name, kind }: Line,
  call: JoinedCall,
  { row, knowledge }: { readonly row: number; readonly knowledge: Knowledge },
): Token[] {
  if (name === undefined) return [];
  const errno = call.result?.errno;
  const failed = errno !== undefined && call.result?.restarted !== true;
  const modifiers: TokenModifier[] = [];
  if (failed) {
    modifiers.push('failed');
    if (!isUsual(spanText(errno, call.text), call, knowledge)) modifiers.push('unusual');
  }
  if (kind === RowKind.resumed) modifiers.push('resumed');
  return modifiers.length === 0 ? [] : [{ row, span: name, type: 'syscall', modifiers }];
}

/** Whether the data knows a harmless reason for this errno of this call. */
export function isUsual(errno: string, call: JoinedCall, knowledge: Knowledge): boolean {
  return [
    commandOf(call, knowledge)?.doc,
    ioctlOf(call, knowledge),
    syscallOf(call, knowledge),
  ].some((doc) => doc?.usual?.[errno] !== undefined);
}
