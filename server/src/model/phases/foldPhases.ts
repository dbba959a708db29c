import { RowKind } from '../../syntax/kinds.ts';
import type { ProcessTable, RowSource } from '../processes.ts';
import { foldTimes } from '../times.ts';
import { bindProfiles } from './boundProfile.ts';
import { CallText } from './callText.ts';
import { divideActivities } from './divideActivities.ts';
import { divideProgram } from './divideProgram.ts';
import { endOfTrace, FitMemo } from './fitCall.ts';
import { measurePhases, type Placed } from './measurePhases.ts';
import type { PhaseRange, PhaseTable } from './phaseTable.ts';
import { type FoldContext, ProcessFold } from './processFold.ts';
import type { Profile } from './profile.ts';

/**
 * Tells the phases of all processes of a trace, in one pass over its rows. Every row of a process
 * is in exactly one of them. No phases for a text that is no trace.
 *
 * @param profiles Tried in this order where ranks are equal.
 */
export function foldPhases(
  source: RowSource,
  processes: ProcessTable,
  profiles: readonly Profile[],
): PhaseTable {
  const { rows } = source;
  const times = foldTimes(rows);
  const before = new Int32Array(rows.length).fill(-1);
  const last = new Int32Array(processes.processes.length).fill(-1);
  const bound = bindProfiles(profiles, rows);
  const context: FoldContext = {
    rows,
    text: new CallText(source, processes.calls),
    processes,
    profiles: bound,
    memo: new FitMemo(bound.patternCount),
    before: (row) => before[row] ?? -1,
    neighbor,
    forking: () => forking,
    ids: { exitGroup: rows.nameId('exit_group') || -1, exit: rows.nameId('exit') || -1 },
  };
  const forkIds = new Set(forks.map((name) => rows.nameId(name)).filter((id) => id !== 0));
  /** Process whose fork has not returned; -1 where there is none. */
  let forking = -1;
  const folds: ProcessFold[] = [];
  for (let row = 0; row < rows.length; row++) {
    const process = processes.processAt(row);
    if (process === -1) continue;
    before[row] = last[process] ?? -1;
    last[process] = row;
    noteFork(row);
    foldOf(process).feed(row);
  }
  divideProgram(rows, processes, context.profiles, (process) => folds[process]?.phases);
  divideActivities({ ...context, times }, (process) => folds[process]?.phases);
  const placed = measurePhases(source, processes, folds, { times, text: context.text });
  return tableOf(placed, processes);

  function noteFork(row: number): void {
    if (!forkIds.has(rows.name(row))) return;
    const kind = rows.kind(row);
    const isOpen = kind === RowKind.unfinished || kind === RowKind.splitHead;
    forking = isOpen ? processes.processAt(row) : -1;
  }

  function neighbor(row: number, step: 1 | -1): number {
    const task = processes.taskAt(row);
    for (let at = row + step; Math.abs(at - row) <= neighborRows; at += step) {
      if (at >= rows.length) return endOfTrace;
      if (at < 0) return -1;
      if (processes.taskAt(at) === task && processes.calls.head(at) === at) return at;
    }
    return -1;
  }

  function foldOf(index: number): ProcessFold {
    let fold = folds[index];
    if (fold === undefined) {
      const parent = processes.processes[index]?.parent ?? -1;
      // While a fork has not returned, a process that nobody is known to have made is its child.
      fold = new ProcessFold(context, index, folds[parent] ?? folds[forking]);
      folds[index] = fold;
    }
    return fold;
  }
}

const forks = ['fork', 'vfork', 'clone', 'clone2', 'clone3'] as const;

/** How many lines a call of the same thread is looked for in. */
const neighborRows = 256;

function tableOf(byProcess: readonly Placed[][], processes: ProcessTable): PhaseTable {
  const all = byProcess.flat().filter(({ endRow }) => endRow !== -1);
  const ids = numberIds(all);
  const sorted = all.toSorted(
    (a, b) => a.phase.startRow - b.phase.startRow || a.process - b.process,
  );
  const indexOf = new Map(sorted.map((placed, index) => [placed, index]));
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
  return {
    phases,
    phaseAt(row) {
      const own = byProcess[processes.processAt(row)] ?? [];
      let low = 0;
      let high = own.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((own[middle]?.phase.startRow ?? 0) <= row) low = middle;
        else high = middle - 1;
      }
      const found = own[low];
      return found === undefined ? -1 : (indexOf.get(found) ?? -1);
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
