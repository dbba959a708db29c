import { RowKind } from '../../syntax/kinds.ts';
import type { Rows } from '../../syntax/rowTable.ts';
import { idsOf } from '../calls.ts';
import type { ProcessTable, RowSource } from '../processes.ts';
import { IntColumn } from '../rowColumn.ts';
import { bindProfiles } from './boundProfile.ts';
import { CallText } from './callText.ts';
import { endOfTrace, FitMemo } from './fitCall.ts';
import { unplacedPhase } from './fixedPhases.ts';
import { PerProcess } from './perProcess.ts';
import { type FoldContext, ProcessFold, type StartedPhase } from './processFold.ts';
import type { Profile } from './profile.ts';

const forks = ['fork', 'vfork', 'clone', 'clone2', 'clone3'] as const;

/** How many lines a call of the same thread is looked for in. */
const neighborRows = 256;

/** The lists of phases that a pass made, by index of the process; undefined where it has none. */
export type PhaseLists = (process: number) => readonly StartedPhase[] | undefined;

/** What all passes over one trace share, for as long as the trace only grows. */
export interface PassContext extends FoldContext {
  readonly before: (row: number) => number;
  readonly beforeColumn: IntColumn;
}

/** What the passes over a trace work on. */
export function passContext(
  source: RowSource,
  processes: ProcessTable,
  profiles: readonly Profile[],
): PassContext {
  const { rows } = source;
  const beforeColumn = new IntColumn(rows.length);
  const bound = bindProfiles(profiles, rows);
  const context: PassContext = {
    rows,
    text: new CallText(source, processes.calls),
    processes,
    profiles: bound,
    memo: new FitMemo(bound.patternCount),
    beforeColumn,
    before: (row) => beforeColumn.get(row),
    neighbor,
    forking: -1,
    ids: idsIn(rows),
  };
  return context;

  function neighbor(row: number, step: 1 | -1): number {
    const table = context.processes;
    const task = table.taskAt(row);
    for (let at = row + step; Math.abs(at - row) <= neighborRows; at += step) {
      if (at >= rows.length) return endOfTrace;
      if (at < 0) return -1;
      if (table.taskAt(at) === task && table.calls.head(at) === at) return at;
    }
    return -1;
  }
}

function idsIn(rows: Rows): FoldContext['ids'] {
  return { exitGroup: rows.nameId('exit_group') || -1, exit: rows.nameId('exit') || -1 };
}

/** The first pass: the images of all processes, with their start-up and shutdown. */
export class ImagePass {
  readonly #context: PassContext;
  #row = 0;
  /** Last row so far, per process. */
  #last: number[] = [];
  #folds = new PerProcess<ProcessFold>();
  #forking = -1;

  constructor(context: PassContext) {
    this.#context = context;
  }

  /** The next row to be read. */
  get row(): number {
    return this.#row;
  }

  readTo(until: number): void {
    const { rows, processes, beforeColumn } = this.#context;
    this.#context.ids = idsIn(rows);
    const forkIds = idsOf(rows, forks);
    for (; this.#row < until; this.#row++) {
      const row = this.#row;
      const process = processes.processAt(row);
      if (process === -1) continue;
      beforeColumn.set(row, this.#last[process] ?? -1);
      this.#last[process] = row;
      if (forkIds.has(rows.name(row))) this.#noteFork(row, process);
      this.#foldOf(process).feed(row);
    }
  }

  /** A copy that stays where this one is now. */
  copy(): ImagePass {
    const copy = new ImagePass(this.#context);
    copy.#row = this.#row;
    copy.#last = [...this.#last];
    copy.#folds = this.#folds.copy();
    copy.#forking = this.#forking;
    return copy;
  }

  /** Makes ready to go on from here. */
  resume(): void {
    this.#context.beforeColumn.truncate(this.#row);
    this.#context.forking = this.#forking;
  }

  /** Row of a process that comes last so far; -1 where there is none. */
  lastRow(process: number): number {
    return this.#last[process] ?? -1;
  }

  /** The phases of each process, as they are known so far. They are not changed any more. */
  lists(): (readonly StartedPhase[] | undefined)[] {
    return this.#context.processes.processes.map((_, process) => this.#folds.get(process)?.phases);
  }

  /** What stands in the place of the phase of a process whose start the trace does not show. */
  unplaced(process: number): ReturnType<typeof unplacedPhase> | undefined {
    const own = this.#context.processes.processes[process];
    if (own === undefined || this.#folds.get(process)?.isUnplaced !== true) return undefined;
    return unplacedPhase(this.#context, own);
  }

  #noteFork(row: number, process: number): void {
    const kind = this.#context.rows.kind(row);
    const isOpen = kind === RowKind.unfinished || kind === RowKind.splitHead;
    this.#forking = isOpen ? process : -1;
    this.#context.forking = this.#forking;
  }

  #foldOf(index: number): ProcessFold {
    return this.#folds.own(index, () => {
      const parent = this.#context.processes.processes[index]?.parent ?? -1;
      // While a fork has not returned, a process that nobody is known to have made is its child.
      const maker = this.#folds.get(parent) ?? this.#folds.get(this.#forking);
      return new ProcessFold(this.#context, index, maker);
    });
  }
}
