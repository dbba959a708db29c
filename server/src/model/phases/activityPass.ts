import type { Times } from '../times.ts';
import { type ActivityRules, activityRules } from './activityRules.ts';
import { ActivityStream, mostParts, type Part } from './activityStream.ts';
import type { CallContext } from './fitCall.ts';
import { fixedPhase } from './fixedPhases.ts';
import type { PassContext, PhaseLists } from './imagePass.ts';
import { newPhase } from './newPhase.ts';
import { Pauses } from './pauses.ts';
import { PerProcess } from './perProcess.ts';
import type { StartedPhase } from './processFold.ts';

/**
 * Programs with fewer calls are read as a whole. Those of the shutdown count too: before the exit is
 * there, nothing tells them from the program's.
 */
const leastCalls = 300;
/**
 * A part is told after this many more calls of its program: by then no loop can turn up that it lies
 * in, so that what is appended to a trace never takes back what was there.
 */
const settledAfter = 192;

/** One program image of a process, while its rows are read. */
interface Image {
  /** Calls of its program and its shutdown so far. */
  calls: number;
  /** Row of the call that made the program large enough to be divided; -1 before. */
  largeRow: number;
}

interface OwnedPart {
  readonly part: Part;
  readonly image: Image;
  readonly around: StartedPhase;
  /** Row that made it certain; -1 while none has. */
  knownRow: number;
}

/** How far the program of a process is divided. */
class Division {
  /** Index of the phase that rows are in now. */
  phase = 0;
  image: Image = { calls: 0, largeRow: -1 };
  stream: ActivityStream | undefined;
  pauses = new Pauses();
  readonly parts: OwnedPart[] = [];
  /** Parts before this index are settled. */
  settled = 0;

  copy(): Division {
    const copy = new Division();
    const images = new Map<Image, Image>();
    const parts = new Map<Part, Part>();
    const imageOf = (image: Image) => copyOf(images, image);
    copy.phase = this.phase;
    copy.image = imageOf(this.image);
    copy.pauses = this.pauses.copy();
    for (const owned of this.parts) {
      const part = copyOf(parts, owned.part);
      copy.parts.push({ ...owned, part, image: imageOf(owned.image) });
    }
    copy.settled = this.settled;
    copy.stream = this.stream?.copy((part) => copyOf(parts, part));
    return copy;
  }
}

/** The copy of an object, which is made but once. */
function copyOf<T extends object>(made: Map<T, T>, object: T): T {
  const known = made.get(object);
  if (known !== undefined) return known;
  const copy = { ...object };
  made.set(object, copy);
  return copy;
}

/**
 * The third pass: divides the programs of large traces by what they do (`activities` of the
 * profiles), and at pauses that are long for them. What repeats was divided before and is left as it
 * is.
 */
export class ActivityPass {
  readonly #context: PassContext;
  readonly #rules: ActivityRules;
  readonly #call: { -readonly [key in keyof CallContext]: CallContext[key] };
  #row = 0;
  #closeId = -1;
  #divisions = new PerProcess<Division>();

  constructor(context: PassContext, rules = activityRules(context.profiles, context.rows)) {
    this.#context = context;
    this.#rules = rules;
    this.#call = {
      rows: context.rows,
      text: context.text,
      command: nobody,
      descriptors: new Map(),
      neighbor: (row, step) => context.neighbor(row, step),
    };
  }

  /** A copy that stays where this one is now. */
  copy(): ActivityPass {
    const copy = new ActivityPass(this.#context, this.#rules);
    copy.#row = this.#row;
    copy.#divisions = this.#divisions.copy();
    return copy;
  }

  /** Reads the rows before `until`. The lists are those of the second pass over the whole trace. */
  readTo(until: number, phasesOf: PhaseLists, times: Times): void {
    const { rows, processes } = this.#context;
    this.#closeId = rows.nameId('close') || -1;
    for (; this.#row < until; this.#row++) {
      const row = this.#row;
      const process = processes.processAt(row);
      const phases = phasesOf(process);
      if (phases === undefined) continue;
      const state = this.#divisions.own(process, () => new Division());
      while ((phases[state.phase + 1]?.startRow ?? Infinity) <= row) enter(state, phases);
      const phase = phases[state.phase];
      if (phase === undefined || row < phase.startRow) continue;
      if (phase.stage === 'program') this.#read(state, phase, row, times.elapsed(row));
      else if (phase.stage === 'shutdown' && processes.calls.head(row) === row) {
        count(state, row);
      }
    }
  }

  /** The phases of a process: those of the second pass, and the parts that are settled. */
  list(process: number, phasesOf: PhaseLists): readonly StartedPhase[] {
    const phases = phasesOf(process) ?? [];
    const added = new Map<StartedPhase, StartedPhase[]>();
    const heads = new Map<StartedPhase, StartedPhase>();
    for (const { part, image, around, knownRow } of this.#divisions.get(process)?.parts ?? []) {
      if (image.largeRow === -1) continue;
      if (part.isHead) {
        heads.set(around, { ...around, ...titleOf(part) });
        continue;
      }
      if (knownRow === -1) continue;
      const made: StartedPhase = {
        ...this.#phaseOf(around, part),
        startRow: part.startRow,
        knownRow: Math.max(knownRow, image.largeRow),
      };
      const list = added.get(around);
      if (list === undefined) added.set(around, [made]);
      else list.push(made);
    }
    if (heads.size + added.size === 0) return phases;
    return phases.flatMap((phase) => [heads.get(phase) ?? phase, ...(added.get(phase) ?? [])]);
  }

  #read(state: Division, phase: StartedPhase, row: number, elapsed: number): void {
    const { image, parts } = state;
    const pause = state.pauses.before(elapsed, parts.length);
    const divides = phase.id === 'program' && parts.length < mostParts;
    state.stream ??= new ActivityStream(image.calls);
    if (divides && pause > 0 && row > phase.startRow) {
      add(state, phase, state.stream.pause(row, image.calls, pause));
    }
    const head = this.#context.processes.calls.head(row);
    if (head !== row) {
      this.#tag(state.stream, head, row);
      return;
    }
    count(state, row);
    settle(state, row, image.calls);
    if (!divides) return;
    const hint = this.#hintOf(state.stream, phase, row);
    if (hint === undefined) return;
    const part = state.stream.read(hint, { row, call: image.calls, parts: parts.length });
    if (part !== undefined) add(state, phase, part);
  }

  #hintOf(stream: ActivityStream, { profile }: StartedPhase, row: number) {
    const { rows, text } = this.#context;
    const { descriptors } = stream;
    if (rows.name(row) === this.#closeId) {
      descriptors.delete(text.descriptor(row, false));
      return undefined;
    }
    this.#call.descriptors = descriptors;
    const hint = this.#rules.hint(profile, row, this.#call);
    if (hint?.tag !== undefined) {
      stream.opening.set(row, hint.tag);
      this.#tag(stream, row, row);
    }
    return hint;
  }

  /** What a call returns is known on the row that it ends on. */
  #tag({ opening, descriptors }: ActivityStream, head: number, row: number): void {
    const { rows } = this.#context;
    const tag = opening.get(head);
    if (tag === undefined || !rows.ended(row)) return;
    opening.delete(head);
    if (rows.result(row) >= 0) descriptors.set(rows.result(row), tag);
  }

  #phaseOf(around: StartedPhase, part: Part) {
    if (part.pause === 0 && part.activity !== undefined) {
      return newPhase(around.profile, part.activity, 'program', '');
    }
    const { profiles } = this.#context;
    const pause = fixedPhase(profiles, 'pause', secondsText(part.pause), around.profile);
    return part.activity === undefined
      ? pause
      : { ...pause, title: `${pause.title}: ${lowered(part.activity.title)}` };
  }
}

/** The next phase begins; that it is known settles what came before it. */
function enter(state: Division, phases: readonly StartedPhase[]): void {
  const left = phases[state.phase];
  const part = left?.id === 'program' ? state.stream?.conclude() : undefined;
  if (left !== undefined && part !== undefined) add(state, left, part);
  state.phase++;
  const phase = phases[state.phase];
  settle(state, phase?.knownRow ?? -1, Infinity);
  state.stream = undefined;
  if (phase?.stage === 'exec') state.image = { calls: 0, largeRow: -1 };
}

function settle(state: Division, row: number, calls: number): void {
  for (; state.settled < state.parts.length; state.settled++) {
    const owned = state.parts[state.settled];
    if (owned === undefined || owned.part.call + settledAfter > calls) return;
    owned.knownRow = Math.max(row, owned.part.startRow);
  }
}

function count({ image }: Division, row: number): void {
  image.calls++;
  if (image.calls === leastCalls) image.largeRow = row;
}

function add(state: Division, around: StartedPhase, part: Part): void {
  state.parts.push({ part, image: state.image, around, knownRow: -1 });
}

function titleOf({ activity }: Part): { title?: string; doc?: string | undefined } {
  return activity === undefined ? {} : { title: activity.title, doc: activity.doc };
}

const nobody = { path: '', argv: [] };

function lowered(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}

const perMinute = 60;

/** `3.2 s`, `4 min 10 s`. */
function secondsText(seconds: number): string {
  if (seconds < perMinute) return `${Number(seconds.toPrecision(2))} s`;
  const minutes = Math.floor(seconds / perMinute);
  return `${minutes.toLocaleString('en-US')} min ${Math.floor(seconds % perMinute)} s`;
}
