import type { Trace } from '../model/trace.ts';
import type { CursorInfo } from '../protocol.ts';
import { commAt } from './comm.ts';

/** How many rows before a line are looked at for the one before it of the same process. */
const gapReach = 100_000;

/** The answer to `strace/cursor`: whose line it is, in which phase, and when. */
export function cursor(trace: Trace, row: number): CursorInfo {
  const { rows } = trace.text;
  const { processes, times } = trace;
  const index = processes.processAt(row);
  const phase = trace.phases.phases[trace.phases.phaseAt(row)];
  const pid = processes.processes[index]?.pid;
  const tid = processes.tasks[processes.taskAt(row)]?.tid;
  const comm = commAt(trace, row);
  const elapsed = times.elapsed(row);
  const gap = gapBefore();
  const duration = rows.duration(row);
  return {
    ...(pid !== undefined && { pid }),
    ...(tid !== undefined && tid !== 0 && { tid }),
    ...(comm !== undefined && { comm }),
    ...(phase !== undefined && { phaseTitle: phase.title, stage: phase.stage }),
    ...(!Number.isNaN(elapsed) && { sinceStart: elapsed }),
    ...(gap !== undefined && { gap }),
    ...(!Number.isNaN(duration) && { duration }),
  };

  function gapBefore(): number | undefined {
    if (Number.isNaN(elapsed)) return undefined;
    for (let before = row - 1; before >= 0 && before > row - gapReach; before--) {
      if (processes.processAt(before) !== index) continue;
      const earlier = times.elapsed(before);
      if (!Number.isNaN(earlier)) return elapsed - earlier;
    }
    return undefined;
  }
}
