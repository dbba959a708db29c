import type { Runtime, Stage } from '../../protocol.ts';
import type { PausedPhases } from './foldPhases.ts';

/** One finest phase, as `strace/phases` answers it, and what the outline and the hover say of it. */
export interface PhaseRange {
  /** `<profile>.<phase>`, with `#2`, `#3`, … where it comes again. */
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly runtime: Runtime | undefined;
  /** Index in the process table. */
  readonly process: number;
  readonly startRow: number;
  /** Inclusive. */
  readonly endRow: number;
  /** Calls of the process in it; the pieces of a split call are one. */
  readonly calls: number;
  readonly failures: number;
  /** Seconds inside calls, as `-T` prints them, over all threads. NaN without `-T`. */
  readonly seconds: number;
  /** Seconds from its first line to its last that has a time. NaN without timestamps. */
  readonly wall: number;
  /** Bytes that calls such as `read` and `sendto` say they moved. */
  readonly bytes: number;
  /** Bytes of address space that `mmap` gave. */
  readonly reserved: number;
  /** Of a loop, the id of the name that its turns begin with; 0 for what is none. */
  readonly turnsBegin: number;
  /** What happens and why, one to three sentences; undefined where the profile has none. */
  readonly doc: string | undefined;
  /** Where that knowledge comes from: links of the profile. */
  readonly sources: readonly string[];
}

export interface PhaseTable {
  /** By first row, then process. */
  readonly phases: readonly PhaseRange[];
  /** Index in `phases` of the phase that a row is in; -1 where it is in none. */
  phaseAt(row: number): number;
  /** Rows that were read for it: work that a test can count instead of timing it. */
  readonly rowsRead: number;
  /** From where a fold of the same trace, grown, goes on; undefined where it starts anew. */
  readonly paused: PausedPhases | undefined;
}
