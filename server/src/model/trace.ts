import { type JoinedCall, joinCall } from '../syntax/joinCall.ts';
import { parseLine } from '../syntax/parseLine.ts';
import type { Line } from '../syntax/tree.ts';
import type { TraceText } from '../syntax/traceText.ts';
import { foldPhases } from './phases/foldPhases.ts';
import type { Profile } from './phases/profile.ts';
import type { PhaseTable } from './phases/phaseTable.ts';
import { type Earlier, foldProcesses, type ProcessTable } from './processes.ts';
import { compiledReasons } from './reasons/compiledReasons.ts';
import type { Reason } from './reasons/reason.ts';
import { type Reasons, reasonsOf } from './reasons/findReason.ts';
import { type Attributes, attributesOf, type AttributeTable } from './state/attributes.ts';
import { type Descriptors, descriptorsOf } from './state/descriptors.ts';
import { descriptorSteps, foldDescriptors } from './state/foldDescriptors.ts';
import { type Memory, memoryOf } from './state/memory.ts';
import { type Paths, pathsOf } from './state/paths.ts';
import { type Signals, signalsOf } from './state/signals.ts';
import { type Waits, waitsOf } from './state/waits.ts';
import { Recent } from './recent.ts';
import { foldThreads, type ThreadTable } from './threads.ts';
import { foldTimes, type Times } from './times.ts';

interface Dated<Table> {
  readonly table: Table;
  readonly revision: number;
}

interface Left {
  processes?: Dated<ProcessTable> | undefined;
  times?: Dated<Times> | undefined;
  phases?: Dated<PhaseTable> | undefined;
}

/**
 * One version of a trace: its text, and what follows from it. Each part is made when it is first
 * asked for and kept for as long as the version is.
 */
export class Trace {
  readonly text: TraceText;
  readonly version: number;
  readonly #profiles: readonly Profile[];
  readonly #ownReasons: readonly Reason[];
  readonly #lines = new Recent<Line>();
  readonly #calls = new Recent<{ readonly call: JoinedCall; readonly rows: readonly number[] }>();
  readonly #revision: number;
  /** What a version before knew, until it is gone on with: old tables are not kept. */
  #earlier: Left = {};
  #processes: ProcessTable | undefined;
  #times: Times | undefined;
  #threads: ThreadTable | undefined;
  #phases: PhaseTable | undefined;
  #reasons: Reasons | undefined;
  #descriptors: Descriptors | undefined;
  #paths: Paths | undefined;
  #memory: Memory | undefined;
  #signals: Signals | undefined;
  #waits: Waits | undefined;
  #attributes: AttributeTable | undefined;

  /**
   * @param profiles What tells phases apart, in the order in which they are tried.
   * @param ownReasons The user's reasons for lines.
   * @param before The same document at a version before. It is void from now on: where the text only
   *   grew since, what was known of it is gone on with.
   */
  constructor(
    text: TraceText,
    profiles: readonly Profile[],
    ownReasons: readonly Reason[] = [],
    before?: Trace,
  ) {
    this.text = text;
    this.#profiles = profiles;
    this.#ownReasons = ownReasons;
    this.version = text.version;
    this.#revision = text.revision;
    if (before?.text === text) this.#earlier = before.#left();
  }

  get lineCount(): number {
    return this.text.rows.length;
  }

  get processes(): ProcessTable {
    this.#processes ??= foldProcesses(this.text, this.#grown(this.#earlier.processes));
    this.#earlier.processes = undefined;
    return this.#processes;
  }

  get times(): Times {
    this.#times ??= foldTimes(this.text.rows, this.#grown(this.#earlier.times));
    this.#earlier.times = undefined;
    return this.#times;
  }

  /** What each thread did, where a process has several. */
  get threads(): ThreadTable {
    this.#threads ??= foldThreads(this.text, this.processes);
    return this.#threads;
  }

  get phases(): PhaseTable {
    this.#phases ??= foldPhases(this.text, this.processes, this.#profiles, {
      times: this.times,
      earlier: this.#grown(this.#earlier.phases),
    });
    this.#earlier.phases = undefined;
    return this.#phases;
  }

  /** Why lines are there. */
  get reasons(): Reasons {
    this.#reasons ??= reasonsOf(this, compiledReasons(this.#ownReasons));
    return this.#reasons;
  }

  /** What each number of a descriptor leads to, at every row. */
  get descriptors(): Descriptors {
    this.#descriptors ??= descriptorsOf(foldDescriptors(this.text, this.processes), this.processes);
    return this.#descriptors;
  }

  /** Makes the descriptors in steps, so that others can be served in between. */
  *prepareDescriptors(): Generator<undefined, void> {
    if (this.#descriptors !== undefined) return;
    const log = yield* descriptorSteps(this.text, this.processes);
    this.#descriptors ??= descriptorsOf(log, this.processes);
  }

  /** Current directories, and paths as they are from the root. */
  get paths(): Paths {
    this.#paths ??= pathsOf(this);
    return this.#paths;
  }

  /** What is mapped where. */
  get memory(): Memory {
    this.#memory ??= memoryOf(this.text, this.processes);
    return this.#memory;
  }

  /** Who sent each signal, and what became of it. */
  get signals(): Signals {
    this.#signals ??= signalsOf(this.text, this.processes);
    return this.#signals;
  }

  /** Who woke whom. */
  get waits(): Waits {
    this.#waits ??= waitsOf(this.text, this.processes);
    return this.#waits;
  }

  /** What the thread of a row is set to before its call: directory, umask, ids and so on. */
  attributesAt(row: number): Attributes {
    this.#attributes ??= attributesOf(this.text, this.processes);
    const directory = this.paths.directoryAt(row);
    return { ...this.#attributes.at(row), ...(directory !== undefined && { directory }) };
  }

  /** What a version after this one may go on from: of each table the last that was made. */
  #left(): Left {
    const revision = this.#revision;
    return {
      processes: this.#processes ? { table: this.#processes, revision } : this.#earlier.processes,
      times: this.#times ? { table: this.#times, revision } : this.#earlier.times,
      phases: this.#phases ? { table: this.#phases, revision } : this.#earlier.phases,
    };
  }

  #grown<Table>(left: Dated<Table> | undefined): Earlier<Table> | undefined {
    return left && { table: left.table, changedRow: this.text.firstChangeSince(left.revision) };
  }

  /** The line, taken apart; undefined past the end. */
  line(row: number): Line | undefined {
    if (row < 0 || row >= this.lineCount) return undefined;
    return this.#lines.get(row, () => parseLine(this.text.text(row)));
  }

  /** The call that a row is a part of, joined from its pieces; undefined where there is none. */
  call(row: number): { readonly call: JoinedCall; readonly rows: readonly number[] } | undefined {
    const head = this.processes.calls.head(row);
    if (head === -1) return undefined;
    return this.#calls.get(head, () => {
      const rows = this.processes.calls.pieces(row);
      return { call: joinCall(rows.map((piece) => this.text.text(piece))), rows };
    });
  }
}
