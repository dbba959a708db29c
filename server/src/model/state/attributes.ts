import { ownValue } from '../../syntax/ownValue.ts';
import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { type NamespaceKind, namespacesOf } from './namespaces.ts';
import { scopesOf } from './scopes.ts';
import { Timeline } from './timeline.ts';

/** User and group ids that a thread acts with. */
const identityKinds = ['uid', 'euid', 'suid', 'gid', 'egid', 'sgid'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** What a thread and its process are set to before a call, as far as the trace tells. */
export interface Attributes {
  /** Current directory. */
  readonly directory?: string;
  /** Permissions that new files do not get, as printed: `022`. */
  readonly umask?: string;
  readonly identities: Readonly<Partial<Record<IdentityKind, number>>>;
  /** Soft and hard limit of resources, as printed, by name: `RLIMIT_NOFILE`. */
  readonly limits: ReadonlyMap<string, { readonly soft: string; readonly hard: string }>;
  /** First row of the call that gave it a namespace, by kind; those of before the trace are not in. */
  readonly namespaces: ReadonlyMap<NamespaceKind, number>;
}

/** Answers for any row; a row may be any piece of a call. */
export interface AttributeTable {
  at(row: number): Omit<Attributes, 'directory'>;
}

const none = -1;

/** Calls that return or set one id, and which. A successful set of 'all' sets real and saved, too. */
const identityCalls: Readonly<Record<string, readonly IdentityKind[]>> = {
  getuid: ['uid'],
  geteuid: ['euid'],
  getgid: ['gid'],
  getegid: ['egid'],
  setreuid: ['uid', 'euid'],
  setregid: ['gid', 'egid'],
  setresuid: ['uid', 'euid', 'suid'],
  setresgid: ['gid', 'egid', 'sgid'],
  getresuid: ['uid', 'euid', 'suid'],
  getresgid: ['gid', 'egid', 'sgid'],
  setuid: ['uid', 'euid', 'suid'],
  setgid: ['gid', 'egid', 'sgid'],
};

const limitCalls = new Set(['prlimit64', 'setrlimit', 'getrlimit', 'ugetrlimit']);
const limitPattern = /rlim_cur=([^,}]+), rlim_max=([^,}]+)/;

type Limit = { readonly soft: string; readonly hard: string };

/** Reads who changed umask, ids and limits, in one pass over the rows. */
export function attributesOf(source: ByteSource, processes: ProcessTable): AttributeTable {
  const { rows } = source;
  const masks = new Timeline<string>(scopesOf(source, processes, 'CLONE_FS', 'keeps'));
  const ofTask = scopesOf(source, processes, 'none', 'keeps');
  const ofProcess = scopesOf(source, processes, 'process', 'keeps');
  const identities = new Map<IdentityKind, Timeline<number>>(
    identityKinds.map((kind) => [kind, new Timeline<number>(ofTask)]),
  );
  const limits = new Map<string, Timeline<Limit>>();
  const namespaces = namespacesOf(source, processes);
  const args = new ArgumentBytes(source, processes.calls);
  const isWanted = rows.names.map(
    (name) => name === 'umask' || limitCalls.has(name) || bareName(name) in identityCalls,
  );
  for (let row = 0; row < rows.length; row++) {
    if (isWanted[rows.name(row)] !== true || !isCallKind(rows.kind(row))) continue;
    if (processes.calls.next(row) !== none || !rows.ended(row) || rows.errno(row) !== 0) continue;
    const head = processes.calls.head(row);
    const task = processes.taskAt(row);
    if (head === none || task === none) continue;
    args.load(head);
    const name = rows.names[rows.name(row)] ?? '';
    if (name === 'umask') noteMask(row, task);
    else if (limitCalls.has(name)) noteLimit(name, row, task);
    else noteIdentity(bareName(name), row, task);
  }

  return {
    at(row) {
      const first = processes.calls.head(row);
      const head = first === none ? row : first;
      const task = processes.taskAt(head);
      const umask = masks.at(task, head);
      const known: Partial<Record<IdentityKind, number>> = {};
      for (const [kind, timeline] of identities) {
        const value = timeline.at(task, head);
        if (value !== undefined) known[kind] = value;
      }
      const found = new Map<string, Limit>();
      for (const [resource, timeline] of limits) {
        const limit = timeline.at(task, head);
        if (limit !== undefined) found.set(resource, limit);
      }
      return {
        ...(umask !== undefined && { umask }),
        identities: known,
        limits: found,
        namespaces: namespaces(task, head),
      };
    },
  };

  /** The call returns the mask before, and sets another. */
  function noteMask(row: number, task: number): void {
    const before = rows.result(row);
    if (before >= 0) {
      const value = `0${before.toString(8)}`;
      masks.note(task, { row: row - 1, value: value === '00' ? '0' : value, how: 'told' });
    }
    const value = args.text(0);
    if (/^0[0-7]*$/.test(value)) masks.note(task, { row, value, how: 'changed' });
  }

  function noteLimit(name: string, row: number, task: number): void {
    const isOther = name === 'prlimit64' && args.first !== 0;
    const resource = /RLIMIT_\w+/.exec(args.text(name === 'prlimit64' ? 1 : 0))?.[0];
    if (resource === undefined || isOther) return;
    const timeline = limits.get(resource) ?? new Timeline<Limit>(ofProcess);
    limits.set(resource, timeline);
    const own = name === 'prlimit64' ? 2 : 1;
    const first = limitIn(args.text(own));
    const old = name === 'prlimit64' ? limitIn(args.text(3)) : undefined;
    if (old !== undefined) timeline.note(task, { row: row - 1, value: old, how: 'told' });
    const how = name.startsWith('get') || name === 'ugetrlimit' ? 'told' : 'changed';
    if (first !== undefined) timeline.note(task, { row, value: first, how });
  }

  function noteIdentity(name: string, row: number, task: number): void {
    const all = ownValue(identityCalls, name) ?? [];
    const setsAll = name === 'setuid' || name === 'setgid';
    // Only a privileged thread sets all three; any other the effective one alone.
    const privilege = identities.get('euid')?.at(task, row) ?? 0;
    const kinds = setsAll && privilege !== 0 ? all.slice(1, 2) : all;
    const isRead = name.startsWith('get');
    kinds.forEach((kind, index) => {
      const isResult = isRead && kinds.length === 1;
      const value = isResult ? rows.result(row) : args.number(setsAll ? 0 : index);
      if (!(value >= 0)) return;
      identities.get(kind)?.note(task, { row, value, how: isRead ? 'told' : 'changed' });
    });
  }
}

/** `getuid32` of 32-bit programs is `getuid`. */
function bareName(name: string): string {
  return name.replace(/32$/, '');
}

function limitIn(text: string): Limit | undefined {
  const match = limitPattern.exec(text);
  const [, soft, hard] = match ?? [];
  return soft === undefined || hard === undefined ? undefined : { soft, hard };
}
