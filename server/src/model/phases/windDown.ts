import { RowKind } from '../../syntax/kinds.ts';
import type { BoundBlock, BoundProfile } from './boundProfile.ts';
import { type CommandLine, noCommand } from './commandLine.ts';
import { holds } from './condition.ts';
import { deathPhase } from './deathPhase.ts';
import { exitPhase } from './exitPhase.ts';
import { type CallContext, fitsCall } from './fitCall.ts';
import { baseName } from './glob.ts';
import type { FoldContext, StartedPhase } from './processFold.ts';
import type { PhaseRule } from './profile.ts';
import { newPhase } from './newPhase.ts';

/** The end of a process, from which its wind-down is read backwards. */
export interface End {
  /** Row of `exit_group`, or of the line that says that the process is gone. */
  readonly exitRow: number;
  /** First row of the program: wind-down is not looked for before it. All may be wind-down. */
  readonly programRow: number;
  readonly runtime: BoundProfile | undefined;
  readonly command: CommandLine | undefined;
}

interface Found {
  readonly row: number;
  readonly rule: PhaseRule;
  readonly block: BoundBlock;
}

/**
 * The phases of the stage `shutdown`: what the runtime does after the program's last call, then the
 * exit. Reads backwards from the exit as long as the calls are those of a wind-down.
 */
export function readWindDown(context: FoldContext, end: End): StartedPhase[] {
  const { rows, text, processes } = context;
  const owner = end.runtime?.profile;
  if (rows.kind(end.exitRow) === RowKind.exit) return [deathPhase(context, end.exitRow, owner)];
  const blocks = end.runtime?.windDown ?? [];
  const all = owner?.threads === 'all' || owner?.handover === true;
  const ownTask = processes.taskAt(end.exitRow);
  const call: CallContext = {
    ...context,
    command: end.command ?? noCommand,
    descriptors: new Map(),
  };
  const facts = {
    command: call.command,
    libraries: [],
    linkage: 'dynamic' as const,
    otherThread: false,
  };
  const found: Found[] = [];
  let at = blocks.length - 1;
  let lastCall = -1;
  /** Rows after `lastCall`, the latest first, on which the shutdown may start. */
  const later: number[] = [end.exitRow];
  /** Rows after `lastCall` on which a call goes on or returns. */
  const resumed: number[] = [];

  for (let row = context.before(end.exitRow); row >= end.programRow; row = context.before(row)) {
    const head = processes.calls.head(row);
    if (head === row) {
      const hit = isOwn(row) ? findBackwards(row, at) : undefined;
      if (hit !== undefined) {
        found.push(hit);
        at = blocks.indexOf(hit.block);
      } else if (isOwn(row) || !isIdle(row)) {
        lastCall = row;
        break;
      }
    } else if (head !== -1) resumed.push(row);
    if (isEvent(rows.kind(row))) later.push(row);
  }
  return phasesFrom(firstAfter(lastCall));

  /** The rule of the nearest block, from the one of index `from` back, that takes a call. */
  function findBackwards(row: number, from: number): Found | undefined {
    const name = rows.name(row);
    for (let index = from; index >= 0; index--) {
      const block = blocks[index];
      if (block === undefined || !holds(block.block.when, facts)) continue;
      const hit = block.candidates(name).find(({ pattern }) => fitsCall(pattern, row, call));
      const rule = hit?.phase ?? (hit === undefined ? undefined : block.block.phases[0]);
      if (rule !== undefined) return { row, rule, block };
    }
    return undefined;
  }

  function isIdle(row: number): boolean {
    const patterns = end.runtime?.idle(rows.name(row)) ?? [];
    return patterns.some((pattern) => fitsCall(pattern, row, call));
  }

  function isOwn(row: number): boolean {
    return all || processes.taskAt(row) === ownTask;
  }

  /**
   * The program goes on until the last of its calls returns, however many lines later that is: a
   * thread may wait for others that make the last call. What the exit cuts short never returns.
   */
  function firstAfter(last: number): number {
    if (last === -1) return later.at(-1) ?? end.exitRow;
    const waiting = resumed.find((row) => {
      const head = processes.calls.head(row);
      if (head >= last || head < end.programRow) return false;
      const isRuntime = processes.taskAt(head) !== ownTask && isIdle(head);
      return !isRuntime && findBackwards(head, blocks.length - 1) === undefined;
    });
    const returned = processes.calls.pieces(last).findLast((row) => row < end.exitRow);
    const until = Math.max(returned ?? last, waiting ?? last);
    return later.findLast((row) => row > until) ?? end.exitRow;
  }

  /** What winds down before `first`, while another thread's last call is not over, has no phase. */
  function phasesFrom(first: number): StartedPhase[] {
    const phases: StartedPhase[] = [];
    let open: PhaseRule | undefined;
    for (const { row, rule, block } of found.toReversed()) {
      if (rule === open) continue;
      open = rule;
      const file = baseName(text.path(row) ?? '');
      const phase = newPhase(block.profile, rule, block.block.stage, file);
      begin({ ...phase, stage: 'shutdown' }, phases.length === 0 ? first : Math.max(first, row));
    }
    const exit = exitPhase(context, end.exitRow, owner);
    begin(exit, phases.length === 0 ? first : end.exitRow);
    return phases;

    function begin(phase: Omit<StartedPhase, 'startRow' | 'knownRow'>, startRow: number): void {
      if (phases.at(-1)?.startRow === startRow) phases.pop();
      phases.push({ ...phase, startRow, knownRow: end.exitRow });
    }
  }
}

function isEvent(kind: RowKind): boolean {
  return (
    kind !== RowKind.frame &&
    kind !== RowKind.hexdump &&
    kind !== RowKind.other &&
    kind !== RowKind.message
  );
}
