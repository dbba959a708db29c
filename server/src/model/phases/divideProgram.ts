import type { Rows } from '../../syntax/rowTable.ts';
import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import type { BoundProfiles } from './boundProfile.ts';
import { fixedPhase } from './fixedPhases.ts';
import type { StartedPhase } from './processFold.ts';

/** Longest cycle of calls that is looked for, and how often it must come to be a phase. */
const longestCycle = 12;
const leastIterations = 10;
const leastCalls = 40;
/** A cycle goes on after a disturbance of at most this many of its lengths. */
const graceCycles = 3;
/** Calls whose rows are remembered: enough for `leastIterations` of the longest cycle. */
const remembered = 256;
/** Most parts that the program of one process is divided into. */
const mostParts = 400;

/** Calls that a wind-down repeats too: alone they are no loop of the program's. */
const housekeeping = new Set([
  'munmap',
  'mmap',
  'mprotect',
  'madvise',
  'brk',
  'close',
  'futex',
  'rt_sigaction',
  'rt_sigprocmask',
]);

interface Cycle {
  readonly length: number;
  readonly names: readonly number[];
  readonly phase: number;
  /** Row of the last call that fitted. */
  lastRow: number;
  /** Index of that call. */
  lastCall: number;
  calls: number;
}

/** What the calls of one process were, as far back as a cycle reaches. */
interface Stream {
  phase: number;
  count: number;
  readonly names: Uint16Array;
  readonly rows: Int32Array;
  /** For each length, how many calls in a row were as those one length before. */
  readonly runs: Int32Array;
  cycle: Cycle | undefined;
}

/**
 * Divides programs where calls repeat: `epoll_wait, accept4, read, write, close` two thousand times
 * is one phase. A part is known once it has come ten times, so that what is appended to a trace
 * never takes back what was there.
 */
export function divideProgram(
  rows: Rows,
  processes: ProcessTable,
  profiles: BoundProfiles,
  phasesOf: (process: number) => StartedPhase[] | undefined,
): void {
  const streams = new Map<number, Stream>();
  const iterations = new Map<StartedPhase, Cycle>();
  for (let row = 0; row < rows.length; row++) {
    if (!isCallKind(rows.kind(row)) || processes.calls.head(row) !== row) continue;
    const process = processes.processAt(row);
    const phases = phasesOf(process);
    if (phases === undefined) continue;
    let stream = streams.get(process);
    if (stream === undefined) {
      stream = newStream();
      streams.set(process, stream);
    }
    if ((phases[stream.phase + 1]?.startRow ?? Infinity) <= row) {
      while ((phases[stream.phase + 1]?.startRow ?? Infinity) <= row) stream.phase++;
      reset(stream);
    }
    if (phases[stream.phase]?.id === 'program' || stream.cycle !== undefined) {
      read(stream, phases, row);
    }
  }
  for (const phases of [...streams.keys()].map((process) => phasesOf(process) ?? [])) {
    for (const [index, phase] of phases.entries()) {
      const cycle = iterations.get(phase);
      if (cycle !== undefined) phases[index] = { ...phase, title: titleOf(rows, cycle) };
    }
  }

  function read(stream: Stream, phases: StartedPhase[], row: number): void {
    const name = rows.name(row);
    const { count, names, runs } = stream;
    for (let length = 1; length <= longestCycle; length++) {
      const same = count >= length && names[(count - length) % remembered] === name;
      runs[length] = same ? (runs[length] ?? 0) + 1 : 0;
    }
    names[count % remembered] = name;
    stream.rows[count % remembered] = row;
    stream.count++;
    if (stream.cycle !== undefined) goOn(stream, stream.cycle, phases, row);
    else if (phases.length < mostParts) begin(stream, phases, row);
  }

  function begin(stream: Stream, phases: StartedPhase[], row: number): void {
    for (let length = 1; length <= longestCycle; length++) {
      const run = stream.runs[length] ?? 0;
      const calls = run + length;
      if (calls < leastIterations * length || calls < leastCalls || calls > remembered) continue;
      const first = stream.count - calls;
      const startRow = stream.rows[first % remembered] ?? row;
      const around = phases[stream.phase];
      if (around === undefined || startRow <= around.startRow) return;
      const named = Array.from(
        { length },
        (_, index) => stream.names[(first + index) % remembered] ?? 0,
      );
      if (named.every((id) => housekeeping.has(rows.names[id] ?? ''))) continue;
      const repeat = fixedPhase(profiles, 'repeat', '', around.profile);
      const phase = { ...repeat, startRow, knownRow: row };
      stream.phase++;
      phases.splice(stream.phase, 0, phase);
      const cycle = {
        length,
        names: named,
        phase: stream.phase,
        lastRow: row,
        lastCall: stream.count,
        calls,
      };
      stream.cycle = cycle;
      iterations.set(phase, cycle);
      return;
    }
  }

  function goOn(stream: Stream, cycle: Cycle, phases: StartedPhase[], row: number): void {
    const turns = (stream.runs[cycle.length] ?? 0) >= cycle.length;
    if (turns && cycle.names.includes(rows.name(row))) {
      cycle.calls += stream.count - cycle.lastCall;
      cycle.lastRow = row;
      cycle.lastCall = stream.count;
      return;
    }
    if (stream.count - cycle.lastCall <= cycle.length * graceCycles) return;
    const own = phases[cycle.phase - 1];
    const next = stream.rows[cycle.lastCall % remembered] ?? row;
    stream.cycle = undefined;
    stream.runs.fill(0);
    if (own === undefined) return;
    stream.phase = cycle.phase + 1;
    phases.splice(stream.phase, 0, { ...own, startRow: next, knownRow: row });
  }
}

function newStream(): Stream {
  return {
    phase: 0,
    count: 0,
    names: new Uint16Array(remembered),
    rows: new Int32Array(remembered),
    runs: new Int32Array(longestCycle + 1),
    cycle: undefined,
  };
}

function reset(stream: Stream): void {
  stream.count = 0;
  stream.cycle = undefined;
  stream.runs.fill(0);
}

/** `read, write × 2,000`. */
function titleOf(rows: Rows, { names, length, calls }: Cycle): string {
  const list = names.map((name) => rows.names[name] ?? '').join(', ');
  return `${list} × ${Math.floor(calls / length).toLocaleString('en-US')}`;
}
