import { RowKind } from '../syntax/kinds.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { argumentAt } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { architectureOf } from '../model/architecture.ts';
import type { Trace } from '../model/trace.ts';
import type { Explanation, LineKind } from '../protocol.ts';
import { commAt } from './comm.ts';
import { sentenceState } from './descriptorLabel.ts';
import { toPlain } from './readOutCode.ts';
import { sentenceOf, type SentenceState } from './sentence.ts';
import { whyOf } from './why.ts';

const kindNames: Readonly<Record<RowKind, LineKind>> = {
  [RowKind.other]: 'other',
  [RowKind.call]: 'call',
  [RowKind.unfinished]: 'unfinished',
  [RowKind.resumed]: 'resumed',
  [RowKind.signal]: 'signal',
  [RowKind.stopped]: 'stopped',
  [RowKind.exit]: 'exit',
  [RowKind.message]: 'message',
  [RowKind.frame]: 'frame',
  [RowKind.hexdump]: 'hexdump',
  [RowKind.summary]: 'summary',
  [RowKind.splitHead]: 'unfinished',
  [RowKind.splitTail]: 'resumed',
};

/** The answer to `strace/explain`; undefined past the end of the text. */
export function explain(trace: Trace, knowledge: Knowledge, row: number): Explanation | undefined {
  const { rows } = trace.text;
  if (row < 0 || row >= rows.length) return undefined;
  const { processes } = trace;
  const tid = rows.tid(row);
  const pid = processes.processes[processes.processAt(row)]?.pid;
  const comm = commAt(trace, row);
  const time = trace.times.at(row);
  const phase = trace.phases.phases[trace.phases.phaseAt(row)]?.id;
  const found = trace.call(row);
  const why = whyOf(trace, row);
  return {
    line: row,
    kind: kindNames[rows.kind(row)],
    ...(tid !== 0 && { tid }),
    ...(pid !== undefined && { pid }),
    ...(comm !== undefined && { comm }),
    ...(!Number.isNaN(time) && { time }),
    ...(found !== undefined &&
      callParts(found.call, knowledge.on(architectureOf(trace, row)), sentenceState(trace, row))),
    ...(why !== undefined && { why: toPlain(why) }),
    ...(phase !== undefined && { phase }),
  };
}

type CallParts = Pick<
  Explanation,
  'duration' | 'syscall' | 'args' | 'result' | 'errno' | 'sentence'
>;

function callParts(call: JoinedCall, knowledge: Knowledge, state: SentenceState): CallParts {
  const { text, result } = call;
  const slice = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  return {
    ...(call.duration !== undefined && { duration: Number(slice(call.duration)) }),
    ...(call.name !== undefined && { syscall: slice(call.name) }),
    args: call.args.map((value, index) => ({
      name: argumentAt(call, index, knowledge)?.name ?? `arg${index + 1}`,
      text: text.slice(value.key === undefined ? value.start : value.core.start, value.end),
    })),
    ...(result !== undefined && { result: slice(result.value.core) }),
    ...(result?.errno !== undefined && { errno: slice(result.errno) }),
    sentence: sentenceOf(call, knowledge, state).plain,
  };
}
