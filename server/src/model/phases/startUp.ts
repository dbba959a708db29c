import type { Stage } from '../../protocol.ts';
import type { BoundBlock, BoundProfile, BoundProfiles, Candidate } from './boundProfile.ts';
import { type CommandLine, exeNames } from './commandLine.ts';
import { holds } from './condition.ts';
import { type CallContext, endOfTrace, type FitMemo, tagOf } from './fitCall.ts';
import { baseName, fitsAny } from './glob.ts';
import type { Linkage } from './linkage.ts';
import { type NewPhase, newPhase, programPhase } from './newPhase.ts';
import { isTrusted, runtimeOf } from './recognize.ts';
import type { Condition, PhaseRule } from './profile.ts';

/** What a call means for the start-up of its program. */
type Step =
  | { readonly kind: 'stays' }
  | { readonly kind: 'opens'; readonly phase: NewPhase }
  | { readonly kind: 'program'; readonly phase: NewPhase };

/** What is known of an image before its start-up is read, or was found out while reading it. */
export interface Assumptions {
  /** Name of the runtime's profile, where a call proved it. */
  readonly proven: string | undefined;
  /** Runtimes that were hinted at and not confirmed. */
  readonly banned: ReadonlySet<string>;
  readonly linkage: Linkage;
  /** The call that blocks wait for which take everything never came: they take what fits alone. */
  readonly withoutMarks: boolean;
}

const opening = new Set(['open', 'openat', 'openat2', 'creat']);
const duplicating = new Set(['dup', 'dup2', 'dup3', 'fcntl', 'fcntl64']);
const stageOrder: Readonly<Record<Stage, number>> = {
  exec: 0,
  loader: 1,
  libc: 2,
  runtime: 3,
  program: 4,
  shutdown: 5,
};
const stays: Step = { kind: 'stays' };
const anyDescriptor = 'own';
/** How many lines before the end of the trace the next call of a thread may not be there yet. */
const nearEnd = 512;

/**
 * Reads the start-up of one program image: which phase each call is of, and which call is the
 * program's first. Blocks come in the order of the profiles; a call that no further block takes is
 * the program's.
 */
export class StartUp {
  /** What calls of the image are held against. */
  context: CallContext;
  /** Set where another thread than the one that goes through start-up ended a block. */
  otherThread = false;
  readonly #profiles: BoundProfiles;
  readonly #memo: FitMemo;
  readonly #assumptions: Assumptions;
  readonly #descriptors = new Map<number, string>();
  readonly #libraries: string[] = [];
  #blocks: BoundBlock[];
  #at = 0;
  #rule: PhaseRule | undefined;
  #ruleBlock = -1;
  #file = '';
  /** Place of the stage that was reached: stages never go back. */
  #stage = 0;
  /** Id of the phase that the last call was put in, whether it can take more or not. */
  #lastId = '';
  #taken = 0;
  #placed = 0;
  #markedRow = -1;
  #proven: string;
  #chosen: BoundProfile | undefined;
  #chosenByProof = false;

  constructor(
    command: CommandLine,
    context: Omit<CallContext, 'command' | 'descriptors'> & { readonly memo: FitMemo },
    profiles: BoundProfiles,
    assumptions: Assumptions,
  ) {
    this.context = { ...context, command, descriptors: this.#descriptors };
    this.#profiles = profiles;
    this.#memo = context.memo;
    this.#assumptions = assumptions;
    this.#proven = assumptions.proven ?? '';
    const proven = profiles.byName(this.#proven);
    if (proven?.profile.freestanding === true && assumptions.linkage === 'static') {
      this.#blocks = [];
      this.#choose(proven);
    } else this.#blocks = profiles.system.flatMap(({ start }) => start);
  }

  /** A copy that stays where this one is now. */
  copy(): StartUp {
    const { command, ...context } = this.context;
    const copy = new StartUp(
      command,
      { ...context, memo: this.#memo },
      this.#profiles,
      this.#assumptions,
    );
    copy.otherThread = this.otherThread;
    for (const [number, tag] of this.#descriptors) copy.#descriptors.set(number, tag);
    copy.#libraries.push(...this.#libraries);
    copy.#blocks = [...this.#blocks];
    copy.#at = this.#at;
    copy.#rule = this.#rule;
    copy.#ruleBlock = this.#ruleBlock;
    copy.#file = this.#file;
    copy.#stage = this.#stage;
    copy.#lastId = this.#lastId;
    copy.#taken = this.#taken;
    copy.#placed = this.#placed;
    copy.#markedRow = this.#markedRow;
    copy.#proven = this.#proven;
    copy.#chosen = this.#chosen;
    copy.#chosenByProof = this.#chosenByProof;
    copy.context = { ...this.context, descriptors: copy.#descriptors };
    return copy;
  }

  /** The runtime that the program is taken for; undefined before the C library has started. */
  get runtime(): BoundProfile | undefined {
    return this.#chosen;
  }

  /** True where the runtime is only hinted at, by a name, and a call must confirm it. */
  get needsProof(): boolean {
    return this.#chosen !== undefined && !this.#chosenByProof && !isTrusted(this.#chosen);
  }

  /** Row of the last call that ended a block which takes everything; -1 before the first. */
  get markedRow(): number {
    return this.#markedRow;
  }

  /** True while everything that any thread does is start-up, until a certain call. */
  get takesAll(): boolean {
    for (let index = this.#at; index < this.#blocks.length; index++) {
      const block = this.#blocks[index]?.block;
      if (block === undefined || !this.#holds(block.when)) continue;
      if (this.#assumptions.withoutMarks) return false;
      return block.until !== undefined && (block.begins === undefined || index === this.#ruleBlock);
    }
    return false;
  }

  /** A call proved that the program is of this runtime, which no other was taken for. */
  prove(name: string): void {
    this.#proven = name;
    this.#chosenByProof = this.#chosen?.profile.name === name;
  }

  /** Reads the call whose first piece is on `row`. */
  feed(row: number): Step {
    if (this.#isUndecided(row)) return stays;
    this.#memo.forget();
    for (;;) {
      const context = this.context;
      for (let index = this.#at; index < this.#blocks.length; index++) {
        const bound = this.#blocks[index];
        if (bound === undefined) continue;
        if (stageOrder[bound.block.stage] < this.#stage || !this.#holds(bound.block.when)) continue;
        const step = this.#tryBlock(bound, index, row, context);
        if (step !== undefined) return step;
      }
      if (this.#chosen !== undefined) return this.#startProgram(this.#chosen);
      this.#at = this.#blocks.length;
      this.#choose(
        runtimeOf(this.#profiles, {
          command: this.context.command,
          libraries: this.#libraries,
          proven: this.#proven,
          banned: this.#assumptions.banned,
          hasCLibrary: this.#placed > 0,
        }),
      );
      if (this.#chosen === undefined) return stays;
    }
  }

  #holds(condition: Condition | undefined): boolean {
    if (condition === undefined) return true;
    return holds(condition, {
      command: this.context.command,
      libraries: this.#libraries,
      linkage: this.#assumptions.linkage,
      otherThread: this.otherThread,
    });
  }

  /** A block goes on with calls on descriptors that start-up opened, whatever they are. */
  #holdsOn(index: number): boolean {
    return this.#ruleBlock === index && this.#descriptors.size > 0;
  }

  /** What the call means depends on the next one, which is not there yet. */
  #isUndecided(row: number): boolean {
    const { rows } = this.context;
    if (row < rows.length - nearEnd || this.context.neighbor(row, 1) !== endOfTrace) {
      return false;
    }
    const name = rows.name(row);
    return this.#blocks
      .slice(this.#at)
      .some((bound) => bound.candidates(name).some(({ pattern }) => pattern.next !== undefined));
  }

  #tryBlock(bound: BoundBlock, index: number, row: number, context: CallContext): Step | undefined {
    const { block } = bound;
    const name = context.rows.name(row);
    const candidates = bound.candidates(name);
    if (candidates.length === 0 && block.until === undefined && !this.#holdsOn(index))
      return undefined;
    const fitting = candidates.filter((one) => this.#memo.fits(one, row, context));
    const inBlock = this.#ruleBlock === index;
    if (block.begins !== undefined && !inBlock && !fitting.some(({ role }) => role === 'begins')) {
      return undefined;
    }
    const current = inBlock ? this.#rule : undefined;
    const hit = this.#pick(fitting, current, row, context);
    const sticks =
      hit !== undefined ||
      (block.until !== undefined && !this.#assumptions.withoutMarks) ||
      (inBlock && tagOf(row, context) !== undefined) ||
      fitting.some(({ role }) => role === 'also' || role === 'stops');
    if (!sticks) return undefined;

    this.#note(row, fitting, context);
    const ended = fitting.some(({ role }) => role === 'until' || role === 'stops');
    if (block.lingers !== true) this.#at = ended ? index + 1 : index;
    this.#stage = stageOrder[block.stage];
    if (ended) this.#markedRow = row;
    const step = this.#enter(bound, index, hit, row, context);
    if (ended) this.#ruleBlock = -1;
    return step;
  }

  /** Which of the fitting patterns decides: what goes on with the open phase comes first. */
  #pick(
    fitting: readonly Candidate[],
    current: PhaseRule | undefined,
    row: number,
    context: CallContext,
  ): Candidate | undefined {
    const named = fitting.find(
      ({ role, phase, pattern }) =>
        role === 'opens' &&
        phase !== current &&
        (pattern.path?.some((glob) => glob.startsWith('{')) ?? false),
    );
    if (named !== undefined) return named;
    const another = fitting.find(
      ({ role, phase }) =>
        role === 'opens' &&
        phase?.perFile === true &&
        phase === current &&
        fileOf(row, context) !== this.#file,
    );
    if (another !== undefined) return another;
    const own = fitting.find(
      ({ phase, role }) => phase !== undefined && phase === current && this.#hasRoom(phase, role),
    );
    if (own !== undefined) return own;
    return fitting.find(({ role, phase }) => {
      if (phase === undefined || (phase === current && this.#taken >= (phase.most ?? Infinity))) {
        return false;
      }
      return role === 'opens' || (role === 'calls' && phase.opens === undefined);
    });
  }

  #hasRoom(phase: PhaseRule, role: string): boolean {
    return (
      this.#taken < (phase.most ?? Infinity) &&
      (role === 'calls' || role === 'ends' || (role === 'opens' && phase.perFile !== false))
    );
  }

  #enter(
    bound: BoundBlock,
    index: number,
    hit: Candidate | undefined,
    row: number,
    context: CallContext,
  ): Step {
    this.#placed++;
    let rule = hit?.phase;
    const inBlock = this.#ruleBlock === index;
    if (rule === undefined) {
      if (inBlock || (bound.block.until === undefined && this.#rule !== undefined)) {
        this.#ruleBlock = index;
        this.#taken++;
        return stays;
      }
      rule = bound.block.phases[0];
      if (rule === undefined) return stays;
    }
    const again =
      hit?.role === 'opens' &&
      rule.perFile === true &&
      inBlock &&
      fileOf(row, context) !== this.#file;
    if (inBlock && rule === this.#rule && !again) {
      this.#taken++;
      if (hit?.role === 'ends') this.#rule = undefined;
      return stays;
    }
    const file = fileOf(row, context);
    const goesOn = rule.id === this.#lastId && rule.perFile !== true;
    this.#rule = hit?.role === 'ends' ? undefined : rule;
    this.#ruleBlock = index;
    this.#file = file;
    this.#taken = goesOn ? this.#taken + 1 : 1;
    this.#lastId = rule.id;
    if (goesOn) return stays;
    return { kind: 'opens', phase: newPhase(bound.profile, rule, bound.block.stage, file) };
  }

  /** Remembers what the call opened, closed and loaded. */
  #note(row: number, fitting: readonly Candidate[], context: CallContext): void {
    const name = context.rows.names[context.rows.name(row)] ?? '';
    if (name === 'close') {
      this.#descriptors.delete(context.text.descriptor(row, false));
      return;
    }
    const result = context.text.result(row);
    if (!(result >= 0)) return;
    const tag = fitting.find(({ pattern }) => pattern.opens !== undefined)?.pattern.opens;
    if (tag !== undefined) this.#descriptors.set(result, tag);
    else if (opening.has(name)) this.#descriptors.set(result, anyDescriptor);
    else if (duplicating.has(name)) {
      const of = tagOf(row, context);
      const makesOne =
        !name.startsWith('fcntl') || (context.text.args(row)[1] ?? '').startsWith('F_DUPFD');
      if (of !== undefined && makesOne) this.#descriptors.set(result, of);
    }
    if (tag === 'library') this.#libraries.push(baseName(context.text.path(row) ?? ''));
  }

  #choose(profile: BoundProfile | undefined): void {
    this.#chosen = profile;
    this.#chosenByProof = profile?.profile.name === this.#proven;
    if (profile === undefined) return;
    this.#blocks.push(...profile.start);
    const exe = profile.profile.recognize?.exe ?? [];
    const isRuntime = exeNames(this.context.command).some((name) => fitsAny(name, exe));
    const command = { ...this.context.command, isRuntime };
    this.context = { ...this.context, command };
    this.#memo.forget();
  }

  #startProgram({ profile }: BoundProfile): Step {
    return { kind: 'program', phase: programPhase(profile) };
  }
}

/** Last part of the path that a call names; empty where it names none. */
function fileOf(row: number, { text }: CallContext): string {
  return baseName(text.path(row) ?? '');
}
