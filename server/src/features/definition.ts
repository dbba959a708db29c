import type { Location } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import { rowLocation } from './location.ts';
import { type Subject, subjectAt } from './subject.ts';

/**
 * Where what is under the cursor comes from: a descriptor's opening call, a thread's `clone`, the
 * other half of a split call, the sender of a signal, the signal that a `rt_sigreturn` ends, the
 * mapping of an address. Empty where the trace does not show it.
 */
export function definition(
  trace: Trace,
  knowledge: Knowledge,
  place: { readonly row: number; readonly column: number },
): Location[] {
  const subject = subjectAt(trace, knowledge, place);
  if (subject === undefined) return [];
  return sourceRows(trace, subject, place.row)
    .filter((row) => row !== -1 && row !== place.row)
    .map((row) => rowLocation(trace, row));
}

function sourceRows(trace: Trace, subject: Subject, row: number): readonly number[] {
  switch (subject.kind) {
    case 'call': {
      const at = subject.rows.indexOf(row);
      return [subject.rows[at + 1] ?? subject.rows[at - 1] ?? -1];
    }
    case 'task': {
      const task = trace.processes.tasks[subject.task];
      if (task === undefined) return [];
      return [task.creatorRow === -1 ? task.firstRow : task.creatorRow];
    }
    case 'descriptor':
      return [subject.descriptor.originRow];
    case 'signal':
      return signalRows(trace, subject.row);
    case 'address':
      return [trace.memory.regionAt(subject.row, Number(subject.address))?.originRow ?? -1];
    case 'wait':
      return [trace.waits.wokenBy(subject.row), ...trace.waits.woke(subject.row)];
    case 'path':
      return [];
  }
}

/** The sender of a signal and the end of its handler; of the end of a handler the signal. */
function signalRows(trace: Trace, row: number): readonly number[] {
  const delivery = trace.signals.deliveryAt(row);
  return delivery === undefined
    ? [trace.signals.signalOfReturn(row)]
    : [delivery.senderRow, delivery.returnRow];
}
