import { RowKind } from '../../syntax/kinds.ts';
import type { Rows } from '../../syntax/rowTable.ts';
import { isCallKind } from '../calls.ts';
import type { Image, Process, ProcessTable } from '../processes.ts';
import type { BoundProfile, BoundProfiles } from './boundProfile.ts';
import type { CallText } from './callText.ts';
import { readCommandLine } from './commandLine.ts';
import { detachedPhase, supersededPhase } from './departure.ts';
import { type FitMemo, fitsCall } from './fitCall.ts';
import { fixedPhase } from './fixedPhases.ts';
import { baseName } from './glob.ts';
import type { NewPhase } from './newPhase.ts';
import { type Assumptions, StartUp } from './startUp.ts';
import { type Linkage, linkageOf } from './linkage.ts';
import { readWindDown } from './windDown.ts';

/** In how many of its first calls an image can be proved to be of another runtime than thought. */
const earlyCalls = 600;

/** What all processes of a trace share. */
export interface FoldContext {
  readonly rows: Rows;
  readonly text: CallText;
  /** Another one once the trace has grown. */
  processes: ProcessTable;
  readonly profiles: BoundProfiles;
  /** Row of the same process before this one; -1 where there is none. */
  before(row: number): number;
  /** First piece of the next call of the same thread (1), or of the one before (-1); -1 for none. */
  neighbor(row: number, step: 1 | -1): number;
  /** Process whose fork has not returned; -1 where there is none. */
  forking: number;
  readonly memo: FitMemo;
  /** Ids of names that are asked for at every call; -1 where the trace has none of them. */
  ids: { readonly exitGroup: number; readonly exit: number };
}

/** A phase with the row it starts at. It ends where the next of its process starts. */
export interface StartedPhase extends NewPhase {
  readonly startRow: number;
  /** Row that told that the phase is there: numbers in ids follow it. */
  readonly knownRow: number;
  /** It is one loop, and is not divided any further. */
  readonly isLoop?: boolean;
}

type State = 'unplaced' | 'startUp' | 'program' | 'ended';

const noAssumptions: Assumptions = {
  proven: undefined,
  banned: new Set(),
  linkage: 'static',
  withoutMarks: false,
};

/** Goes through the rows of one process and tells the phases they are in. */
export class ProcessFold {
  readonly phases: StartedPhase[] = [];
  readonly #context: FoldContext;
  readonly #index: number;
  readonly #parent: ProcessFold | undefined;
  #state: State = 'unplaced';
  #nextImage = 0;
  #startUp: StartUp | undefined;
  #assumptions = noAssumptions;
  #runtime: BoundProfile | undefined;
  /** Task whose calls go through start-up. */
  #task = -1;
  #imagePhase = 0;
  /** Undefined while too little of the image is there: then it is left in its first phase. */
  #linkage: Linkage | undefined;
  #programRow = -1;
  /** How many calls of this image were read, up to `earlyCalls`. */
  #early = 0;
  /** Row of an opened file that start-up would have to use next, in a trace with all calls. */
  #opened = -1;
  /** Tasks that called `exit`. The line on which the first thread is gone comes last of all. */
  #leaving = new Set<number>();

  constructor(context: FoldContext, index: number, parent: ProcessFold | undefined) {
    this.#context = context;
    this.#index = index;
    this.#parent = parent;
  }

  /** A copy that stays where this one is now. */
  copy(): ProcessFold {
    const copy = new ProcessFold(this.#context, this.#index, this.#parent);
    copy.phases.push(...this.phases);
    copy.#state = this.#state;
    copy.#nextImage = this.#nextImage;
    copy.#startUp = this.#startUp?.copy();
    copy.#assumptions = this.#assumptions;
    copy.#runtime = this.#runtime;
    copy.#task = this.#task;
    copy.#imagePhase = this.#imagePhase;
    copy.#linkage = this.#linkage;
    copy.#programRow = this.#programRow;
    copy.#early = this.#early;
    copy.#opened = this.#opened;
    copy.#leaving = new Set(this.#leaving);
    return copy;
  }

  get #process(): Process {
    return this.#context.processes.processes[this.#index] ?? emptyProcess;
  }

  /** True where the trace shows no start of the process: then its one phase depends on its end. */
  get isUnplaced(): boolean {
    return this.#state === 'unplaced';
  }

  /** The runtime of the program that runs now; undefined where it is not known. */
  get runtime(): BoundProfile | undefined {
    return this.#runtime ?? this.#startUp?.runtime;
  }

  /** Reads a row of this process. Rows come in order. */
  feed(row: number): void {
    const { rows, processes } = this.#context;
    const image = this.#process.images[this.#nextImage];
    if (image !== undefined && row === this.#firstRowOf(image)) {
      this.#nextImage++;
      this.#startImage(image);
      return;
    }
    if (this.phases.length === 0) this.#begin(row);
    if (this.#state === 'ended' || this.#state === 'unplaced') return;
    const kind = rows.kind(row);
    if (kind === RowKind.exit) this.#readExit(row);
    else if (isCallKind(kind)) {
      if (processes.calls.head(row) === row) this.#readCall(row);
      if (!rows.ended(row)) this.#leave(detachedPhase(this.#context, row, this.runtime?.profile));
    }
  }

  /** An `execve` by another thread than the first begins the image where it returns. */
  #firstRowOf(image: Image): number {
    const { processes } = this.#context;
    const isOther = processes.taskAt(image.row) !== processes.taskAt(image.startRow);
    return isOther ? image.startRow : image.row;
  }

  #leave(phase: StartedPhase | undefined): void {
    if (phase === undefined) return;
    while ((this.phases.at(-1)?.startRow ?? -1) >= phase.startRow) this.phases.pop();
    this.phases.push(phase);
    this.#state = 'ended';
  }

  #begin(row: number): void {
    const { creatorRow } = this.#process;
    if (this.#parent === undefined || (creatorRow === -1 && this.#context.forking === -1)) {
      this.#open(fixedPhase(this.#context.profiles, 'running', ''), row);
      return;
    }
    this.#runtime = this.#parent.runtime;
    const forked = fixedPhase(this.#context.profiles, 'forked', '');
    this.#open({ ...forked, runtime: this.#runtime?.profile.runtime }, row);
    this.#state = 'program';
    this.#programRow = row + 1;
  }

  #startImage(image: Image): void {
    this.#state = 'startUp';
    this.#runtime = undefined;
    this.#assumptions = noAssumptions;
    this.#early = 0;
    this.#imagePhase = this.phases.length;
    this.#programRow = -1;
    this.#leaving.clear();
    this.#task = this.#context.processes.taskAt(image.startRow);
    this.#restart(image);
  }

  #restart(image: Image): void {
    this.phases.length = this.#imagePhase;
    const { profiles } = this.#context;
    const command = readCommandLine(this.#context.text.args(image.row));
    this.#linkage = linkageOf(this.#context, this.#index, image.startRow);
    this.#startUp = new StartUp(command, this.#context, profiles, {
      ...this.#assumptions,
      linkage: this.#linkage ?? 'static',
    });
    this.#opened = -1;
    this.#state = 'startUp';
    this.#runtime = undefined;
    const exec = fixedPhase(profiles, 'exec', baseName(command.path));
    // That an `execve` succeeds is known when it returns.
    this.phases.push({ ...exec, startRow: this.#firstRowOf(image), knownRow: image.startRow });
  }

  #readCall(row: number): void {
    const { rows, processes, ids } = this.#context;
    const name = rows.name(row);
    if (name === ids.exit) this.#leaving.add(processes.taskAt(row));
    if (name === ids.exitGroup || (name === ids.exit && this.#isLastTask(row))) {
      this.#end(row);
      return;
    }
    if (this.#linkage === undefined && this.#state === 'startUp') return;
    if (this.#early < earlyCalls && this.#startUp !== undefined) {
      this.#early++;
      if (this.#readProof(row)) return;
    }
    if (this.#state === 'startUp') this.#readStartUp(row, processes.taskAt(row));
  }

  #readStartUp(row: number, task: number): void {
    const startUp = this.#startUp;
    if (startUp === undefined) return;
    const all = startUp.runtime?.profile.threads === 'all';
    if (task !== this.#task && !all) {
      if (!startUp.takesAll) return;
    }
    if (this.#isFiltered(row)) {
      this.#openFiltered(row);
      return;
    }
    const step = startUp.feed(row);
    if (startUp.markedRow === row && task !== this.#task) {
      startUp.otherThread = true;
      if (startUp.runtime?.profile.handover === true) this.#task = task;
    }
    if (step.kind === 'stays') return;
    this.#open(step.phase, row);
    if (step.kind === 'program') {
      this.#state = 'program';
      this.#runtime = startUp.runtime;
      this.#programRow = row;
    }
  }

  /**
   * With a filter (`-e trace=`) the loader's calls have gaps: the cache that it opened is never
   * mapped, yet the next file is opened.
   */
  #isFiltered(row: number): boolean {
    const { rows, text } = this.#context;
    const name = rows.names[rows.name(row)] ?? '';
    if (name === 'mmap' || name === 'mmap2') this.#opened = -1;
    if (name !== 'openat' && name !== 'open') return false;
    if (this.#opened !== -1) return true;
    if (text.path(row) === '/etc/ld.so.cache' && text.result(row) >= 0) this.#opened = row;
    return false;
  }

  #openFiltered(row: number): void {
    this.phases.length = this.#imagePhase + 1;
    const unknown = this.#context.profiles.byName('unknown');
    const first = this.#callsOfImage(row)[0] ?? row;
    this.#open(fixedPhase(this.#context.profiles, 'filtered', '', unknown?.profile), first);
    this.#state = 'program';
    this.#runtime = unknown;
    this.#programRow = first;
    this.#early = earlyCalls;
    this.#startUp = undefined;
  }

  /** Whether the call proves another runtime than was thought; then the image is read again. */
  #readProof(row: number): boolean {
    const { profiles, rows } = this.#context;
    const startUp = this.#startUp;
    if (startUp === undefined) return false;
    const proofs = profiles.proofs(rows.name(row));
    const known = startUp.runtime?.profile;
    const proven = profiles.byName(this.#assumptions.proven ?? '')?.profile;
    for (const { profile, pattern, needsHint } of proofs) {
      if (needsHint && profile.profile !== known) continue;
      if (profile.profile.rank <= (proven?.rank ?? -1)) continue;
      if (!fitsCall(pattern, row, startUp.context)) continue;
      this.#assumptions = { ...this.#assumptions, proven: profile.profile.name };
      if (known === profile.profile || (known === undefined && !this.#skipsSystem(profile))) {
        startUp.prove(profile.profile.name);
        return false;
      }
      this.#readAgain(row);
      return true;
    }
    if (this.#early === earlyCalls && startUp.needsProof) {
      this.#ban(row);
      return true;
    }
    return false;
  }

  #skipsSystem({ profile }: BoundProfile): boolean {
    return profile.freestanding === true && this.#linkage === 'static';
  }

  #ban(row: number): void {
    const name = this.runtime?.profile.name;
    if (name === undefined) return;
    const banned = new Set([...this.#assumptions.banned, name]);
    this.#assumptions = { ...this.#assumptions, banned };
    this.#readAgain(row);
  }

  /** Reads the image's calls up to `last` once more, with other assumptions. */
  #readAgain(last: number): void {
    const image = this.#process.images[this.#nextImage - 1];
    if (image === undefined) return;
    const calls = this.#callsOfImage(last);
    this.#task = this.#context.processes.taskAt(image.startRow);
    this.#restart(image);
    for (const row of calls) {
      if (this.#state !== 'startUp') return;
      this.#readStartUp(row, this.#context.processes.taskAt(row));
    }
  }

  /** First pieces of this image's calls up to `last`, in order. */
  #callsOfImage(last: number): number[] {
    const { processes } = this.#context;
    const start = this.#process.images[this.#nextImage - 1]?.startRow ?? last;
    const calls: number[] = [];
    for (let row = last; row > start; row = this.#context.before(row)) {
      if (processes.calls.head(row) === row) calls.push(row);
    }
    return calls.toReversed();
  }

  #readExit(row: number): void {
    const text = this.#context.text.text(row);
    if (text.includes('+++ superseded')) {
      this.#leave(supersededPhase(this.#context, row, this.runtime?.profile));
      return;
    }
    // A seccomp filter may kill one thread alone.
    const isWhole = text.includes('+++ killed') && !text.includes('killed by SIGSYS');
    if (isWhole || this.#isLastTask(row)) this.#end(row);
  }

  #isLastTask(row: number): boolean {
    const { processes } = this.#context;
    const own = processes.taskAt(row);
    return this.#process.tasks.every((index) => {
      const task = processes.tasks[index];
      if (index === own || task === undefined || this.#leaving.has(index)) return true;
      return task.firstRow > row || (task.exitRow !== -1 && task.exitRow < row);
    });
  }

  #end(row: number): void {
    const last = this.#context.before(row);
    if (this.#startUp?.needsProof === true && this.#early < earlyCalls) this.#ban(last);
    if (this.#state === 'startUp' && this.#startUp?.takesAll === true) {
      this.#assumptions = { ...this.#assumptions, withoutMarks: true };
      this.#readAgain(last);
    }
    const phases = readWindDown(this.#context, {
      exitRow: row,
      programRow: this.#state === 'program' ? this.#programRow : row,
      runtime: this.runtime ?? this.#context.profiles.byName('unknown'),
      command: this.#startUp?.context.command,
    });
    const first = phases[0]?.startRow ?? row;
    while ((this.phases.at(-1)?.startRow ?? -1) >= first) this.phases.pop();
    this.phases.push(...phases);
    this.#state = 'ended';
  }

  #open(phase: NewPhase, row: number): void {
    this.phases.push({ ...phase, startRow: row, knownRow: row });
  }
}

const emptyProcess: Process = {
  pid: undefined,
  parent: -1,
  tasks: [],
  images: [],
  firstRow: 0,
  lastRow: -1,
  creatorRow: -1,
};
