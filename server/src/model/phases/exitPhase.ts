import type { FoldContext } from './processFold.ts';
import type { NewPhase } from './newPhase.ts';
import type { Profile } from './profile.ts';
import { fixedPhase } from './fixedPhases.ts';

/** As much of what `exit_group` is given as the parent gets to see: eight bits (wait(2)). */
const statusBits = 0xff;

/**
 * The phase of an `exit_group`, or of the `exit` of a last thread, on `row`: its title tells the
 * status, and whose threads end with it.
 */
export function exitPhase(context: FoldContext, row: number, owner: Profile | undefined): NewPhase {
  const { rows, text, processes, profiles, ids } = context;
  const code = Number.parseInt(text.args(row)[0] ?? '', 10);
  if (Number.isNaN(code)) return fixedPhase(profiles, 'exit-unknown', '', owner);
  const status = String(code & statusBits);
  if (rows.name(row) === ids.exit) return fixedPhase(profiles, 'exit-last', { status }, owner);

  const tid = processes.tasks[processes.taskAt(row)]?.tid ?? 0;
  const isLeader = tid === 0 || tid === processes.processes[processes.processAt(row)]?.pid;
  const others = countRunning(context, row);
  const slots = {
    status,
    thread: String(tid),
    threads: others === 1 ? '1 other thread' : `${others.toLocaleString('en-US')} other threads`,
  };
  if (others === 0) return fixedPhase(profiles, 'exit', slots, owner);
  return fixedPhase(profiles, isLeader ? 'exit-all' : 'exit-by', slots, owner);
}

/** How many other threads of the process have begun before `row` and not called `exit` yet. */
function countRunning(context: FoldContext, row: number): number {
  const { rows, processes, ids } = context;
  const own = processes.taskAt(row);
  const process = processes.processes[processes.processAt(row)];
  const unseen = new Set(
    process?.tasks.filter((index) => {
      const task = processes.tasks[index];
      if (index === own || task === undefined) return false;
      return task.firstRow < row && (task.exitRow === -1 || task.exitRow > row);
    }),
  );
  let running = unseen.size;
  for (let at = context.before(row); at !== -1 && unseen.size > 0; at = context.before(at)) {
    const head = processes.calls.head(at);
    if (head === -1 || !unseen.delete(processes.taskAt(at))) continue;
    if (rows.name(head) === ids.exit) running--;
  }
  return running;
}
