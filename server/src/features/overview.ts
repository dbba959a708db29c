import type { Trace } from '../model/trace.ts';
import type { Overview } from '../protocol.ts';

/** The answer to `strace/overview`: what the text holds at all. */
export function overview(trace: Trace): Overview {
  const { rows } = trace.text;
  const { calls, processes } = trace.processes;
  let failures = 0;
  for (let row = 0; row < rows.length; row++) {
    if (rows.errno(row) !== 0 && calls.head(row) !== -1) failures++;
  }
  return {
    lines: rows.length,
    calls: calls.callCount,
    failures,
    processes: calls.callCount === 0 ? 0 : processes.length,
  };
}
