import type { Knowledge } from '../knowledge/knowledge.ts';
import { isCallKind } from '../model/calls.ts';
import type { Descriptor } from '../model/state/descriptors.ts';
import type { Trace } from '../model/trace.ts';
import type { FollowResult, NextParams } from '../protocol.ts';
import { imageName } from './comm.ts';
import { subjectAt } from './subject.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

/** The next or previous row of a kind from a place on; undefined where there is none. */
export function next(
  trace: Trace,
  knowledge: Knowledge,
  { position, what, direction }: Pick<NextParams, 'position' | 'what' | 'direction'>,
  slow: number,
): number | undefined {
  const place = { row: position.line, column: position.character };
  const step = direction === 'next' ? 1 : -1;
  const { rows } = trace.text;
  const { processes } = trace;
  switch (what) {
    case 'process': {
      const process = processes.processAt(place.row);
      return search(
        (row) => processes.calls.head(row) === row && processes.processAt(row) === process,
      );
    }
    case 'failed':
      return search((row) => rows.errno(row) !== 0 && isCallKind(rows.kind(row)));
    case 'slow':
      return search((row) => rows.duration(row) >= slow);
    case 'half': {
      const pieces = processes.calls.pieces(place.row);
      const at = pieces.indexOf(place.row);
      return pieces[at + step] ?? pieces[at - step];
    }
    case 'descriptor': {
      const descriptor = descriptorAt(trace, knowledge, place);
      if (descriptor === undefined) return undefined;
      const uses = trace.descriptors.uses(descriptor);
      const head = processes.calls.head(place.row);
      return step > 0 ? uses.find((row) => row > head) : uses.findLast((row) => row < head);
    }
  }

  function search(fits: (row: number) => boolean): number | undefined {
    for (let row = place.row + step; row >= 0 && row < rows.length; row += step) {
      if (fits(row)) return row;
    }
    return undefined;
  }
}

/** All rows of the process of a line, or of the descriptor under the cursor; at most `limit`. */
export function follow(
  trace: Trace,
  knowledge: Knowledge,
  { row, column, what }: Place & { readonly what: 'process' | 'descriptor' },
  limit: number,
): FollowResult | undefined {
  const { processes } = trace;
  if (what === 'descriptor') {
    const descriptor = descriptorAt(trace, knowledge, { row, column });
    if (descriptor === undefined) return undefined;
    const uses = trace.descriptors.uses(descriptor);
    const lines = uses.slice(0, limit).flatMap((use) => processes.calls.pieces(use));
    return {
      title: `fd ${descriptor.fd}`,
      lines: [...new Set(lines)].toSorted((a, b) => a - b),
      cut: uses.length > limit,
    };
  }
  const index = processes.processAt(row);
  const process = processes.processes[index];
  if (process === undefined) return undefined;
  const lines: number[] = [];
  for (let at = process.firstRow; at <= process.lastRow && lines.length <= limit; at++) {
    if (processes.processAt(at) === index) lines.push(at);
  }
  const name = imageName(trace, index, row) ?? '';
  return {
    title: `${process.pid ?? 'process'} ${name}`.trim(),
    lines: lines.slice(0, limit),
    cut: lines.length > limit,
  };
}

/** The descriptor under the cursor, else the first that the call of the line uses or makes. */
function descriptorAt(trace: Trace, knowledge: Knowledge, place: Place): Descriptor | undefined {
  const subject = subjectAt(trace, knowledge, place);
  if (subject?.kind === 'descriptor') return subject.descriptor;
  return trace.descriptors.usedBy(place.row)[0] ?? trace.descriptors.madeBy(place.row)[0];
}
