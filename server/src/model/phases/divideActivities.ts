import type { Rows } from '../../syntax/rowTable.ts';
import type { ProcessTable } from '../processes.ts';
import type { Times } from '../times.ts';
import { activityRules } from './activityRules.ts';
import { type ActivityStream, mostParts, newActivityStream, type Part } from './activityStream.ts';
import type { BoundProfiles } from './boundProfile.ts';
import type { CallText } from './callText.ts';
import type { CallContext } from './fitCall.ts';
import { fixedPhase } from './fixedPhases.ts';
import { newPhase } from './newPhase.ts';
import { newPauses, type Pauses } from './pauses.ts';
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

/** What the pass works on. */
export interface ActivityContext {
  readonly rows: Rows;
  readonly processes: ProcessTable;
  readonly profiles: BoundProfiles;
  readonly text: CallText;
  readonly times: Times;
  neighbor(row: number, step: 1 | -1): number;
}

/** One program image of a process, while its rows are read. */
interface Image {
  /** Calls of its program and its shutdown so far. */
  calls: number;
  /** Row of the call that made the program large enough to be divided; -1 before. */
  largeRow: number;
}

interface ProcessState {
  /** Index of the phase that rows are in now. */
  phase: number;
  image: Image;
  stream: ActivityStream | undefined;
  readonly pauses: Pauses;
  readonly parts: OwnedPart[];
  /** Parts before this index are settled. */
  settled: number;
}

interface OwnedPart {
  readonly part: Part;
  readonly image: Image;
  readonly around: StartedPhase;
  /** Row that made it certain; -1 while none has. */
  knownRow: number;
}

/**
 * Divides the programs of large traces by what they do (`activities` of the profiles), and at pauses
 * that are long for them. What repeats was divided before and is left as it is.
 */
export function divideActivities(
  context: ActivityContext,
  phasesOf: (process: number) => StartedPhase[] | undefined,
): void {
  const { rows, processes, profiles, text, times } = context;
  const rules = activityRules(profiles, rows);
  const closeId = rows.nameId('close') || -1;
  const call: { -readonly [key in keyof CallContext]: CallContext[key] } = {
    rows,
    text,
    command: nobody,
    descriptors: new Map(),
    neighbor: (row, step) => context.neighbor(row, step),
  };
  const states = new Map<number, ProcessState>();
  for (let row = 0; row < rows.length; row++) {
    const process = processes.processAt(row);
    const phases = phasesOf(process);
    if (phases === undefined) continue;
    const state = stateOf(process);
    while ((phases[state.phase + 1]?.startRow ?? Infinity) <= row) enter(state, phases);
    const phase = phases[state.phase];
    if (phase === undefined || row < phase.startRow) continue;
    if (phase.stage === 'program') read(state, phase, row);
    else if (phase.stage === 'shutdown' && processes.calls.head(row) === row) count(state, row);
  }
  for (const [process, { parts }] of states) {
    const phases = phasesOf(process);
    if (phases !== undefined) insert(phases, parts);
  }

  function stateOf(process: number): ProcessState {
    const known = states.get(process);
    if (known !== undefined) return known;
    const state: ProcessState = {
      phase: 0,
      image: { calls: 0, largeRow: -1 },
      stream: undefined,
      pauses: newPauses(),
      parts: [],
      settled: 0,
    };
    states.set(process, state);
    return state;
  }

  /** The next phase begins; that it is known settles what came before it. */
  function enter(state: ProcessState, phases: readonly StartedPhase[]): void {
    const left = phases[state.phase];
    const part = left?.id === 'program' ? state.stream?.conclude() : undefined;
    if (left !== undefined && part !== undefined) add(state, left, part);
    state.phase++;
    const phase = phases[state.phase];
    settle(state, phase?.knownRow ?? -1, Infinity);
    state.stream = undefined;
    if (phase?.stage === 'exec') state.image = { calls: 0, largeRow: -1 };
  }

  function settle(state: ProcessState, row: number, calls: number): void {
    for (; state.settled < state.parts.length; state.settled++) {
      const owned = state.parts[state.settled];
      if (owned === undefined || owned.part.call + settledAfter > calls) return;
      owned.knownRow = Math.max(row, owned.part.startRow);
    }
  }

  function read(state: ProcessState, phase: StartedPhase, row: number): void {
    const { image, parts } = state;
    const pause = state.pauses.before(times.elapsed(row), parts.length);
    const divides = phase.id === 'program' && parts.length < mostParts;
    state.stream ??= newActivityStream(image.calls);
    if (divides && pause > 0 && row > phase.startRow) {
      add(state, phase, state.stream.pause(row, image.calls, pause));
    }
    if (processes.calls.head(row) !== row) return;
    count(state, row);
    settle(state, row, image.calls);
    if (!divides) return;
    const hint = hintOf(state.stream, phase, row);
    if (hint === undefined) return;
    const part = state.stream.read(hint, { row, call: image.calls, parts: parts.length });
    if (part !== undefined) add(state, phase, part);
  }

  function count({ image }: ProcessState, row: number): void {
    image.calls++;
    if (image.calls === leastCalls) image.largeRow = row;
  }

  function add(state: ProcessState, around: StartedPhase, part: Part): void {
    state.parts.push({ part, image: state.image, around, knownRow: -1 });
  }

  function hintOf(stream: ActivityStream, { profile }: StartedPhase, row: number) {
    const { descriptors } = stream;
    if (rows.name(row) === closeId) {
      descriptors.delete(text.descriptor(row, false));
      return undefined;
    }
    call.descriptors = descriptors;
    const hint = rules.hint(profile, row, call);
    const result = hint?.tag === undefined ? Number.NaN : text.result(row);
    if (hint?.tag !== undefined && result >= 0) descriptors.set(result, hint.tag);
    return hint;
  }

  /** Puts the parts that are settled between the phases of a process. */
  function insert(phases: StartedPhase[], parts: readonly OwnedPart[]): void {
    const added = new Map<StartedPhase, StartedPhase[]>();
    const heads = new Map<StartedPhase, StartedPhase>();
    for (const { part, image, around, knownRow } of parts) {
      if (image.largeRow === -1) continue;
      if (part.isHead) {
        heads.set(around, { ...around, ...titleOf(part) });
        continue;
      }
      if (knownRow === -1) continue;
      const made: StartedPhase = {
        ...phaseOf(around, part),
        startRow: part.startRow,
        knownRow: Math.max(knownRow, image.largeRow),
      };
      added.set(around, [...(added.get(around) ?? []), made]);
    }
    const all = phases.flatMap((phase) => [heads.get(phase) ?? phase, ...(added.get(phase) ?? [])]);
    phases.splice(0, phases.length, ...all);
  }

  function phaseOf(around: StartedPhase, part: Part) {
    if (part.pause === 0 && part.activity !== undefined) {
      return newPhase(around.profile, part.activity, 'program', '');
    }
    const pause = fixedPhase(profiles, 'pause', secondsText(part.pause), around.profile);
    return part.activity === undefined
      ? pause
      : { ...pause, title: `${pause.title}: ${lowered(part.activity.title)}` };
  }
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
