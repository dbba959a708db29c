import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { type Birth, birthsOf } from './births.ts';
import { scopesOf } from './scopes.ts';
import { Timeline } from './timeline.ts';

const none = -1;

/** Kinds of namespaces: flag of clone(2), its bit (sched.h), and name below `/proc/PID/ns`. */
const kinds = {
  mount: { flag: 'CLONE_NEWNS', bit: 0x20000, file: 'mnt' },
  pid: { flag: 'CLONE_NEWPID', bit: 0x20000000, file: 'pid' },
  net: { flag: 'CLONE_NEWNET', bit: 0x40000000, file: 'net' },
  user: { flag: 'CLONE_NEWUSER', bit: 0x10000000, file: 'user' },
  uts: { flag: 'CLONE_NEWUTS', bit: 0x4000000, file: 'uts' },
  ipc: { flag: 'CLONE_NEWIPC', bit: 0x8000000, file: 'ipc' },
  cgroup: { flag: 'CLONE_NEWCGROUP', bit: 0x2000000, file: 'cgroup' },
  time: { flag: 'CLONE_NEWTIME', bit: 0x80, file: 'time' },
} as const;
export type NamespaceKind = keyof typeof kinds;

const kindNames = [
  'mount',
  'pid',
  'net',
  'user',
  'uts',
  'ipc',
  'cgroup',
  'time',
] as const satisfies readonly NamespaceKind[];

interface Given {
  /** First row of the call that gave it. */
  readonly row: number;
  /** The caller stays where it is; what it makes from then on is in the new one. */
  readonly isForChildren: boolean;
}

/**
 * Tells, for a task before the call of a row, the first row of the call that last gave it a
 * namespace of each kind; kinds that it has from before the trace are left out.
 */
export function namespacesOf(
  source: ByteSource,
  processes: ProcessTable,
): (task: number, row: number) => ReadonlyMap<NamespaceKind, number> {
  const { rows } = source;
  const { calls } = processes;
  const args = new ArgumentBytes(source, calls);
  const scopes = scopesOf(source, processes, 'none', 'keeps');
  const timelines = new Map<NamespaceKind, Timeline<Given>>();
  const births = birthsOf(source, processes);
  const birthRows = new Map(births.map(({ task, row }) => [task, row]));

  for (const birth of births) if (birth.creatorRow !== none) noteBirth(birth);
  const isWanted = rows.names.map((name) => name === 'unshare' || name === 'setns');
  for (let row = 0; row < rows.length; row++) {
    if (isWanted[rows.name(row)] !== true || !isCallKind(rows.kind(row))) continue;
    const head = calls.head(row);
    if (head === none || calls.next(row) !== none) continue;
    if (rows.ended(row) && rows.errno(row) === 0) noteOwn(head, row);
  }

  return (task, row) => {
    const found = new Map<NamespaceKind, number>();
    for (const kind of kindNames) {
      const timeline = timelines.get(kind);
      let given = timeline?.at(task, row);
      if (given?.isForChildren === true && processes.taskAt(given.row) === task) {
        given = timeline?.at(task, birthRows.get(task) ?? 0);
      }
      if (given !== undefined) found.set(kind, given.row);
    }
    return found;
  };

  function note(kind: NamespaceKind, task: number, row: number, value: Given): void {
    const timeline = timelines.get(kind) ?? new Timeline<Given>(scopes);
    timelines.set(kind, timeline);
    timeline.note(task, { row, value, how: 'changed' });
  }

  function noteBirth({ task, row, creatorRow }: Birth): void {
    args.load(creatorRow);
    const raw = /flags=(0x[0-9a-f]+)/.exec(args.has('CLONE_') ? '' : args.all)?.[1];
    for (const kind of flaggedIn((flag) => args.has(flag), Number(raw ?? 0))) {
      // From its first row on, so it is noted before it.
      note(kind, task, row - 1, { row: creatorRow, isForChildren: false });
    }
  }

  function noteOwn(head: number, row: number): void {
    args.load(head);
    const isUnshare = rows.names[rows.name(row)] === 'unshare';
    const position = isUnshare ? 0 : 1;
    const flags = args.number(position);
    const flagged = flaggedIn((flag) => args.has(flag, position), flags);
    // Without a type, setns takes what the descriptor is of, which -y prints.
    const file = /(?:^|\/ns\/)([a-z]+)(?:_for_children)?(?::\[|$)/.exec(args.annotation(0) ?? '');
    const opened = kindNames.filter((kind) => kinds[kind].file === file?.[1]);
    const task = processes.taskAt(row);
    for (const kind of isUnshare || flagged.length > 0 ? flagged : opened) {
      // pid_namespaces(7), time_namespaces(7): a process never leaves its own of the first kind,
      // and leaves that of the second by setns alone.
      const isForChildren = kind === 'pid' || (kind === 'time' && isUnshare);
      note(kind, task, row, { row: head, isForChildren });
    }
  }
}

/** Kinds whose flag is printed, or whose bit is set where flags are printed as a number. */
function flaggedIn(isPrinted: (flag: string) => boolean, flags: number): NamespaceKind[] {
  const bits = Number.isNaN(flags) ? 0 : flags;
  return kindNames.filter((kind) => {
    const { flag, bit } = kinds[kind];
    return isPrinted(flag) || Math.floor(bits / bit) % 2 === 1;
  });
}
