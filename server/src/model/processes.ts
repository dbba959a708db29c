import { RowKind } from '../syntax/kinds.ts';
import type { Rows } from '../syntax/rowTable.ts';
import { CallTable, isCallKind } from './calls.ts';

/** A thread, from its first line to its last. A number that is used again is another task. */
export interface Task {
  /** What strace calls pid. 0 where the trace never tells it. */
  readonly tid: number;
  /** Index of its process. */
  readonly process: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** Row that says it exited or was killed; -1 where there is none. */
  readonly exitRow: number;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly creatorRow: number;
}

/** A program that a process ran, from its `execve` on. */
export interface Image {
  /** First piece of the `execve`. */
  readonly row: number;
  /** Last piece of it: from here on the new program runs. */
  readonly startRow: number;
}

/** A thread group: what everybody but the kernel calls a process. */
export interface Process {
  /** Thread-group id; undefined where the trace never tells it. */
  readonly pid: number | undefined;
  /** Index of the process that made it; -1 where the trace does not show it. */
  readonly parent: number;
  readonly tasks: readonly number[];
  readonly images: readonly Image[];
  readonly firstRow: number;
  readonly lastRow: number;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly creatorRow: number;
}

export interface ProcessTable {
  readonly calls: CallTable;
  readonly tasks: readonly Task[];
  /** In order of their first rows. */
  readonly processes: readonly Process[];
  /** Index of the task that a row is of; rows without a number go with the row before; -1 at the start. */
  taskAt(row: number): number;
  /** Index of the process that a row is of; -1 at the start. */
  processAt(row: number): number;
}

interface OpenTask {
  tid: number;
  owner: OpenProcess;
  firstRow: number;
  lastRow: number;
  exitRow: number;
  creatorRow: number;
  /** Last piece of the call that has not returned; -1 where there is none. */
  pending: number;
  /** The process it may be a thread of: its creator's, where the trace does not show the flags. */
  maybeThreadOf: OpenProcess | undefined;
  /** A new task that ran before its pending fork returned, and is taken for its child. */
  expected: OpenTask | undefined;
}

interface OpenProcess {
  pid: number | undefined;
  parent: OpenProcess | undefined;
  tasks: OpenTask[];
  images: { row: number; startRow: number }[];
  creatorRow: number;
  /** Set once this turned out to be threads of another process. */
  mergedInto: OpenProcess | undefined;
}

/** What `foldProcesses` wants of a document. */
export interface RowSource {
  readonly uri: string;
  readonly rows: Rows;
  /** The text of a row, without its terminator. */
  text(row: number): string;
}

const superseding = /superseded by execve in pid (\d+)/;

/** The number that the name of an `-ff` part ends in: a thread id (strace(1), option -ff). */
function partNumber(uri: string): number | undefined {
  const match = /\.(?:(\d{1,10})|pid(\d{1,10})\.\w+)$/.exec(uri.replace(/[?#].*$/, ''));
  return match === null ? undefined : Number(match[1] ?? match[2]);
}

/** `syscall_0x1b3` is clone3 as strace before 5.3 prints it on x86-64. */
const forks = ['fork', 'vfork', 'clone', 'clone2', 'clone3', 'syscall_0x1b3'] as const;
const cloneThread = 0x10000;
const tells = ['gettid', 'set_tid_address', 'getpid'] as const;
const execs = ['execve', 'execveat'] as const;

/** Ids of those of the names that the trace has. */
function idsOf(rows: Rows, names: readonly string[]): ReadonlySet<number> {
  return new Set(names.map((one) => rows.nameId(one)).filter((id) => id !== 0));
}

/** Whether a clone makes a thread; undefined where strace did not decode its flags. */
function sharesProcess(pieces: readonly string[]): boolean | undefined {
  if (pieces.some((part) => part.includes('CLONE_THREAD'))) return true;
  const raw = pieces.map((part) => /flags=(0x[0-9a-f]+)/.exec(part)?.[1]).find(Boolean);
  if (raw !== undefined) return (Number(raw) & cloneThread) !== 0;
  return pieces.some((part) => part.includes('syscall_0x1b3')) ? undefined : false;
}

/**
 * Tells of each row which task and process it is of, and joins the pieces of split calls.
 *
 * - A row without a number is of the only task alive, as on a terminal before a second one comes.
 *   Its number is filled in backwards: from the first numbered row that is no child's, or from what
 *   `gettid`, `getpid` or `set_tid_address` returned.
 * - A thread (`CLONE_THREAD`) belongs to the process of its creator, even where its first row comes
 *   before the `clone` returns.
 * - After an `execve` by another thread, the leader's number goes on with that call (ptrace(2)).
 */
export function foldProcesses(source: RowSource): ProcessTable {
  const { rows } = source;
  const calls = new CallTable(rows.length);
  const rowTask = new Int32Array(rows.length).fill(-1);
  const open: OpenTask[] = [];
  const indexOf = new Map<OpenTask, number>();
  /** Tasks alive, by number. The one without a number is under 0. */
  const alive = new Map<number, OpenTask>();
  /** Tasks that a call made or a message announced before their first row. */
  const announced = new Map<number, OpenTask>();
  const forkIds = idsOf(rows, forks);
  const tellIds = idsOf(rows, tells);
  const execIds = idsOf(rows, execs);
  const tgkillId = rows.nameId('tgkill');
  const robustListId = rows.nameId('set_robust_list') || -1;
  let current: OpenTask | undefined;
  let cut = -1;
  /** Tasks inside a fork that has not returned. */
  const forking = new Set<OpenTask>();
  let attachedAll: OpenProcess | undefined;

  for (let row = 0; row < rows.length; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.message) readMessage(row);
    if (kind === RowKind.splitTail && cut !== -1) {
      continueCut(row);
      continue;
    }
    const own =
      isCallKind(kind) ||
      kind === RowKind.signal ||
      kind === RowKind.stopped ||
      kind === RowKind.exit;
    if (!own) {
      touch(row, current);
      continue;
    }
    const task = supersededLeader(row) ?? taskOf(row, rows.tid(row));
    current = task;
    touch(row, task);
    if (kind === RowKind.exit) end(row, task);
    else if (kind === RowKind.call) {
      calls.begin(row);
      finish(row, task);
    } else if (kind === RowKind.unfinished || kind === RowKind.splitHead) {
      calls.begin(row);
      task.pending = row;
      if (forkIds.has(rows.name(row))) forking.add(task);
      cut = kind === RowKind.splitHead ? row : -1;
      if (rows.ended(row)) task.pending = -1;
      if (kind === RowKind.splitHead) announceGlued(row);
    } else if (kind === RowKind.resumed) resume(row, task);
    if (task.maybeThreadOf !== undefined && rows.name(row) === robustListId) {
      merge(task.owner, task.maybeThreadOf);
      task.maybeThreadOf = undefined;
    }
  }

  return settle();

  function touch(row: number, task: OpenTask | undefined): void {
    if (task === undefined) return;
    task.lastRow = row;
    rowTask[row] = indexOf.get(task) ?? -1;
  }

  function newProcess(parent: OpenProcess | undefined, creatorRow: number): OpenProcess {
    return { pid: undefined, parent, tasks: [], images: [], creatorRow, mergedInto: undefined };
  }

  function newTask(tid: number, owner: OpenProcess, creatorRow: number): OpenTask {
    const task = {
      tid,
      owner,
      firstRow: -1,
      lastRow: -1,
      exitRow: -1,
      creatorRow,
      pending: -1,
      maybeThreadOf: undefined,
      expected: undefined,
    };
    owner.tasks.push(task);
    if (owner.pid === undefined && tid !== 0 && owner.tasks.length === 1) owner.pid = tid;
    return task;
  }

  function taskOf(row: number, tid: number): OpenTask {
    if (tid === 0) {
      const single = alive.size === 1 ? [...alive.values()][0] : current;
      if (single !== undefined && single.exitRow === -1) return single;
      const task = begin(row, newTask(0, newProcess(undefined, -1), -1));
      const part = open.length === 1 ? partNumber(source.uri) : undefined;
      if (part !== undefined) nameTask(task, part);
      return task;
    }
    const known = alive.get(tid);
    if (known !== undefined) return known;
    const child = announced.get(tid);
    if (child !== undefined) {
      announced.delete(tid);
      return begin(row, child);
    }
    const nameless = alive.get(0);
    if (nameless !== undefined && !isChildOfPending(nameless, row)) {
      alive.delete(0);
      nameTask(nameless, tid);
      alive.set(tid, nameless);
      return nameless;
    }
    const owner = attachedAll ?? newProcess(undefined, -1);
    const task = begin(row, newTask(tid, owner, -1));
    expectChild(task);
    return task;
  }

  /**
   * On a terminal the last line of a leader whose thread ran `execve` has no number any more: it is
   * of the process that the thread named in it belongs to.
   */
  function supersededLeader(row: number): OpenTask | undefined {
    if (rows.kind(row) !== RowKind.exit || rows.tid(row) !== 0 || alive.size < 2) return undefined;
    const match = superseding.exec(source.text(row));
    const thread = match === null ? undefined : alive.get(Number(match[1]));
    return thread?.owner.tasks.find((task) => task !== thread && task.exitRow === -1);
  }

  /**
   * A number that is new while one task alone is inside a fork is taken for its child at once, so
   * that nothing changes when the fork returns; where that returns another number, it is set free.
   */
  function expectChild(child: OpenTask): void {
    const [parent] = forking;
    if (parent === undefined || forking.size > 1 || parent.expected !== undefined) return;
    const first = calls.head(parent.pending);
    const text = source.text(first);
    // Old straces print the flags where the call returns: then it is too early to tell.
    if (!text.includes('flags=') && !/\bv?fork\(/.test(text)) return;
    parent.expected = child;
    adopt(child, parent, first, sharesProcess([text]) === true);
  }

  function settleExpected(parent: OpenTask, tid: number): void {
    forking.delete(parent);
    const child = parent.expected;
    parent.expected = undefined;
    if (child === undefined || child.tid === tid) return;
    const free = newProcess(undefined, -1);
    free.pid = child.tid;
    child.creatorRow = -1;
    child.owner.tasks = child.owner.tasks.filter((task) => task !== child);
    child.owner = free;
    free.tasks.push(child);
  }

  /** A new number while the nameless task is inside a fork may be the child, running ahead of it. */
  function isChildOfPending(task: OpenTask, row: number): boolean {
    const first = task.pending === -1 ? -1 : calls.head(task.pending);
    if (first === -1 || !forkIds.has(rows.name(first))) return false;
    return rows.kind(row) !== RowKind.resumed;
  }

  function nameTask(task: OpenTask, tid: number): void {
    task.tid = tid;
    if (task.owner.tasks[0] === task) task.owner.pid = tid;
  }

  function begin(row: number, task: OpenTask): OpenTask {
    task.firstRow = row;
    indexOf.set(task, open.length);
    open.push(task);
    alive.set(task.tid, task);
    return task;
  }

  function end(row: number, task: OpenTask): void {
    const text = source.text(row);
    const superseded = superseding.exec(text);
    if (superseded !== null) {
      const other = alive.get(Number(superseded[1]));
      if (other !== undefined && other !== task) {
        task.pending = other.pending;
        other.pending = -1;
        other.exitRow = row;
        alive.delete(other.tid);
      }
      return;
    }
    task.exitRow = row;
    forking.delete(task);
    alive.delete(task.tid);
    announced.delete(task.tid);
  }

  function resume(row: number, task: OpenTask): void {
    const from = pendingFor(row, task);
    if (from === undefined) calls.begin(row);
    else {
      calls.join(from.pending, row);
      from.pending = -1;
    }
    if (rows.argsEnd(row) < rows.end(row) && isUnfinishedAgain(row)) task.pending = row;
    else finish(row, task);
  }

  function isUnfinishedAgain(row: number): boolean {
    if (rows.ended(row)) return false;
    return source.text(row).trimEnd().endsWith('<unfinished ...>');
  }

  /** The task whose pending call this row resumes: its own, or that of a nameless child's parent. */
  function pendingFor(row: number, task: OpenTask): OpenTask | undefined {
    if (task.pending === -1) return undefined;
    const first = calls.head(task.pending);
    const name = rows.name(first);
    return name === 0 || rows.name(row) === 0 || name === rows.name(row) ? task : undefined;
  }

  /** The rest of a call that a message or output cut, on a line of its own. */
  function continueCut(row: number): void {
    const owner = open[rowTask[cut] ?? -1];
    if (owner === undefined) return;
    touch(row, owner);
    current = owner;
    calls.join(cut, row);
    owner.pending = -1;
    if (source.text(row).trimEnd().endsWith('<unfinished ...>') && !rows.ended(row)) {
      owner.pending = row;
    } else finish(row, owner);
    cut = -1;
  }

  /** What a call that returned tells about tasks. */
  function finish(row: number, task: OpenTask): void {
    const first = calls.head(row);
    const id = rows.name(first);
    const result = rows.result(row);
    if (execIds.has(id)) {
      if (result === 0) task.owner.images.push({ row: first, startRow: row });
    } else if (forkIds.has(id)) {
      settleExpected(task, childNumber(row));
      if (result > 0) addChild(task, first, row);
    } else if (tellIds.has(id)) {
      if (result > 0 && task.tid === 0 && task.owner.pid === undefined) task.owner.pid = result;
    } else if (id === tgkillId && id !== 0) {
      groupByTgkill(first);
    }
  }

  /** The child's number as strace knows it, which in another PID namespace stands in a comment. */
  function childNumber(row: number): number {
    const outside = /\/\* (\d+) in strace's PID NS \*\//.exec(source.text(row));
    return outside === null ? rows.result(row) : Number(outside[1]);
  }

  function addChild(parent: OpenTask, first: number, last: number): void {
    const text = calls.pieces(first).map((piece) => source.text(piece));
    const tid = childNumber(last);
    const shares = sharesProcess(text);
    const already = alive.get(tid) ?? announced.get(tid) ?? endedSince(tid, first);
    if (already !== undefined) {
      adopt(already, parent, first, shares === true);
    } else {
      const owner = shares === true ? parent.owner : newProcess(parent.owner, first);
      announced.set(tid, newTask(tid, owner, first));
    }
    const child = already ?? announced.get(tid);
    if (shares === undefined && child !== undefined) child.maybeThreadOf = parent.owner;
  }

  /** A child that ran and ended before its parent's call returned. */
  function endedSince(tid: number, row: number): OpenTask | undefined {
    for (let index = open.length - 1; index >= 0; index--) {
      const task = open[index];
      if (task === undefined || task.firstRow < row) return undefined;
      if (task.tid === tid) return task;
    }
    return undefined;
  }

  function adopt(child: OpenTask, parent: OpenTask, creatorRow: number, thread: boolean): void {
    if (child.creatorRow !== -1 || child === parent) return;
    child.creatorRow = creatorRow;
    if (!thread) {
      child.owner.parent = parent.owner;
      child.owner.creatorRow = creatorRow;
    } else merge(child.owner, parent.owner);
  }

  function merge(from: OpenProcess, into: OpenProcess): void {
    if (from === into) return;
    for (const task of from.tasks) task.owner = into;
    into.tasks.push(...from.tasks);
    into.images.push(...from.images);
    from.tasks = [];
    from.mergedInto = into;
  }

  /** `tgkill(tgid, tid, …)` names the process of a thread whose start the trace does not show. */
  function groupByTgkill(row: number): void {
    const match = /tgkill\((\d+)[^,]*, (\d+)/.exec(source.text(row).replaceAll('tgid=', ''));
    if (match === null) return;
    const target = alive.get(Number(match[2]));
    const leader = alive.get(Number(match[1]));
    if (target === undefined || target.creatorRow !== -1) return;
    if (leader !== undefined) merge(target.owner, leader.owner);
    else target.owner.pid = Number(match[1]);
  }

  function readMessage(row: number): void {
    const text = source.text(row);
    const many = /Process (\d+) attached with \d+ threads/.exec(text);
    if (many !== null) {
      attachedAll = newProcess(undefined, -1);
      attachedAll.pid = Number(many[1]);
    } else announceGlued(row);
  }

  /** `strace: Process N attached`: N is not the nameless task, whatever comes first. */
  function announceGlued(row: number): void {
    const match = /Process (\d+) attached$/.exec(source.text(row).trimEnd());
    if (match === null || current === undefined) return;
    const tid = Number(match[1]);
    if (alive.has(tid) || announced.has(tid) || alive.size === 0) return;
    announced.set(tid, newTask(tid, newProcess(undefined, -1), -1));
  }

  /** Numbers processes by their first rows, and turns what was open into what is known. */
  function settle(): ProcessTable {
    const owners = [...new Set(open.map((task) => task.owner))];
    const processIndex = new Map(owners.map((owner, index) => [owner, index]));
    const tasks: Task[] = open.map((task) => ({
      tid: task.tid,
      process: processIndex.get(task.owner) ?? -1,
      firstRow: task.firstRow,
      lastRow: task.lastRow,
      exitRow: task.exitRow,
      creatorRow: task.creatorRow,
    }));
    const processes: Process[] = owners.map((owner) => {
      const own = owner.tasks.filter((task) => indexOf.has(task));
      return {
        pid: owner.pid,
        parent: processIndex.get(rootOf(owner.parent) ?? owner) ?? -1,
        tasks: own.map((task) => indexOf.get(task) ?? -1),
        images: owner.images.toSorted((a, b) => a.startRow - b.startRow),
        firstRow: own.reduce((first, task) => Math.min(first, task.firstRow), rows.length),
        lastRow: own.reduce((last, task) => Math.max(last, task.lastRow), -1),
        creatorRow: owner.creatorRow,
      };
    });
    for (const [index, process] of processes.entries()) {
      if (process.parent === index) Object.assign(process, { parent: -1 });
    }
    return {
      calls,
      tasks,
      processes,
      taskAt: (row) => rowTask[row] ?? -1,
      processAt: (row) => tasks[rowTask[row] ?? -1]?.process ?? -1,
    };
  }

  function rootOf(owner: OpenProcess | undefined): OpenProcess | undefined {
    let at = owner;
    while (at?.mergedInto !== undefined) at = at.mergedInto;
    return at;
  }
}
