import type { Rows } from '../../syntax/rowTable.ts';
import { isCallKind } from '../calls.ts';
import type { Times } from '../times.ts';
import { fixedPhase } from './fixedPhases.ts';
import type { PassContext, PhaseLists } from './imagePass.ts';
import { type Loop, type LoopNames, LoopStream } from './loopStream.ts';
import { pausePhase, Pauses } from './pauses.ts';
import { PerProcess } from './perProcess.ts';
import type { StartedPhase } from './processFold.ts';

/** Most parts that the program of one process is divided into. */
const mostParts = 400;
/** How many turns a pause takes that ends a loop. */
const turnsOfPause = 8;
/** Most names in the title of a loop. */
const mostNames = 6;

/** Calls that threads and runtimes make whatever the program does; so are mappings of no file. */
const noise = new Set([
  'futex',
  'futex_time64',
  'brk',
  'munmap',
  'mprotect',
  'madvise',
  'mremap',
  'rt_sigprocmask',
  'rt_sigreturn',
  'sched_yield',
  'restart_syscall',
  'gettid',
  'getpid',
  'clock_gettime',
  'clock_gettime64',
  'gettimeofday',
  'time',
]);
const mappings = new Set(['mmap', 'mmap2']);

/**
 * What a turn is thought of as beginning with, the best first: a program waits for work, makes or
 * collects a process for it, opens what it works on, reads.
 */
const beginnings: readonly (readonly string[])[] = [
  [
    'epoll_wait',
    'epoll_pwait',
    'epoll_pwait2',
    'poll',
    'ppoll',
    'select',
    '_newselect',
    'pselect6',
  ],
  ['accept', 'accept4', 'io_uring_enter', 'io_getevents', 'nanosleep', 'clock_nanosleep'],
  ['fork', 'vfork', 'clone', 'clone3', 'wait4', 'waitid', 'waitpid'],
  ['openat', 'open', 'openat2', 'socket', 'connect'],
  ['recvfrom', 'recvmsg', 'recv', 'read', 'pread64'],
];
const ranks = new Map(beginnings.flatMap((names, rank) => names.map((name) => [name, rank])));

/** What the calls of one process were, as far back as a loop reaches. */
class Stream {
  /** Its phases, and those that were found in them. */
  readonly phases: StartedPhase[] = [];
  /** How many of its phases it has come to. */
  taken = 0;
  /** The phase that loops are looked for in. */
  around: StartedPhase | undefined;
  calls = new LoopStream();
  /** The phase that the stretch begins with, for as long as it may turn out to be a loop. */
  head: StartedPhase | undefined;
  pauses = new Pauses();
  /** When the last call and the loop at hand began. */
  lastTime = Number.NaN;
  loopTime = Number.NaN;
  readonly loops = new Map<StartedPhase, Loop>();

  copy(): Stream {
    const copy = new Stream();
    copy.phases.push(...this.phases);
    copy.taken = this.taken;
    copy.around = this.around;
    copy.calls = this.calls.copy();
    copy.head = this.head;
    copy.pauses = this.pauses.copy();
    copy.lastTime = this.lastTime;
    copy.loopTime = this.loopTime;
    const { loop } = this.calls;
    for (const [phase, one] of this.loops) {
      copy.loops.set(phase, one === loop ? (copy.calls.loop ?? one) : one);
    }
    return copy;
  }
}

/** Ids of the phases that are divided. */
export const divided: ReadonlySet<string> = new Set(['program', 'forked', 'pause']);

/**
 * The second pass: divides programs where calls repeat. `epoll_wait, accept4, read, write, close`
 * two thousand times is one phase. A part is known once it has come ten times, so that what is
 * appended to a trace never takes back what was there.
 */
export class LoopPass {
  readonly #context: PassContext;
  #row = 0;
  #streams = new PerProcess<Stream>();

  readonly #names: LoopNames;

  constructor(context: PassContext) {
    const { rows, text } = context;
    this.#context = context;
    /** By id of the name, whether it is noise: never, always, or without a descriptor. */
    const known: ('never' | 'always' | 'anonymous' | undefined)[] = [];
    this.#names = {
      isNoise(row, name) {
        let kind = known[name];
        if (kind === undefined) {
          const word = rows.names[name] ?? '';
          kind = mappings.has(word) ? 'anonymous' : noise.has(word) ? 'always' : 'never';
          known[name] = kind;
        }
        return kind === 'always' || (kind === 'anonymous' && text.descriptor(row, true) === -1);
      },
      rank: (name) => ranks.get(rows.names[name] ?? '') ?? beginnings.length,
    };
  }

  /** A copy that stays where this one is now. */
  copy(): LoopPass {
    const copy = new LoopPass(this.#context);
    copy.#row = this.#row;
    copy.#streams = this.#streams.copy();
    return copy;
  }

  /** Reads the rows before `until`. The lists are those of the first pass over the whole trace. */
  readTo(until: number, phasesOf: PhaseLists, times: Times): void {
    const { rows, processes } = this.#context;
    for (; this.#row < until; this.#row++) {
      const row = this.#row;
      if (!isCallKind(rows.kind(row)) || processes.calls.head(row) !== row) continue;
      const process = processes.processAt(row);
      const phases = phasesOf(process);
      if (phases === undefined) continue;
      const stream = this.#streams.own(process, () => new Stream());
      if ((phases[stream.taken]?.startRow ?? Infinity) <= row) this.#take(stream, phases, row);
      const { around } = stream;
      if (around === undefined) continue;
      this.#wait(stream, around, row, times.elapsed(row));
      this.#read(stream, around, row);
    }
  }

  /** The phases of a process: those of the first pass, and the parts that were found in them. */
  list(process: number, phasesOf: PhaseLists): readonly StartedPhase[] | undefined {
    const phases = phasesOf(process);
    const stream = this.#streams.get(process);
    if (phases === undefined || stream === undefined) return phases;
    return [...stream.phases, ...phases.slice(stream.taken)];
  }

  /** The loop that a part is; undefined for what is none. */
  loop(process: number, phase: StartedPhase): Loop | undefined {
    return this.#streams.get(process)?.loops.get(phase);
  }

  /** A pause that is long for the loop that goes on ends it. */
  #wait(stream: Stream, around: StartedPhase, row: number, time: number): void {
    const pause = stream.pauses.before(time, stream.phases.length);
    const { loop } = stream.calls;
    const turn = loop === undefined ? 0 : (stream.lastTime - stream.loopTime) / loop.turns;
    if (!Number.isNaN(time)) stream.lastTime = time;
    if (loop === undefined || pause === 0 || !(pause >= turn * turnsOfPause)) return;
    if (stream.phases.length >= mostParts) return;
    this.#end(stream, row, row);
    stream.head = {
      ...pausePhase(this.#context.profiles, pause, around.profile),
      startRow: row,
      knownRow: row,
    };
    stream.phases.push(stream.head);
    stream.calls = new LoopStream();
  }

  #read(stream: Stream, around: StartedPhase, row: number): void {
    const { rows, profiles } = this.#context;
    const { head } = stream;
    if (stream.phases.length >= mostParts && stream.calls.loop === undefined) return;
    const firstRow = head === undefined ? around.startRow : head.startRow - 1;
    const bounds = { parts: stream.phases.length, firstRow };
    const step = stream.calls.read(rows.name(row), row, this.#names, bounds);
    if (step.kind === 'none') return;
    stream.head = undefined;
    if (step.kind === 'ends') {
      stream.phases.push({ ...this.#rest(around), startRow: step.endRow, knownRow: row });
      return;
    }
    const { loop } = step;
    stream.loopTime = stream.lastTime;
    // A pause may come in the middle of a turn.
    const before = head?.id === 'pause' ? loop.names.length * 2 : 0;
    if (head !== undefined && loop.firstCall <= before) {
      const phase = { ...head, isLoop: true };
      stream.phases[stream.phases.length - 1] = phase;
      stream.loops.set(phase, loop);
      return;
    }
    const repeat = fixedPhase(profiles, 'repeat', '', around.profile);
    const phase = { ...repeat, startRow: loop.startRow, knownRow: row, isLoop: true };
    stream.phases.push(phase);
    stream.loops.set(phase, loop);
  }

  /** What goes on after a loop: the program, of a forked copy too. */
  #rest(around: StartedPhase): StartedPhase {
    if (around.id !== 'forked') return around;
    const title = this.#context.profiles.byName('unknown')?.profile.program.title ?? around.title;
    return { ...around, title, doc: undefined };
  }

  /** The stretch ends before `row`: what is behind the last turn of a loop is none of it. */
  #end(stream: Stream, row: number, knownRow: number): void {
    const { around } = stream;
    const step = stream.calls.end(row);
    if (step.kind !== 'ends' || around === undefined || step.endRow >= row) return;
    const known = Math.max(knownRow, step.endRow);
    stream.phases.push({ ...this.#rest(around), startRow: step.endRow, knownRow: known });
  }

  /** The next phases begin, which ends what goes on. */
  #take(stream: Stream, phases: readonly StartedPhase[], row: number): void {
    this.#end(stream, row, phases[stream.taken]?.knownRow ?? row);
    for (;;) {
      const next = phases[stream.taken];
      if (next === undefined || next.startRow > row) break;
      stream.phases.push(next);
      stream.taken++;
    }
    const last = stream.phases.at(-1);
    stream.around = last !== undefined && divided.has(last.id) ? last : undefined;
    stream.head = stream.around;
    stream.calls = new LoopStream();
  }
}

/** `Read files: openat, read, close × 2,000`. */
export function titleOfLoop(
  rows: Rows,
  { names, turns }: Loop,
  {
    after,
    activity,
  }: { readonly after: string | undefined; readonly activity: string | undefined },
): string {
  const list = names.slice(0, mostNames).map((name) => rows.names[name] ?? '');
  const more = names.length > mostNames ? ', …' : '';
  const calls = `${list.join(', ')}${more} × ${turns.toLocaleString('en-US')}`;
  if (after === undefined) return activity === undefined ? calls : `${activity}: ${calls}`;
  return activity === undefined
    ? `${after}: ${calls}`
    : `${after}: ${lowered(activity)} (${calls})`;
}

/** A title as it stands behind another. */
export function lowered(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}
