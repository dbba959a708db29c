import {
  type Earlier,
  leastResumed,
  type Process,
  type ProcessTable,
  resumeDistance,
  type RowSource,
  type Task,
} from '../processes.ts';
import { foldTimes, type Times } from '../times.ts';
import { ActivityPass } from './activityPass.ts';
import { FigurePass } from './figures.ts';
import { ImagePass, passContext, type PassContext, type PhaseLists } from './imagePass.ts';
import { LoopPass, titleOfLoop } from './loopPass.ts';
import type { PhaseRange, PhaseTable } from './phaseTable.ts';
import type { StartedPhase } from './processFold.ts';
import type { Profile } from './profile.ts';

type Lists = readonly (readonly StartedPhase[] | undefined)[];

/** The passes over one trace, all at the same row. */
interface Passes {
  readonly context: PassContext;
  readonly images: ImagePass;
  readonly loops: LoopPass;
  readonly activities: ActivityPass;
  readonly figures: FigurePass;
}

/** From where a fold of the same trace, grown, goes on, and what it took for granted. */
export interface PausedPhases {
  /** Undefined once another fold has taken them over. */
  passes: Passes | undefined;
  readonly source: RowSource;
  readonly profiles: readonly Profile[];
  readonly row: number;
  readonly processes: ProcessTable;
  /** What the first and the second pass answered to those after them. */
  readonly images: Lists;
  readonly loops: Lists;
  readonly incomplete: ReadonlyMap<number, number>;
}

/**
 * Tells the phases of all processes of a trace, in one go over its rows. Every row of a process is
 * in exactly one of them. No phases for a text that is no trace. Where the trace only grew since
 * `earlier`, its last rows are read again and the new ones; the answer is then the same as if all
 * had been read.
 *
 * @param profiles Tried in this order where ranks are equal.
 */
export function foldPhases(
  source: RowSource,
  processes: ProcessTable,
  profiles: readonly Profile[],
  { times = foldTimes(source.rows), earlier }: Given = {},
): PhaseTable {
  const given = { source, processes, profiles, times };
  const left = takeOver(given, earlier);
  const resumed = left && run(given, left.passes, left.paused);
  return resumed ?? run(given, newPasses(given), undefined) ?? emptyTable;
}

/** What is known beside the trace itself. */
interface Given {
  readonly times?: Times;
  readonly earlier?: Earlier<PhaseTable> | undefined;
}

interface Input {
  readonly source: RowSource;
  readonly processes: ProcessTable;
  readonly profiles: readonly Profile[];
  readonly times: Times;
}

const emptyTable: PhaseTable = { phases: [], phaseAt: () => -1, rowsRead: 0, paused: undefined };

function newPasses({ source, processes, profiles }: Input): Passes {
  const context = passContext(source, processes, profiles);
  return {
    context,
    images: new ImagePass(context),
    loops: new LoopPass(context),
    activities: new ActivityPass(context),
    figures: new FigurePass(context),
  };
}

/** What the earlier fold left, ready to go on from, where all that it has read still stands. */
function takeOver(
  { source, processes, profiles }: Input,
  earlier: Earlier<PhaseTable> | undefined,
): { readonly paused: PausedPhases; readonly passes: Passes } | undefined {
  const paused = earlier?.table.paused;
  const passes = paused?.passes;
  if (earlier === undefined || paused === undefined || passes === undefined) return undefined;
  const stands =
    paused.source === source &&
    paused.profiles === profiles &&
    earlier.changedRow >= paused.row &&
    agreeBefore(paused.row, paused.processes, processes) &&
    [...paused.incomplete].every(([row, tail]) => processes.calls.tail(row) === tail);
  if (!stands) return undefined;
  paused.passes = undefined;
  passes.context.processes = processes;
  passes.context.text.resume(processes.calls, paused.incomplete);
  passes.images.resume();
  passes.figures.resume();
  return { paused, passes };
}

/**
 * Reads on to the end of the trace. Undefined where that shows that what was read before the pause
 * was not the whole truth: then all is to be read again.
 */
function run(
  input: Input,
  passes: Passes,
  paused: PausedPhases | undefined,
): PhaseTable | undefined {
  const { processes, times } = input;
  const { context, images, loops, activities, figures } = passes;
  const { length } = context.rows;
  const from = images.row;
  const pauseRow = length - resumeDistance;
  const pauses = length >= leastResumed && pauseRow >= from;

  if (pauses) images.readTo(pauseRow);
  const keptImages = pauses ? images.copy() : undefined;
  images.readTo(length);
  const imageLists = images.lists();
  if (paused !== undefined && !sameBefore(paused.row, paused.images, imageLists)) return undefined;
  const ofImages: PhaseLists = (process) => imageLists[process];

  if (pauses) loops.readTo(pauseRow, ofImages, times);
  const keptLoops = pauses ? loops.copy() : undefined;
  loops.readTo(length, ofImages, times);
  const loopLists = imageLists.map((_, process) => loops.list(process, ofImages));
  if (paused !== undefined && !sameBefore(paused.row, paused.loops, loopLists)) return undefined;
  const ofLoops: PhaseLists = (process) => loopLists[process];

  if (pauses) activities.readTo(pauseRow, ofLoops, times);
  const keptActivities = pauses ? activities.copy() : undefined;
  activities.readTo(length, ofLoops, times);

  if (pauses) figures.readTo(pauseRow);
  const keptFigures = pauses ? figures.copy() : undefined;
  figures.readTo(length);

  const placed = processes.processes.flatMap((_, process) =>
    measured(passes, times, process, activities.list(process, ofLoops)),
  );
  const next: PausedPhases | undefined =
    keptImages && keptLoops && keptActivities && keptFigures
      ? {
          passes: {
            context,
            images: keptImages,
            loops: keptLoops,
            activities: keptActivities,
            figures: keptFigures,
          },
          source: input.source,
          profiles: input.profiles,
          row: pauseRow,
          processes,
          images: imageLists,
          loops: loopLists,
          incomplete: new Map([...context.text.incomplete].filter(([row]) => row < pauseRow)),
        }
      : undefined;
  return { ...tableOf(placed, processes), rowsRead: length - from, paused: next };
}

/** A phase of one process with what `PhaseRange` says of it. */
interface Placed
  extends Omit<PhaseRange, 'id' | 'title' | 'stage' | 'runtime' | 'startRow' | 'doc' | 'sources'> {
  readonly phase: StartedPhase;
}

/** Gives each phase of a process its last row, its figures and its title. */
function measured(
  { context, images, loops, activities, figures }: Passes,
  times: Times,
  process: number,
  phases: readonly StartedPhase[],
): Placed[] {
  const unplaced = images.unplaced(process);
  const placed: Placed[] = [];
  for (const [index, phase] of phases.entries()) {
    const next = phases[index + 1]?.startRow;
    if (next !== undefined && next <= phase.startRow) continue;
    const endRow = next === undefined ? images.lastRow(process) : context.before(next);
    const loop = loops.loop(process, phase);
    const title =
      loop === undefined
        ? phase.title
        : titleOfLoop(context.rows, loop, {
            after: phase.id === 'pause' || phase.id === 'forked' ? phase.title : undefined,
            activity: activities.ofLoop(process, phase)?.title,
          });
    placed.push({
      phase: { ...phase, title, ...(index === 0 ? unplaced : undefined) },
      process,
      endRow,
      ...figures.between(process, phase.startRow, next),
      wall: wallOf(context, times, phase.startRow, endRow),
      turnsBegin: loop?.names[0] ?? 0,
    });
  }
  return placed;
}

/** Seconds from a row to the last one up to `endRow` that has a time. */
function wallOf({ before }: PassContext, times: Times, startRow: number, endRow: number): number {
  const start = times.elapsed(startRow);
  if (Number.isNaN(start)) return start;
  for (let row = endRow; row > startRow; row = before(row)) {
    const elapsed = times.elapsed(row);
    if (!Number.isNaN(elapsed)) return elapsed - start;
  }
  return 0;
}

/** Whether two answers say the same of what is before `row`, as far as phases go by it. */
function agreeBefore(row: number, one: ProcessTable, other: ProcessTable): boolean {
  const sameTask = (task: Task, index: number) => {
    if (task.firstRow >= row) return true;
    const now = other.tasks[index];
    if (now === undefined || now.process !== task.process) return false;
    return now.firstRow === task.firstRow && (now.creatorRow === -1) === (task.creatorRow === -1);
  };
  const sameProcess = (process: Process, index: number) => {
    if (process.firstRow >= row) return true;
    const now = other.processes[index];
    if (now === undefined || now.parent !== process.parent) return false;
    if ((now.creatorRow === -1) !== (process.creatorRow === -1)) return false;
    const images = process.images.filter((image) => image.row < row);
    const imagesNow = now.images.filter((image) => image.row < row);
    return (
      images.length === imagesNow.length &&
      images.every(
        (image, at) =>
          image.row === imagesNow[at]?.row && image.startRow === imagesNow[at].startRow,
      )
    );
  };
  return one.tasks.every(sameTask) && one.processes.every(sameProcess);
}

/** Whether two lists say the same of the phases that start before `row`. */
function sameBefore(row: number, one: Lists, other: Lists): boolean {
  const count = Math.max(one.length, other.length);
  for (let process = 0; process < count; process++) {
    const a = one[process] ?? [];
    const b = other[process] ?? [];
    if (a === b) continue;
    for (let index = 0; ; index++) {
      const first = a[index];
      const second = b[index];
      const ends = (first?.startRow ?? row) >= row && (second?.startRow ?? row) >= row;
      if (ends) break;
      if (first === undefined || second === undefined || !isSame(first, second)) return false;
    }
  }
  return true;
}

function isSame(one: StartedPhase, other: StartedPhase): boolean {
  return (
    one === other ||
    (one.startRow === other.startRow &&
      one.knownRow === other.knownRow &&
      one.profile === other.profile &&
      one.id === other.id &&
      one.title === other.title &&
      one.stage === other.stage &&
      one.runtime === other.runtime &&
      one.isLoop === other.isLoop &&
      one.doc === other.doc)
  );
}

function tableOf(
  all: readonly Placed[],
  processes: ProcessTable,
): Pick<PhaseTable, 'phases' | 'phaseAt'> {
  const ids = numberIds(all);
  const sorted = all.toSorted(
    (a, b) => a.phase.startRow - b.phase.startRow || a.process - b.process,
  );
  const phases = sorted.map((placed): PhaseRange => {
    const { phase, ...figures } = placed;
    return {
      id: ids.get(placed) ?? '',
      title: phase.title,
      stage: phase.stage,
      runtime: phase.runtime,
      startRow: phase.startRow,
      ...figures,
      doc: phase.doc,
      sources: phase.profile.sources,
    };
  });
  const byProcess: number[][] = processes.processes.map(() => []);
  for (const [index, { process }] of phases.entries()) byProcess[process]?.push(index);
  return {
    phases,
    phaseAt(row) {
      const own = byProcess[processes.processAt(row)] ?? [];
      let low = 0;
      let high = own.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((phases[own[middle] ?? -1]?.startRow ?? 0) <= row) low = middle;
        else high = middle - 1;
      }
      return own[low] ?? -1;
    },
  };
}

/**
 * Numbers that repeat follow the row that told of the phase, not the row it starts at: what is
 * appended to a trace then never renames what was there.
 */
function numberIds(all: readonly Placed[]): Map<Placed, string> {
  const counts = new Map<string, number>();
  const ids = new Map<Placed, string>();
  const known = all.toSorted(
    (a, b) =>
      a.phase.knownRow - b.phase.knownRow ||
      a.phase.startRow - b.phase.startRow ||
      a.process - b.process,
  );
  for (const placed of known) {
    const id = `${placed.phase.profile.name}.${placed.phase.id}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    ids.set(placed, count === 1 ? id : `${id}#${count}`);
  }
  return ids;
}
