import { ownValue } from '../syntax/ownValue.ts';
import type { Range } from 'vscode-languageserver-types';
import { argumentAt, commandOf, ioctlOf, syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { RowKind } from '../syntax/kinds.ts';
import { numberOf, spanText } from '../syntax/readValue.ts';
import type { Line, Span, Value } from '../syntax/tree.ts';
import { columnsOn } from './subject.ts';
import { isUsualHere } from './why.ts';

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
  return [...nameTokens(line, call, { trace, row, knowledge }), ...argumentTokens()].toSorted(
    (a, b) => a.span.start - b.span.start,
  );

  function argumentTokens(): Token[] {
    return call.args.flatMap((value, index): Token[] => {
      const kind = argumentAt(call, index, knowledge)?.type;
      const span = columnsOn(call, piece, value);
      if (span === undefined) return [];
      if (kind === 'path' && value.kind === 'string') {
        return [{ row, span, type: 'path', modifiers: [] }];
      }
      if (kind === 'fd' && value.kind === 'number' && isClosed(value)) {
        return [{ row, span, type: 'descriptor', modifiers: ['closed'] }];
      }
      return [];
    });
  }

  /** EBADF alone may mean that it is open in another way than the call needs. */
  function isClosed(value: Value): boolean {
    const { errno } = call.result ?? {};
    if (errno === undefined || spanText(errno, call.text) !== 'EBADF') return false;
    const fd = Number(numberOf(value, call.text) ?? Number.NaN);
    return fd >= 0 && trace.descriptors.descriptorAt(rows[0] ?? row, fd) === undefined;
  }
}

/** The name of a call that failed, and that of a second half. */
function nameTokens(
  { name, kind }: Line,
  call: JoinedCall,
  {
    trace,
    row,
    knowledge,
  }: { readonly trace: Trace; readonly row: number; readonly knowledge: Knowledge },
): Token[] {
  if (name === undefined) return [];
  const errno = call.result?.errno;
  const failed = errno !== undefined && call.result?.restarted !== true;
  const modifiers: TokenModifier[] = [];
  if (failed) {
    modifiers.push('failed');
    const usual = isUsual(spanText(errno, call.text), call, knowledge) || isUsualHere(trace, row);
    if (!usual) modifiers.push('unusual');
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
  ].some((doc) => ownValue(doc?.usual, errno) !== undefined);
}
