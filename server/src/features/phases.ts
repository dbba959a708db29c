import type { Trace } from '../model/trace.ts';
import type { Phase, PhasesResult } from '../protocol.ts';

/** The answer to `strace/phases`; no phases for a text that is no trace. */
export function phases(trace: Trace): PhasesResult {
  const { processes } = trace.processes;
  return {
    phases: trace.phases.phases.map((range): Phase => {
      const pid = processes[range.process]?.pid;
      return {
        id: range.id,
        title: range.title,
        stage: range.stage,
        ...(range.runtime !== undefined && { runtime: range.runtime }),
        ...(pid !== undefined && { pid }),
        startLine: range.startRow,
        endLine: range.endRow,
        calls: range.calls,
      };
    }),
  };
}
