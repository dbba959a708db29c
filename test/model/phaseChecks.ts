import type { PhaseRange, PhaseTable } from '../../server/src/model/phases/phaseTable.ts';
import { isCallKind } from '../../server/src/model/calls.ts';
import type { ProcessTable } from '../../server/src/model/processes.ts';
import type { Rows } from '../../server/src/syntax/rowTable.ts';

const stages = ['exec', 'loader', 'libc', 'runtime', 'program', 'shutdown'];

/** What the contract of `strace/phases` forbids and a table of phases does all the same. */
export function violations(rows: Rows, processes: ProcessTable, table: PhaseTable): string[] {
  const wrong: string[] = [];
  const byProcess = new Map<number, PhaseRange[]>();
  for (const phase of table.phases) {
    byProcess.set(phase.process, [...(byProcess.get(phase.process) ?? []), phase]);
  }
  const ids = new Set(table.phases.map(({ id }) => id));
  if (ids.size !== table.phases.length) wrong.push('ids are not unique');
  for (let index = 1; index < table.phases.length; index++) {
    const [before, after] = [table.phases[index - 1], table.phases[index]];
    if (before && after && before.startRow > after.startRow) wrong.push('phases are not in order');
  }
  for (const [process, own] of byProcess) {
    wrong.push(...orderOf(own).map((what) => `process ${process}: ${what}`));
  }
  const calls = new Map<PhaseRange, number>();
  for (let row = 0; row < rows.length; row++) {
    const process = processes.processAt(row);
    const phase = table.phases[table.phaseAt(row)];
    if (process === -1) continue;
    if (phase === undefined) wrong.push(`row ${row} is in no phase`);
    else if (phase.process !== process) wrong.push(`row ${row} is in a phase of another process`);
    else if (row < phase.startRow || row > phase.endRow)
      wrong.push(`row ${row} is not in its phase`);
    else if (isCallKind(rows.kind(row)) && processes.calls.head(row) === row) {
      calls.set(phase, (calls.get(phase) ?? 0) + 1);
    }
  }
  for (const phase of table.phases) {
    if ((calls.get(phase) ?? 0) !== phase.calls) wrong.push(`${phase.id} counts its calls wrongly`);
  }
  return wrong;
}

/** Phases of one process follow each other, and stages go forward within one program image. */
function orderOf(own: readonly PhaseRange[]): string[] {
  const wrong: string[] = [];
  let stage = 0;
  let last = -1;
  for (const phase of own) {
    if (phase.startRow > phase.endRow) wrong.push(`${phase.id} ends before it starts`);
    if (phase.startRow <= last) wrong.push(`${phase.id} overlaps the phase before`);
    last = phase.endRow;
    const next = stages.indexOf(phase.stage);
    if (phase.stage === 'exec') stage = 0;
    else if (next < stage) wrong.push(`${phase.id} goes back to stage ${phase.stage}`);
    stage = Math.max(stage, next);
    if (phase.title === '' || phase.title.includes('{')) wrong.push(`${phase.id} has no title`);
  }
  return wrong;
}
