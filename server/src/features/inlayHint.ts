import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import { argumentAt } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import { type JoinedCall, placeOf } from '../syntax/joinCall.ts';
import { numberOf } from '../syntax/readValue.ts';
import type { Config } from './config.ts';
import { cursor } from './cursor.ts';
import { descriptorLabel } from './descriptorLabel.ts';
import { typedValues } from './subject.ts';
import { plainLabel, spanText } from './text.ts';

/** Most lines of one answer; editors ask for what they show. */
const rowLimit = 2_000;
const labelLength = 60;

/** Hints between the words of the lines of a range, of the kinds that are switched on. */
export function inlayHint(
  trace: Trace,
  knowledge: Knowledge,
  range: Range,
  config: Config,
): InlayHint[] {
  const last = Math.min(range.end.line, trace.lineCount - 1, range.start.line + rowLimit);
  const hints: InlayHint[] = [];
  for (let row = Math.max(0, range.start.line); row <= last; row++) {
    hints.push(...rowHints(trace, knowledge, row, config));
  }
  return hints;
}

function* rowHints(
  trace: Trace,
  knowledge: Knowledge,
  row: number,
  { inlayHints, slow }: Config,
): Iterable<InlayHint> {
  const line = trace.line(row);
  if (line === undefined) return;
  const { prefix } = line;
  const isOneOfMany = trace.processes.processes.length > 1;
  if (inlayHints.comms && isOneOfMany && prefix.tid !== undefined && prefix.comm === undefined) {
    const { comm } = cursor(trace, row);
    if (comm !== undefined) yield hint(row, prefix.tid.end, `<${comm}>`);
  }
  const found = trace.call(row);
  if (found !== undefined && (inlayHints.argumentNames || inlayHints.descriptors)) {
    const piece = found.rows.indexOf(row);
    if (inlayHints.argumentNames) yield* nameHints(found.call, piece, { row, knowledge });
    if (inlayHints.descriptors) yield* descriptorHints(trace, found, { row, knowledge });
  }
  if (inlayHints.times) yield* timeHints(trace, row, slow);
}

interface Where {
  readonly row: number;
  readonly knowledge: Knowledge;
}

function* nameHints(
  call: JoinedCall,
  piece: number,
  { row, knowledge }: Where,
): Iterable<InlayHint> {
  for (const [index, value] of call.args.entries()) {
    const argument = value.key === undefined ? argumentAt(call, index, knowledge) : undefined;
    const place = placeOf(call, value.start);
    if (argument === undefined || place?.piece !== piece) continue;
    yield { ...hint(row, place.column, `${argument.name}:`), kind: InlayHintKind.Parameter };
  }
}

/** What bare descriptors stand for: behind each argument that is one, and behind a result. */
function* descriptorHints(
  trace: Trace,
  { call, rows }: { readonly call: JoinedCall; readonly rows: readonly number[] },
  { row, knowledge }: Where,
): Iterable<InlayHint> {
  const piece = rows.indexOf(row);
  const head = rows[0] ?? row;
  for (const { value, context, isResult } of typedValues(call, knowledge)) {
    if (context.type !== 'fd' && context.type !== 'dirfd') continue;
    const place = placeOf(call, value.core.end - 1);
    if (value.kind !== 'number' || value.annotation !== undefined || place?.piece !== piece)
      continue;
    const fd = Number(numberOf(value, call.text));
    const { descriptors } = trace;
    const descriptor = isResult
      ? descriptors.resultAt(head, fd)
      : descriptors.descriptorAt(head, fd);
    const name = descriptor === undefined ? undefined : descriptorLabel(trace, descriptor, head);
    if (name !== undefined) yield hint(row, place.column + 1, `<${name}>`);
  }
}

function* timeHints(trace: Trace, row: number, slow: number): Iterable<InlayHint> {
  const end = trace.text.text(row).length;
  const duration = trace.text.rows.duration(row);
  if (duration >= slow) yield hint(row, end, ` took ${spanText(duration)}`);
  const { gap } = cursor(trace, row);
  if (gap !== undefined && gap >= slow)
    yield hint(row, end, ` ${spanText(gap)} after the one before`);
}

function hint(line: number, character: number, label: string): InlayHint {
  return { position: { line, character }, label: plainLabel(label, labelLength) };
}
