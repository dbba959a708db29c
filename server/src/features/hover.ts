import type { Hover, Position } from 'vscode-languageserver-types';
import { resultContext } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { architectureOf } from '../model/architecture.ts';
import type { Trace } from '../model/trace.ts';
import { columnOf, type JoinedCall, placeOf } from '../syntax/joinCall.ts';
import { RowKind } from '../syntax/kinds.ts';
import type { Line, Span } from '../syntax/tree.ts';
import { sentenceState } from './descriptorLabel.ts';
import { hoverLine } from './hoverLine.ts';
import { contains, filled, type HoverPart, plainText, within } from './hoverPart.ts';
import { phaseText } from './hoverPhase.ts';
import { hoverPrefix, lineNumber } from './hoverPrefix.ts';
import { signalCallParagraphs, signalParagraphs } from './hoverState.ts';
import {
  errnoParagraphs,
  resultParagraphs,
  syscallParagraphs,
  whyParagraphs,
} from './hoverSyscall.ts';
import { hoverArgument, hoverValues } from './hoverValue.ts';
import { code } from './readOutCode.ts';
import { spanText } from './text.ts';
import { whyOf } from './why.ts';

/** Explains the word under `position`; undefined where no word means anything. */
export function hover(
  trace: Trace,
  allKnowledge: Knowledge,
  position: Position,
  options: { readonly plain: boolean },
): Hover | undefined {
  const row = position.line;
  const knowledge = allKnowledge.on(architectureOf(trace, row));
  const column = position.character;
  const line = trace.line(row);
  if (line === undefined) return undefined;
  const text = trace.text.text(row);
  const part =
    hoverPrefix(trace, knowledge, { row, column, line }) ??
    hoverCall(trace, knowledge, { row, column, line }) ??
    withSignal(hoverLine(line, text, column, knowledge), trace, knowledge, row) ??
    hoverBlank(trace, row);
  if (part === undefined) return undefined;
  const paragraphs = [...part.paragraphs, ...phaseParagraphs(trace, row, part, line)];
  const value = paragraphs.filter((one) => one !== '').join('\n\n');
  return {
    contents: options.plain
      ? { kind: 'plaintext', value: plainText(value) }
      : { kind: 'markdown', value },
    range: {
      start: { line: row, character: part.span.start },
      end: { line: row, character: part.span.end },
    },
  };
}

/** Of a line that delivers a signal, also what the rest of the trace says of it. */
function withSignal(
  part: HoverPart | undefined,
  trace: Trace,
  knowledge: Knowledge,
  row: number,
): HoverPart | undefined {
  if (part === undefined || trace.text.rows.kind(row) !== RowKind.signal) return part;
  const more = [...whyParagraphs(whyOf(trace, row)), ...signalParagraphs(trace, knowledge, row)];
  return { ...part, paragraphs: [...part.paragraphs, ...more] };
}

/** A blank of the first line of a phase still tells the phase. */
function hoverBlank(trace: Trace, row: number): HoverPart | undefined {
  const phase = trace.phases.phases[trace.phases.phaseAt(row)];
  if (phase?.startRow !== row) return undefined;
  return { span: { start: 0, end: trace.text.text(row).length }, paragraphs: [] };
}

/**
 * On the first line of a phase, at its name or where nothing else is told: what the phase is for. On
 * lines without a call, such as those of an end, at any word.
 */
function phaseParagraphs(trace: Trace, row: number, part: HoverPart, line: Line): string[] {
  const phase = trace.phases.phases[trace.phases.phaseAt(row)];
  if (phase?.startRow !== row) return [];
  const isEnd = line.name === undefined || trace.text.rows.kind(row) === RowKind.exit;
  if (part.paragraphs.length > 0 && part.span.start !== line.name?.start && !isEnd) return [];
  return [...(part.paragraphs.length > 0 ? ['---'] : []), ...phaseText(phase)];
}

interface Where {
  readonly row: number;
  readonly column: number;
  readonly line: Line;
}

/** Explains a word of a call, on whichever of its lines it stands. */
function hoverCall(trace: Trace, knowledge: Knowledge, where: Where): HoverPart | undefined {
  const { row, column, line } = where;
  const found = trace.call(row);
  if (found === undefined) return undefined;
  const { call, rows } = found;
  const piece = rows.indexOf(row);
  if (contains(line.name, column)) {
    return {
      span: line.name,
      paragraphs: [
        ...syscallParagraphs(call, knowledge, sentenceState(trace, row), whyOf(trace, row)),
        ...signalCallParagraphs(trace, knowledge, row),
      ],
    };
  }
  if (contains(line.marker, column)) {
    return { span: line.marker, paragraphs: markerParagraphs(trace, knowledge, where, rows) };
  }
  if (contains(line.foreign, column)) {
    return { span: line.foreign, paragraphs: [filled(knowledge, 'foreign')] };
  }
  const joined = columnOf(call, { piece, column });
  const part =
    joined === undefined
      ? undefined
      : hoverJoined(call, joined, { trace, knowledge, row: rows[0] ?? row });
  return part === undefined ? undefined : { ...part, span: onLine(call, piece, part.span, column) };
}

/** The part of a span of the joined text that stands on one of the lines. */
function onLine(call: JoinedCall, piece: number, span: Span, column: number): Span {
  const first = placeOf(call, span.start);
  const last = placeOf(call, span.end - 1);
  const stretch = call.stretches.filter((one) => one.piece === piece);
  const lineStart = stretch[0]?.column ?? column;
  const end = stretch.at(-1);
  const lineEnd = end === undefined ? column + 1 : end.column + end.end - end.start;
  return {
    start: first?.piece === piece ? first.column : lineStart,
    end: last?.piece === piece ? last.column + 1 : lineEnd,
  };
}

function hoverJoined(
  call: JoinedCall,
  column: number,
  { trace, knowledge, row }: { trace: Trace; knowledge: Knowledge; row: number },
): HoverPart | undefined {
  const { text, result } = call;
  const slice = (span: Span): string => text.slice(span.start, span.end);
  if (contains(call.duration, column)) {
    const seconds = Number(slice(call.duration));
    return {
      span: call.duration,
      paragraphs: [`**${spanText(seconds)}**`, filled(knowledge, 'duration')],
    };
  }
  if (result !== undefined) {
    if (contains(result.errno, column)) {
      return {
        span: result.errno,
        paragraphs: errnoParagraphs(slice(result.errno), call, knowledge),
      };
    }
    if (contains(result.errorText, column)) {
      return { span: result.errorText, paragraphs: [filled(knowledge, 'error-text')] };
    }
    const tampered = result.tampering.find((span) => contains(span, column));
    if (tampered !== undefined) {
      const key = slice(tampered).startsWith('DELAYED') ? 'delayed' : 'injected';
      return { span: tampered, paragraphs: [code(slice(tampered)), filled(knowledge, key)] };
    }
    const reading = {
      text,
      knowledge,
      state: { trace, row, role: 'result' as const },
      context: (path: readonly number[]) => resultContext(call, knowledge, path.slice(1)),
    };
    if (within(result.value, column)) {
      const own = result.errno === undefined ? resultParagraphs(call, knowledge) : [];
      if (result.value.kind === 'missing') {
        return { span: result.value.core, paragraphs: resultParagraphs(call, knowledge) };
      }
      const inside = hoverValues([result.value], column, reading);
      return inside === undefined
        ? undefined
        : { span: inside.span, paragraphs: [...inside.paragraphs, ...own] };
    }
    if (within({ start: result.value.end, end: result.end }, column)) {
      return hoverValues(result.notes, column, reading);
    }
  }
  return hoverArgument(call, column, knowledge, { trace, row, role: 'argument' });
}

function markerParagraphs(
  trace: Trace,
  knowledge: Knowledge,
  { row, line }: Where,
  rows: readonly number[],
): string[] {
  const text = trace.text.text(row);
  const marker = line.marker === undefined ? '' : text.slice(line.marker.start, line.marker.end);
  if (marker.includes('detached')) return [filled(knowledge, 'detached')];
  const at = rows.indexOf(row);
  if (marker.includes('resumed') || line.kind === RowKind.splitTail) {
    const before = rows[at - 1];
    return [
      before === undefined
        ? filled(knowledge, 'resumed-without')
        : filled(knowledge, 'resumed-at', { line: lineNumber(before) }),
    ];
  }
  const after = rows[at + 1];
  return [
    after === undefined
      ? filled(knowledge, 'unfinished-never')
      : filled(knowledge, 'unfinished-at', { line: lineNumber(after) }),
  ];
}
