import { signalContext } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { RowKind } from '../syntax/kinds.ts';
import type { Line, Span } from '../syntax/tree.ts';
import { contains, filled, type HoverPart } from './hoverPart.ts';
import { hoverValues } from './hoverValue.ts';
import { code } from './readOutCode.ts';

const signalStatusBase = 128;
const lastSignal = 64;

/** Explains a line that is no call: signal, end of a thread, message, frame, dump, summary. */
export function hoverLine(
  line: Line,
  text: string,
  column: number,
  knowledge: Knowledge,
): HoverPart | undefined {
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const body = { start: 0, end: text.length };
  switch (line.kind) {
    case RowKind.signal: {
      const { info } = line;
      if (info !== undefined && contains(info, column)) {
        const inside = hoverValues([info], column, {
          text,
          knowledge,
          context: (path) => signalContext(info, path.slice(1), { text, knowledge }),
        });
        if (inside !== undefined && inside.span.start > info.start) return inside;
      }
      return signalPart('signal-line');
    }
    case RowKind.stopped:
      return signalPart('stopped-line');
    case RowKind.exit:
      return { span: nameOr(line.exit?.number), paragraphs: exitParagraphs() };
    case RowKind.message:
      return { span: body, paragraphs: [messageText()] };
    case RowKind.frame:
      return framePart();
    case RowKind.hexdump:
      return { span: body, paragraphs: [filled(knowledge, 'hexdump')] };
    case RowKind.summary:
      return { span: body, paragraphs: [filled(knowledge, 'summary')] };
    case RowKind.other:
      return text.trim() === ''
        ? undefined
        : { span: body, paragraphs: [filled(knowledge, 'other')] };
    default:
      return undefined;
  }

  /** The name or number that the line is about where the column is on it, else the whole line. */
  function nameOr(span: Span | undefined): Span {
    return [line.name, span].find((one) => contains(one, column)) ?? body;
  }

  function signalPart(key: string): HoverPart {
    const name = line.name === undefined ? '' : slice(line.name);
    const doc = knowledge.signal(name);
    return {
      span: nameOr(undefined),
      paragraphs: [
        ...(doc === undefined
          ? []
          : [`**${code(name)}**${doc.value === undefined ? '' : ` (${doc.value})`}: ${doc.doc}`]),
        filled(knowledge, key, { signal: code(name) }),
      ],
    };
  }

  function exitParagraphs(): string[] {
    const { exit } = line;
    if (exit === undefined) return [];
    const number = exit.number === undefined ? '' : slice(exit.number);
    if (exit.how === 'superseded') {
      return [filled(knowledge, 'exit-superseded', { tid: code(number) })];
    }
    if (exit.how === 'killed') {
      const name = line.name === undefined ? '' : slice(line.name);
      const doc = knowledge.signal(name);
      return [
        filled(knowledge, 'exit-killed', { signal: code(name) }),
        ...(exit.core === undefined ? [] : [filled(knowledge, 'exit-core')]),
        ...(doc === undefined ? [] : [`**${code(name)}**: ${doc.doc}`]),
      ];
    }
    return [
      filled(knowledge, 'exit-line', { status: code(number) }),
      statusText(Number(number), knowledge),
    ];
  }

  function messageText(): string {
    const key = / attached\b/.test(text)
      ? 'message-attached'
      : / detached\b/.test(text)
        ? 'message-detached'
        : /runs in \w+ .*mode|runs in x32/.test(text)
          ? 'message-personality'
          : 'message';
    return filled(knowledge, key);
  }

  function framePart(): HoverPart {
    const { frame } = line;
    const parts: readonly (readonly [span: Span | undefined, key: string])[] = [
      [frame?.object, 'frame-object'],
      [frame?.symbol, 'frame-symbol'],
      [frame?.offset, 'frame-symbol'],
      [frame?.address, 'frame-address'],
      [frame?.source, 'frame-source'],
      [frame?.sourceLine, 'frame-source'],
    ];
    for (const [span, key] of parts) {
      if (contains(span, column)) {
        return { span, paragraphs: [code(slice(span)), filled(knowledge, key)] };
      }
    }
    return { span: body, paragraphs: [filled(knowledge, 'frame')] };
  }
}

/** What an exit status says by convention. */
export function statusText(status: number, knowledge: Knowledge): string {
  if (status > signalStatusBase && status <= signalStatusBase + lastSignal) {
    const number = status - signalStatusBase;
    const signal = knowledge.signal(number)?.name ?? String(number);
    return filled(knowledge, 'status-signal', { number: String(number), signal: code(signal) });
  }
  const known = filled(knowledge, `status-${status}`);
  return known === '' ? filled(knowledge, 'status-other') : known;
}
