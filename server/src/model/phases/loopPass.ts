import type { Rows } from '../../syntax/rowTable.ts';
import { isCallKind } from '../calls.ts';
import { fixedPhase } from './fixedPhases.ts';
import type { PassContext, PhaseLists } from './imagePass.ts';
import { PerProcess } from './perProcess.ts';
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
  /** The phase that it lies in, which goes on after it. */
  readonly around: StartedPhase;
  /** Index of the last call that fitted. */
  lastCall: number;
  calls: number;
}

/** What the calls of one process were, as far back as a cycle reaches. */
class Stream {
  /** Its phases, and those that were found in them. */
  readonly phases: StartedPhase[] = [];
  /** How many of its phases it has come to. */
  taken = 0;
  count = 0;
  readonly names = new Uint16Array(remembered);
  readonly rows = new Int32Array(remembered);
  /** For each length, how many calls in a row were as those one length before. */
  readonly runs = new Int32Array(longestCycle + 1);
  cycle: Cycle | undefined;
  readonly cycles = new Map<StartedPhase, Cycle>();

  copy(): Stream {
    const copy = new Stream();
    copy.phases.push(...this.phases);
    copy.taken = this.taken;
    copy.count = this.count;
    copy.names.set(this.names);
    copy.rows.set(this.rows);
    copy.runs.set(this.runs);
    for (const [phase, cycle] of this.cycles) {
      const own = cycle === this.cycle ? { ...cycle } : cycle;
      if (cycle === this.cycle) copy.cycle = own;
      copy.cycles.set(phase, own);
    }
    return copy;
  }

  reset(): void {
    this.count = 0;
    this.cycle = undefined;
    this.runs.fill(0);
  }
}

/**
 * The second pass: divides programs where calls repeat. `epoll_wait, accept4, read, write, close`
 * two thousand times is one phase. A part is known once it has come ten times, so that what is
 * appended to a trace never takes back what was there.
 */
export class LoopPass {
  readonly #context: PassContext;
  #row = 0;
  #streams = new PerProcess<Stream>();

  constructor(context: PassContext) {
    this.#context = context;
  }

  /** A copy that stays where this one is now. */
  copy(): LoopPass {
    const copy = new LoopPass(this.#context);
    copy.#row = this.#row;
    copy.#streams = this.#streams.copy();
    return copy;
  }

  /** Reads the rows before `until`. The lists are those of the first pass over the whole trace. */
  readTo(until: number, phasesOf: PhaseLists): void {
    const { rows, processes } = this.#context;
    for (; this.#row < until; this.#row++) {
      const row = this.#row;
      if (!isCallKind(rows.kind(row)) || processes.calls.head(row) !== row) continue;
      const process = processes.processAt(row);
      const phases = phasesOf(process);
      if (phases === undefined) continue;
      const stream = this.#streams.own(process, () => new Stream());
      if ((phases[stream.taken]?.startRow ?? Infinity) <= row) {
        take(stream, phases, row);
        stream.reset();
      }
      if (stream.phases.at(-1)?.id === 'program' || stream.cycle !== undefined) {
        this.#read(stream, row);
      }
    }
  }

  /** The phases of a process: those of the first pass, and the parts that were found in them. */
  list(process: number, phasesOf: PhaseLists): readonly StartedPhase[] | undefined {
    const phases = phasesOf(process);
    const stream = this.#streams.get(process);
    if (phases === undefined || stream === undefined) return phases;
    return [...stream.phases, ...phases.slice(stream.taken)];
  }

  /** What a part is to be called, in the end; undefined for what is no cycle. */
  title(process: number, phase: StartedPhase): string | undefined {
    const cycle = this.#streams.get(process)?.cycles.get(phase);
    return cycle && titleOf(this.#context.rows, cycle);
  }

  #read(stream: Stream, row: number): void {
    const name = this.#context.rows.name(row);
    const { count, names, runs } = stream;
    for (let length = 1; length <= longestCycle; length++) {
      const same = count >= length && names[(count - length) % remembered] === name;
      runs[length] = same ? (runs[length] ?? 0) + 1 : 0;
    }
    names[count % remembered] = name;
    stream.rows[count % remembered] = row;
    stream.count++;
    if (stream.cycle !== undefined) this.#goOn(stream, stream.cycle, row);
    else if (stream.phases.length < mostParts) this.#begin(stream, row);
  }

  #begin(stream: Stream, row: number): void {
    const { rows, profiles } = this.#context;
    for (let length = 1; length <= longestCycle; length++) {
      const run = stream.runs[length] ?? 0;
      const calls = run + length;
      if (calls < leastIterations * length || calls < leastCalls || calls > remembered) continue;
      const first = stream.count - calls;
      const startRow = stream.rows[first % remembered] ?? row;
      const around = stream.phases.at(-1);
      if (around === undefined || startRow <= around.startRow) return;
      const names = Array.from(
        { length },
        (_, index) => stream.names[(first + index) % remembered] ?? 0,
      );
      if (names.every((id) => housekeeping.has(rows.names[id] ?? ''))) continue;
      const repeat = fixedPhase(profiles, 'repeat', '', around.profile);
      const phase = { ...repeat, startRow, knownRow: row };
      stream.phases.push(phase);
      stream.cycle = { length, names, around, lastCall: stream.count, calls };
      stream.cycles.set(phase, stream.cycle);
      return;
    }
  }

  #goOn(stream: Stream, cycle: Cycle, row: number): void {
    const turns = (stream.runs[cycle.length] ?? 0) >= cycle.length;
    if (turns && cycle.names.includes(this.#context.rows.name(row))) {
      cycle.calls += stream.count - cycle.lastCall;
      cycle.lastCall = stream.count;
      return;
    }
    if (stream.count - cycle.lastCall <= cycle.length * graceCycles) return;
    const next = stream.rows[cycle.lastCall % remembered] ?? row;
    stream.cycle = undefined;
    stream.runs.fill(0);
    stream.phases.push({ ...cycle.around, startRow: next, knownRow: row });
  }
}

function take(stream: Stream, phases: readonly StartedPhase[], row: number): void {
  for (;;) {
    const next = phases[stream.taken];
    if (next === undefined || next.startRow > row) return;
    stream.phases.push(next);
    stream.taken++;
  }
}

/** `read, write × 2,000`. */
function titleOf(rows: Rows, { names, length, calls }: Cycle): string {
  const list = names.map((name) => rows.names[name] ?? '').join(', ');
  return `${list} × ${Math.floor(calls / length).toLocaleString('en-US')}`;
}
