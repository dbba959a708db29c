import { RowKind } from '../../syntax/kinds.ts';
import { CallText } from '../phases/callText.ts';
import { type CommandLine, exeNames, noCommand, readCommandLine } from '../phases/commandLine.ts';
import { type CallContext, fitsCall } from '../phases/fitCall.ts';
import { fitsAny } from '../phases/glob.ts';
import type { PhaseTable } from '../phases/phaseTable.ts';
import type { CallPattern } from '../phases/profile.ts';
import type { ProcessTable, RowSource } from '../processes.ts';
import type { Descriptors } from '../state/descriptors.ts';
import type { BoundReasons, ReasonCandidate } from './bindReasons.ts';
import type { FoundReason, Reason } from './reason.ts';

/** What a reason is looked for in: one version of a trace. Its parts are made when asked for. */
export interface ReasonSource {
  readonly text: RowSource;
  readonly processes: ProcessTable;
  readonly phases: PhaseTable;
  readonly descriptors: Descriptors;
}

/** Why lines of a trace are there. */
export interface Reasons {
  /**
   * The most specific reason for the call that a row is a piece of, or for the signal that it tells;
   * undefined where the data has none. Looks at a bounded number of other rows.
   */
  at(row: number): FoundReason | undefined;
}

/** How many lines a call of the same thread is looked for in. */
const neighborRows = 256;
/** How many generations of forked copies are gone through to find the program that they run. */
const mostGenerations = 64;

/** Answers why a line is there, one line at a time. */
export function reasonsOf(source: ReasonSource, bound: BoundReasons): Reasons {
  const { text: lines, processes } = source;
  const { rows } = lines;
  const text = new CallText(lines, processes.calls);
  const commands = new Map<number, CommandLine>();
  /** What the descriptor of the row that is asked for leads to. */
  let known: { readonly row: number; readonly file: string | undefined } | undefined;

  return { at };

  function at(row: number): FoundReason | undefined {
    const isSignal = rows.kind(row) === RowKind.signal;
    const head = isSignal ? row : processes.calls.head(row);
    if (head === -1) return undefined;
    const candidates = named(rows.names[rows.name(head)] ?? '');
    const found = candidates.find(fitting);
    if (found === undefined) return undefined;
    const { reason, pattern, isOwn } = found;
    const other = reason.usual === undefined && isOwn ? candidates.find(isBuiltIn) : undefined;
    const usual = reason.usual ?? other?.reason.usual ?? [];
    if (pattern === undefined) return { reason, path: undefined, usual };
    return { reason, path: pattern.on === undefined ? text.path(head) : fileOf(head), usual };

    function fitting(candidate: ReasonCandidate): boolean {
      if (isSignal) return candidate.pattern === undefined && fitsPlace(candidate.reason, row);
      return candidate.pattern !== undefined && fits(candidate, candidate.pattern, head);
    }

    function isBuiltIn(candidate: ReasonCandidate): boolean {
      return candidate.isOwn !== true && fitting(candidate);
    }
  }

  function named(name: string): readonly ReasonCandidate[] {
    return bound.get(name) ?? [];
  }

  function fits({ reason }: ReasonCandidate, pattern: CallPattern, row: number): boolean {
    return (
      fitsErrno(reason, row) &&
      fitsOne(pattern, row) &&
      fitsPlace(reason, row) &&
      (reason.after === undefined || isNear(reason.after, row, -1, reason.within)) &&
      (reason.before === undefined || isNear(reason.before, row, 1, reason.within))
    );
  }

  function fitsErrno({ errno }: Reason, row: number): boolean {
    return errno === undefined || errno.includes(rows.names[text.errno(row)] ?? '');
  }

  /** Whether phase and program are those that the reason wants. */
  function fitsPlace(reason: Reason, row: number): boolean {
    const { stage, runtime, phase, program } = reason;
    if (stage !== undefined || runtime !== undefined || phase !== undefined) {
      const range = source.phases.phases[source.phases.phaseAt(row)];
      if (range === undefined) return false;
      if (stage !== undefined && !stage.includes(range.stage)) return false;
      if (runtime !== undefined && !runtime.some((one) => one === range.runtime)) return false;
      if (phase !== undefined && !fitsAny(range.id.replace(/#\d+$/, ''), phase)) return false;
    }
    return program === undefined || exeNames(commandAt(row)).some((exe) => fitsAny(exe, program));
  }

  function fitsOne(pattern: CallPattern, row: number): boolean {
    return fitsCall(pattern, row, contextOf(pattern, row));
  }

  function contextOf(pattern: CallPattern, row: number): CallContext {
    const asksCommand = pattern.path?.some((glob) => glob.startsWith('{')) === true;
    return {
      rows,
      text,
      command: asksCommand ? { ...commandAt(row), isRuntime: true } : noCommand,
      descriptors: pattern.on === undefined ? new Map<number, string>() : tagsOf(row),
      neighbor,
    };
  }

  /** The tag of the descriptor that the call works on is what it leads to. */
  function tagsOf(row: number): ReadonlyMap<number, string> {
    const file = fileOf(row);
    return file === undefined ? new Map() : new Map([[descriptorOf(row), file]]);
  }

  function descriptorOf(row: number): number {
    return text.descriptor(row, (rows.names[rows.name(row)] ?? '').startsWith('mmap'));
  }

  function fileOf(row: number): string | undefined {
    if (known?.row !== row) known = { row, file: readFile(row) };
    return known.file;
  }

  /** Path of the file that the call's descriptor leads to, else what kind of thing it is. */
  function readFile(row: number): string | undefined {
    const fd = descriptorOf(row);
    if (fd < 0) return undefined;
    const annotation = annotationOf(text.text(row), fd);
    if (annotation?.startsWith('/') === true) return annotation;
    const descriptor = source.descriptors.descriptorAt(row, fd);
    if (descriptor === undefined || descriptor.kind === 'unknown') return annotation;
    const { kind, originRow } = descriptor;
    return kind === 'file' && originRow !== -1 ? (text.path(originRow) ?? kind) : kind;
  }

  function isNear(
    patterns: readonly CallPattern[],
    row: number,
    step: 1 | -1,
    within: number,
  ): boolean {
    let near = row;
    for (let count = 0; count < within; count++) {
      near = neighbor(near, step);
      if (near < 0) return false;
      const name = rows.names[rows.name(near)] ?? '';
      if (patterns.some((one) => one.calls.includes(name) && fitsOne(one, near))) return true;
    }
    return false;
  }

  /** First piece of the next call of the same thread, or of the one before; -1 for none near. */
  function neighbor(row: number, step: 1 | -1): number {
    const task = processes.taskAt(row);
    for (let other = row + step; Math.abs(other - row) <= neighborRows; other += step) {
      if (other < 0 || other >= rows.length) return -1;
      if (processes.taskAt(other) === task && processes.calls.head(other) === other) return other;
    }
    return -1;
  }

  /** The command line of the program that a row's process runs; a forked copy runs its parent's. */
  function commandAt(row: number): CommandLine {
    let process = processes.processes[processes.processAt(row)];
    let before = row;
    for (let generation = 0; generation < mostGenerations && process; generation++) {
      const image = process.images.findLast(({ row: start }) => start <= before);
      if (image !== undefined) return commandOf(image.row);
      before = process.creatorRow;
      process = processes.processes[process.parent];
    }
    return noCommand;
  }

  function commandOf(row: number): CommandLine {
    let command = commands.get(row);
    if (command === undefined) {
      command = readCommandLine(text.args(row));
      commands.set(row, command);
    }
    return command;
  }
}

/** What `-y` and `-yy` print behind the number of a descriptor: a path, or what kind of thing it is. */
function annotationOf(line: string, fd: number): string | undefined {
  const mark = [`(${fd}<`, `=${fd}<`, ` ${fd}<`].find((one) => line.includes(one));
  if (mark === undefined) return undefined;
  const start = line.indexOf(mark) + mark.length;
  const inner = line.slice(start).split(/[<>]/, 1)[0] ?? '';
  if (inner.startsWith('/')) return inner;
  if (inner.startsWith('pipe:')) return 'pipe';
  const anonymous = /^anon_inode:\[?(\w+)/.exec(inner)?.[1];
  if (anonymous !== undefined) return anonymous;
  return inner.includes(':[') ? 'socket' : undefined;
}
