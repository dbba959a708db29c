import { RowKind } from '../../syntax/kinds.ts';
import type { BoundBlock, BoundProfile } from './boundProfile.ts';
import type { CommandLine } from './commandLine.ts';
import { holds } from './condition.ts';
import { type CallContext, fitsCall } from './fitCall.ts';
import { fixedPhase } from './fixedPhases.ts';
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

/** Farthest, in lines, that the return of the program's last call is counted to the program. */
const nearReturn = 2;

const nobody: CommandLine = { path: '', argv: [] };

/**
 * The phases of the stage `shutdown`: what the runtime does after the program's last call, then the
 * exit. Reads backwards from the exit as long as the calls are those of a wind-down.
 */
export function readWindDown(context: FoldContext, end: End): StartedPhase[] {
  const { rows, text, processes } = context;
  if (rows.kind(end.exitRow) === RowKind.exit) return [endedPhase(context, end)];
  const blocks = end.runtime?.windDown ?? [];
  const all = end.runtime?.profile.threads === 'all' || end.runtime?.profile.handover === true;
  const ownTask = processes.taskAt(end.exitRow);
  const call: CallContext = {
    ...context,
    command: end.command ?? nobody,
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

  for (let row = context.before(end.exitRow); row >= end.programRow; row = context.before(row)) {
    if (processes.calls.head(row) === row) {
      const own = all || processes.taskAt(row) === ownTask;
      const hit = own ? findBackwards(row) : undefined;
      if (hit !== undefined) found.push(hit);
      else if (own || !isIdle(row)) {
        lastCall = row;
        break;
      }
    }
    if (isEvent(rows.kind(row))) later.push(row);
  }
  return phasesFrom(firstAfter(lastCall));

  function findBackwards(row: number): Found | undefined {
    const name = rows.name(row);
    for (let index = at; index >= 0; index--) {
      const block = blocks[index];
      if (block === undefined || !holds(block.block.when, facts)) continue;
      const hit = block.candidates(name).find(({ pattern }) => fitsCall(pattern, row, call));
      const rule = hit?.phase ?? (hit === undefined ? undefined : block.block.phases[0]);
      if (rule === undefined) continue;
      at = index;
      return { row, rule, block };
    }
    return undefined;
  }

  function isIdle(row: number): boolean {
    const patterns = end.runtime?.idle(rows.name(row)) ?? [];
    return patterns.some((pattern) => fitsCall(pattern, row, call));
  }

  /**
   * What lies between the program's last call and its return is the program's, where it is near or no
   * other thread did anything meanwhile.
   */
  function firstAfter(last: number): number {
    if (last === -1) return later.at(-1) ?? end.exitRow;
    const tail = processes.calls.tail(last);
    const task = processes.taskAt(last);
    const alone = later.every((row) => row > tail || processes.taskAt(row) === task);
    const until = alone ? tail : Math.min(tail, last + nearReturn);
    return later.findLast((row) => row > until) ?? end.exitRow;
  }

  function phasesFrom(first: number): StartedPhase[] {
    const phases: StartedPhase[] = [];
    let open: PhaseRule | undefined;
    for (const { row, rule, block } of found.toReversed()) {
      if (rule === open) continue;
      open = rule;
      const file = baseName(text.path(row) ?? '');
      const phase = newPhase(block.profile, rule, block.block.stage, file);
      const startRow = phases.length === 0 ? first : row;
      phases.push({ ...phase, stage: 'shutdown', startRow, knownRow: end.exitRow });
    }
    const exit = fixedPhase(context.profiles, 'exit', '', end.runtime?.profile);
    const startRow = phases.length === 0 ? first : end.exitRow;
    phases.push({ ...exit, startRow, knownRow: end.exitRow });
    return phases;
  }
}

/** A process that ends without a call that says so: killed, or with the call filtered out. */
function endedPhase(context: FoldContext, end: End): StartedPhase {
  const { rows, text, profiles } = context;
  const killed = /\+\+\+ killed by (SIG\w+)/.exec(text.text(end.exitRow));
  const id = killed === null ? 'gone' : 'killed';
  const phase = fixedPhase(profiles, id, killed?.[1] ?? '', end.runtime?.profile);
  let startRow = end.exitRow;
  if (killed !== null) {
    for (let row = context.before(startRow); row > end.programRow; row = context.before(row)) {
      const kind = rows.kind(row);
      if (kind === RowKind.signal) startRow = row;
      else if (kind !== RowKind.resumed && kind !== RowKind.frame && kind !== RowKind.exit) break;
    }
  }
  return { ...phase, startRow, knownRow: end.exitRow };
}

function isEvent(kind: RowKind): boolean {
  return (
    kind !== RowKind.frame &&
    kind !== RowKind.hexdump &&
    kind !== RowKind.other &&
    kind !== RowKind.message
  );
}
