import { isCallKind } from './calls.ts';
import type { ProcessTable } from './processes.ts';
import { ArgumentBytes, type ByteSource } from './state/argumentBytes.ts';

/** What one thread did. */
export interface ThreadFacts {
  /** Calls that it began; the pieces of a split one are one. */
  readonly calls: number;
  readonly failures: number;
  /** Id of the name that most of its calls have; 0 where it made none. */
  readonly mostly: number;
  /** Its name as it gave it last, by `prctl(PR_SET_NAME)` (prctl(2)), as printed; empty where it did not. */
  readonly name: string;
}

/** Facts by index of the task. */
export type ThreadTable = (task: number) => ThreadFacts;

interface Counts {
  calls: number;
  failures: number;
  readonly byName: Map<number, number>;
  name: string;
}

const none: ThreadFacts = { calls: 0, failures: 0, mostly: 0, name: '' };
const quotes = /^"|"(?:\.\.\.)?$/g;

/** Counts what the threads of those processes did that have more than one. */
export function foldThreads(source: ByteSource, processes: ProcessTable): ThreadTable {
  const { rows } = source;
  const { calls, tasks } = processes;
  const counts: (Counts | undefined)[] = tasks.map(({ process }) =>
    (processes.processes[process]?.tasks.length ?? 0) > 1
      ? { calls: 0, failures: 0, byName: new Map<number, number>(), name: '' }
      : undefined,
  );
  if (counts.every((one) => one === undefined)) return () => none;
  const prctl = rows.nameId('prctl') || -1;
  const args = new ArgumentBytes(source, calls);
  for (let row = 0; row < rows.length; row++) {
    const one = counts[processes.taskAt(row)];
    if (one === undefined || !isCallKind(rows.kind(row))) continue;
    if (rows.errno(row) !== 0) one.failures++;
    if (calls.head(row) !== row) continue;
    const name = rows.name(row);
    one.calls++;
    one.byName.set(name, (one.byName.get(name) ?? 0) + 1);
    if (name !== prctl) continue;
    args.load(row);
    if (args.text(0).startsWith('PR_SET_NAME')) one.name = args.text(1).replaceAll(quotes, '');
  }
  const facts = counts.map(
    (one): ThreadFacts => (one === undefined ? none : { ...one, mostly: mostOf(one.byName) }),
  );
  return (task) => facts[task] ?? none;
}

function mostOf(byName: ReadonlyMap<number, number>): number {
  let most = 0;
  let found = 0;
  for (const [name, count] of byName) {
    if (count <= most) continue;
    most = count;
    found = name;
  }
  return found;
}
