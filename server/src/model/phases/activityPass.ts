import type { Times } from '../times.ts';
import { type ActivityRules, activityRules } from './activityRules.ts';
import { ActivityStream, firstDescriptors, mostParts, type Part } from './activityStream.ts';
import { noCommand } from './commandLine.ts';
import type { CallContext } from './fitCall.ts';
import type { PassContext, PhaseLists } from './imagePass.ts';
import { newPhase } from './newPhase.ts';
import { divided, lowered } from './loopPass.ts';
import { lookBack } from './loopStream.ts';
import { pausePhase, Pauses } from './pauses.ts';
import { PerProcess } from './perProcess.ts';
import type { StartedPhase } from './processFold.ts';
import type { Activity } from './profile.ts';

/**
 * Programs with fewer calls are read as a whole. Those of the shutdown count too: before the exit is
 * there, nothing tells them from the program's.
 */
const leastCalls = 300;
/** After a fork or a pause, what so few calls are about is not told. */
const leastOfHead = 8;
/** What holds on counts for more among the calls of a loop. */
const weightOfHolding = 4;
const leastOfLoop = 2 / 3;
/** How many calls of a loop are looked at for what it is about, of every so many. */
const sampledCalls = 32;
const sampledEvery = 1024;
/**
 * A part is told after this many more calls of its program: by then no loop can turn up that it lies
 * in, so that what is appended to a trace never takes back what was there.
 */
const settledAfter = lookBack;

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

/** What some calls speak for. */
interface Sample {
  calls: number;
  readonly counts: Map<Activity, number>;
}

/** How far the program of a process is divided. */
class Division {
  /** Index of the phase that rows are in now. */
  phase = 0;
  image: Image = { calls: 0, largeRow: -1 };
  stream: ActivityStream | undefined;
  descriptors = firstDescriptors();
  pauses = new Pauses();
  readonly parts: OwnedPart[] = [];
  /** Parts before this index are settled. */
  settled = 0;
  /** What calls of each loop speak for, by the row it starts at. */
  readonly loops = new Map<number, Sample>();

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
    for (const [row, sample] of this.loops) {
      copy.loops.set(row, { ...sample, counts: new Map(sample.counts) });
    }
    copy.descriptors = new Map(this.descriptors);
    copy.stream = this.stream?.copy(copy.descriptors, (part) => copyOf(parts, part));
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
      command: noCommand,
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
        addCall(state, row);
      }
    }
  }

  /** The phases of a process: those of the second pass, and the parts that are settled. */
  list(process: number, phasesOf: PhaseLists): readonly StartedPhase[] {
    const phases = phasesOf(process) ?? [];
    // By the row at which the phase starts that is divided: no two with rows in them share one.
    const added = new Map<number, StartedPhase[]>();
    const heads = new Map<number, StartedPhase>();
    for (const { part, image, around, knownRow } of this.#divisions.get(process)?.parts ?? []) {
      if (image.largeRow === -1) continue;
      if (part.isHead) {
        heads.set(around.startRow, headOf(around, part));
        continue;
      }
      if (knownRow === -1) continue;
      const made: StartedPhase = {
        ...this.#phaseOf(around, part),
        startRow: part.startRow,
        knownRow: Math.max(knownRow, image.largeRow),
      };
      const list = added.get(around.startRow);
      if (list === undefined) added.set(around.startRow, [made]);
      else list.push(made);
    }
    if (heads.size + added.size === 0) return phases;
    return phases.flatMap((phase, index) => {
      const { startRow } = phase;
      if (phases[index + 1]?.startRow === startRow) return [];
      return [heads.get(startRow) ?? phase, ...(added.get(startRow) ?? [])];
    });
  }

  /** The activity that two thirds of the calls of a loop speak for; undefined where none has them. */
  ofLoop(process: number, phase: StartedPhase): Activity | undefined {
    const { counts } = this.#divisions.get(process)?.loops.get(phase.startRow) ?? {};
    if (counts === undefined) return undefined;
    const weighed = [...counts].map(([activity, count]) => ({
      activity,
      weight: count * (activity.holds === undefined ? 1 : weightOfHolding),
    }));
    const [most] = weighed.toSorted((a, b) => b.weight - a.weight);
    const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
    return most !== undefined && most.weight >= all * leastOfLoop ? most.activity : undefined;
  }

  #read(state: Division, phase: StartedPhase, row: number, elapsed: number): void {
    const { image, parts } = state;
    const pause = state.pauses.before(elapsed, parts.length);
    const divides = divided.has(phase.id) && phase.isLoop !== true && parts.length < mostParts;
    state.stream ??= new ActivityStream(image.calls, state.descriptors);
    if (divides && pause > 0 && row > phase.startRow) {
      add(state, phase, state.stream.pause(row, image.calls, pause));
    }
    const head = this.#context.processes.calls.head(row);
    if (head !== row) {
      this.#tag(state.stream, head, row);
      return;
    }
    addCall(state, row);
    settle(state, row, image.calls);
    if (phase.isLoop === true) this.#sample(state, state.stream, phase, row);
    if (!divides) return;
    const hint = this.#hintOf(state.stream, phase, row);
    if (hint === undefined) return;
    const part = state.stream.read(hint, { row, call: image.calls, parts: parts.length });
    if (part !== undefined) add(state, phase, part);
  }

  #sample({ loops }: Division, stream: ActivityStream, phase: StartedPhase, row: number): void {
    let sample = loops.get(phase.startRow);
    if (sample === undefined) {
      sample = { calls: 0, counts: new Map() };
      loops.set(phase.startRow, sample);
    }
    if (sample.calls++ % sampledEvery >= sampledCalls) return;
    const activity = this.#hintOf(stream, phase, row)?.activity;
    if (activity !== undefined) sample.counts.set(activity, (sample.counts.get(activity) ?? 0) + 1);
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
    const pause = pausePhase(this.#context.profiles, part.pause, around.profile);
    return part.activity === undefined ? pause : { ...pause, title: joined(pause, part.activity) };
  }
}

/** The next phase begins; that it is known settles what came before it. */
function enter(state: Division, phases: readonly StartedPhase[]): void {
  const left = phases[state.phase];
  const isWhole = left === undefined || !divided.has(left.id) || left.isLoop === true;
  const part = isWhole
    ? undefined
    : state.stream?.conclude(left.id === 'program' ? 1 : leastOfHead);
  if (left !== undefined && part !== undefined) add(state, left, part);
  state.phase++;
  const phase = phases[state.phase];
  settle(state, phase?.knownRow ?? -1, Infinity);
  state.stream = undefined;
  if (phase?.stage !== 'exec') return;
  state.image = { calls: 0, largeRow: -1 };
  state.descriptors = firstDescriptors();
}

function settle(state: Division, row: number, calls: number): void {
  for (; state.settled < state.parts.length; state.settled++) {
    const owned = state.parts[state.settled];
    if (owned === undefined || owned.part.call + settledAfter > calls) return;
    owned.knownRow = Math.max(row, owned.part.startRow);
  }
}

function addCall({ image }: Division, row: number): void {
  image.calls++;
  if (image.calls === leastCalls) image.largeRow = row;
}

function add(state: Division, around: StartedPhase, part: Part): void {
  state.parts.push({ part, image: state.image, around, knownRow: -1 });
}

/** What the beginning of a phase is called that is divided: after a pause or a fork, that too. */
function headOf(around: StartedPhase, { activity }: Part): StartedPhase {
  if (activity === undefined) return around;
  if (around.id !== 'program') return { ...around, title: joined(around, activity) };
  return { ...around, title: activity.title, doc: activity.doc };
}

function joined({ title }: { readonly title: string }, activity: Activity): string {
  return `${title}: ${lowered(activity.title)}`;
}
