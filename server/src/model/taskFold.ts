import { RowKind } from '../syntax/kinds.ts';
import type { Rows } from '../syntax/rowTable.ts';
import { CallTable, idsOf, isCallKind } from './calls.ts';
import type { Process, RowSource, Task } from './processes.ts';
import { IntColumn } from './rowColumn.ts';

interface OpenTask {
  /** Place among all tasks, by first rows; -1 before it has one. */
  index: number;
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

const superseding = /superseded by execve in pid (\d+)/;

/** `syscall_0x1b3` is clone3 as strace before 5.3 prints it on x86-64. */
const forks = ['fork', 'vfork', 'clone', 'clone2', 'clone3', 'syscall_0x1b3'] as const;
const cloneThread = 0x10000;
const tells = ['gettid', 'set_tid_address', 'getpid'] as const;
const execs = ['execve', 'execveat'] as const;

/** Whether a clone makes a thread; undefined where strace did not decode its flags. */
function sharesProcess(pieces: readonly string[]): boolean | undefined {
  if (pieces.some((part) => part.includes('CLONE_THREAD'))) return true;
  const raw = pieces.map((part) => /flags=(0x[0-9a-f]+)/.exec(part)?.[1]).find(Boolean);
  if (raw !== undefined) return (Number(raw) & cloneThread) !== 0;
  return pieces.some((part) => part.includes('syscall_0x1b3')) ? undefined : false;
}

/** The number that the name of an `-ff` part ends in: a thread id (strace(1), option -ff). */
function partNumber(uri: string): number | undefined {
  const match = /\.(?:(\d{1,10})|pid(\d{1,10})\.\w+)$/.exec(uri.replace(/[?#].*$/, ''));
  return match === null ? undefined : Number(match[1] ?? match[2]);
}

/** Ids of the names that are asked for. Names may come with rows that are appended. */
interface Ids {
  readonly forks: ReadonlySet<number>;
  readonly tells: ReadonlySet<number>;
  readonly execs: ReadonlySet<number>;
  readonly tgkill: number;
  readonly robustList: number;
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
 *
 * Can be paused at a row, and go on from there when the rows after it have changed.
 */
export class TaskFold {
  readonly calls: CallTable;
  readonly #source: RowSource;
  readonly #rowTask: IntColumn;
  #row = 0;
  #ids: Ids;
  #open: OpenTask[] = [];
  /** Tasks alive, by number. The one without a number is under 0. */
  #alive = new Map<number, OpenTask>();
  /** Tasks that a call made or a message announced before their first row. */
  #announced = new Map<number, OpenTask>();
  /** Tasks inside a fork that has not returned. */
  #forking = new Set<OpenTask>();
  #current: OpenTask | undefined;
  #cut = -1;
  #attachedAll: OpenProcess | undefined;

  /** `columns` are those of the fold that this one is to be a copy of. */
  constructor(source: RowSource, columns?: { calls: CallTable; rowTask: IntColumn }) {
    this.#source = source;
    this.calls = columns?.calls ?? new CallTable(source.rows.length);
    this.#rowTask = columns?.rowTask ?? new IntColumn(source.rows.length);
    this.#ids = idsIn(source.rows);
  }

  /** The next row to be read. */
  get row(): number {
    return this.#row;
  }

  /** Reads all rows before `until` that were not read yet. */
  readTo(until: number): void {
    for (; this.#row < until; this.#row++) this.#read(this.#row);
  }

  #read(row: number): void {
    const kind = this.#source.rows.kind(row);
    if (kind === RowKind.message) this.#readMessage(row);
    if (kind === RowKind.splitTail && this.#cut !== -1) {
      this.#continueCut(row);
      return;
    }
    const own =
      isCallKind(kind) ||
      kind === RowKind.signal ||
      kind === RowKind.stopped ||
      kind === RowKind.exit;
    if (!own) {
      this.#touch(row, this.#current);
      return;
    }
    const task = this.#supersededLeader(row) ?? this.#taskOf(row, this.#source.rows.tid(row));
    this.#current = task;
    this.#touch(row, task);
    if (kind === RowKind.exit) this.#end(row, task);
    else if (kind === RowKind.call) {
      this.calls.begin(row);
      this.#finish(row, task);
    } else if (kind === RowKind.unfinished || kind === RowKind.splitHead) {
      this.calls.begin(row);
      task.pending = row;
      if (this.#ids.forks.has(this.#source.rows.name(row))) this.#forking.add(task);
      this.#cut = kind === RowKind.splitHead ? row : -1;
      if (this.#source.rows.ended(row)) task.pending = -1;
      if (kind === RowKind.splitHead) this.#announceGlued(row);
    } else if (kind === RowKind.resumed) this.#resume(row, task);
    if (task.maybeThreadOf !== undefined && this.#source.rows.name(row) === this.#ids.robustList) {
      this.#merge(task.owner, task.maybeThreadOf);
      task.maybeThreadOf = undefined;
    }
  }

  /** A copy that stays where this one is now. They share columns: only one of them may go on. */
  copy(): TaskFold {
    const copy = new TaskFold(this.#source, { calls: this.calls, rowTask: this.#rowTask });
    const owners = new Map<OpenProcess, OpenProcess>();
    const tasks = new Map<OpenTask, OpenTask>();
    copy.#row = this.#row;
    copy.#open = this.#open.map(taskCopy);
    for (const [tid, task] of this.#alive) copy.#alive.set(tid, taskCopy(task));
    for (const [tid, task] of this.#announced) copy.#announced.set(tid, taskCopy(task));
    for (const task of this.#forking) copy.#forking.add(taskCopy(task));
    copy.#current = this.#current && taskCopy(this.#current);
    copy.#cut = this.#cut;
    copy.#attachedAll = this.#attachedAll && ownerCopy(this.#attachedAll);
    link();
    return copy;

    function taskCopy(task: OpenTask): OpenTask {
      let made = tasks.get(task);
      if (made === undefined) {
        made = { ...task };
        tasks.set(task, made);
      }
      return made;
    }

    function ownerCopy(owner: OpenProcess): OpenProcess {
      let made = owners.get(owner);
      if (made === undefined) {
        made = { ...owner, images: [...owner.images] };
        owners.set(owner, made);
      }
      return made;
    }

    /** Copies what the copies lead to, without recursion: processes may be chains of thousands. */
    function link(): void {
      const linked = new Set<OpenTask | OpenProcess>();
      for (let more = true; more; ) {
        more = false;
        for (const task of tasks.values()) {
          if (linked.has(task)) continue;
          linked.add(task);
          more = true;
          task.owner = ownerCopy(task.owner);
          task.maybeThreadOf = task.maybeThreadOf && ownerCopy(task.maybeThreadOf);
          task.expected = task.expected && taskCopy(task.expected);
        }
        for (const owner of owners.values()) {
          if (linked.has(owner)) continue;
          linked.add(owner);
          more = true;
          owner.parent = owner.parent && ownerCopy(owner.parent);
          owner.mergedInto = owner.mergedInto && ownerCopy(owner.mergedInto);
          owner.tasks = owner.tasks.map(taskCopy);
        }
      }
    }
  }

  /** Makes ready to go on from here, after another copy went on to row `length`. */
  resume(length: number): void {
    this.#ids = idsIn(this.#source.rows);
    this.calls.truncate(this.#row, length);
    this.#rowTask.truncate(this.#row);
    for (const task of this.#open) if (task.pending !== -1) this.calls.part(task.pending);
    if (this.#cut !== -1) this.calls.part(this.#cut);
  }

  /** Index of the task that a row is of; -1 at the start. */
  taskAt(row: number): number {
    return this.#rowTask.get(row);
  }

  /** Numbers processes by their first rows, and turns what is open into what is known. */
  settled(): { readonly tasks: readonly Task[]; readonly processes: readonly Process[] } {
    const owners = [...new Set(this.#open.map((task) => task.owner))];
    const processIndex = new Map(owners.map((owner, index) => [owner, index]));
    const tasks: Task[] = this.#open.map((task) => ({
      tid: task.tid,
      process: processIndex.get(task.owner) ?? -1,
      firstRow: task.firstRow,
      lastRow: task.lastRow,
      exitRow: task.exitRow,
      creatorRow: task.creatorRow,
    }));
    const processes = owners.map((owner, index): Process => {
      const own = owner.tasks.filter((task) => task.index !== -1);
      const parent = processIndex.get(rootOf(owner.parent) ?? owner) ?? -1;
      return {
        pid: owner.pid,
        parent: parent === index ? -1 : parent,
        tasks: own.map((task) => task.index),
        images: owner.images.toSorted((a, b) => a.startRow - b.startRow),
        firstRow: own.reduce((first, task) => Math.min(first, task.firstRow), this.#row),
        lastRow: own.reduce((last, task) => Math.max(last, task.lastRow), -1),
        creatorRow: owner.creatorRow,
      };
    });
    return { tasks, processes };
  }

  #touch(row: number, task: OpenTask | undefined): void {
    if (task === undefined) return;
    task.lastRow = row;
    this.#rowTask.set(row, task.index);
  }

  #newProcess(parent: OpenProcess | undefined, creatorRow: number): OpenProcess {
    return { pid: undefined, parent, tasks: [], images: [], creatorRow, mergedInto: undefined };
  }

  #newTask(tid: number, owner: OpenProcess, creatorRow: number): OpenTask {
    const task: OpenTask = {
      index: -1,
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

  #taskOf(row: number, tid: number): OpenTask {
    if (tid === 0) {
      const single = this.#alive.size === 1 ? [...this.#alive.values()][0] : this.#current;
      if (single !== undefined && single.exitRow === -1) return single;
      const task = this.#begin(row, this.#newTask(0, this.#newProcess(undefined, -1), -1));
      const part = this.#open.length === 1 ? partNumber(this.#source.uri) : undefined;
      if (part !== undefined) this.#nameTask(task, part);
      return task;
    }
    const known = this.#alive.get(tid);
    if (known !== undefined) return known;
    const child = this.#announced.get(tid);
    if (child !== undefined) {
      this.#announced.delete(tid);
      return this.#begin(row, child);
    }
    const nameless = this.#alive.get(0);
    if (nameless !== undefined && !this.#isChildOfPending(nameless, row)) {
      this.#alive.delete(0);
      this.#nameTask(nameless, tid);
      this.#alive.set(tid, nameless);
      return nameless;
    }
    const owner = this.#attachedAll ?? this.#newProcess(undefined, -1);
    const task = this.#begin(row, this.#newTask(tid, owner, -1));
    this.#expectChild(task);
    return task;
  }

  /**
   * On a terminal the last line of a leader whose thread ran `execve` has no number any more: it is
   * of the process that the thread named in it belongs to.
   */
  #supersededLeader(row: number): OpenTask | undefined {
    if (
      this.#source.rows.kind(row) !== RowKind.exit ||
      this.#source.rows.tid(row) !== 0 ||
      this.#alive.size < 2
    )
      return undefined;
    const match = superseding.exec(this.#source.text(row));
    const thread = match === null ? undefined : this.#alive.get(Number(match[1]));
    return thread?.owner.tasks.find((task) => task !== thread && task.exitRow === -1);
  }

  /**
   * A number that is new while one task alone is inside a fork is taken for its child at once, so
   * that nothing changes when the fork returns; where that returns another number, it is set free.
   */
  #expectChild(child: OpenTask): void {
    const [parent] = this.#forking;
    if (parent === undefined || this.#forking.size > 1 || parent.expected !== undefined) return;
    const first = this.calls.head(parent.pending);
    const text = this.#source.text(first);
    // Old straces print the flags where the call returns: then it is too early to tell.
    if (!text.includes('flags=') && !/\bv?fork\(/.test(text)) return;
    parent.expected = child;
    this.#adopt(child, parent, first, sharesProcess([text]) === true);
  }

  #settleExpected(parent: OpenTask, tid: number): void {
    this.#forking.delete(parent);
    const child = parent.expected;
    parent.expected = undefined;
    if (child === undefined || child.tid === tid) return;
    const free = this.#newProcess(undefined, -1);
    free.pid = child.tid;
    child.creatorRow = -1;
    child.owner.tasks = child.owner.tasks.filter((task) => task !== child);
    child.owner = free;
    free.tasks.push(child);
  }

  /** A new number while the nameless task is inside a fork may be the child, running ahead of it. */
  #isChildOfPending(task: OpenTask, row: number): boolean {
    const first = task.pending === -1 ? -1 : this.calls.head(task.pending);
    if (first === -1 || !this.#ids.forks.has(this.#source.rows.name(first))) return false;
    return this.#source.rows.kind(row) !== RowKind.resumed;
  }

  #nameTask(task: OpenTask, tid: number): void {
    task.tid = tid;
    if (task.owner.tasks[0] === task) task.owner.pid = tid;
  }

  #begin(row: number, task: OpenTask): OpenTask {
    task.firstRow = row;
    task.index = this.#open.length;
    this.#open.push(task);
    this.#alive.set(task.tid, task);
    return task;
  }

  #end(row: number, task: OpenTask): void {
    const text = this.#source.text(row);
    const superseded = superseding.exec(text);
    if (superseded !== null) {
      const other = this.#alive.get(Number(superseded[1]));
      if (other !== undefined && other !== task) {
        task.pending = other.pending;
        other.pending = -1;
        other.exitRow = row;
        this.#alive.delete(other.tid);
      }
      return;
    }
    task.exitRow = row;
    this.#forking.delete(task);
    this.#alive.delete(task.tid);
    this.#announced.delete(task.tid);
  }

  #resume(row: number, task: OpenTask): void {
    const from = this.#pendingFor(row, task);
    if (from === undefined) this.calls.begin(row);
    else {
      this.calls.join(from.pending, row);
      from.pending = -1;
    }
    if (this.#source.rows.argsEnd(row) < this.#source.rows.end(row) && this.#isUnfinishedAgain(row))
      task.pending = row;
    else this.#finish(row, task);
  }

  #isUnfinishedAgain(row: number): boolean {
    if (this.#source.rows.ended(row)) return false;
    return this.#source.text(row).trimEnd().endsWith('<unfinished ...>');
  }

  /** The task whose pending call this row resumes: its own, or that of a nameless child's parent. */
  #pendingFor(row: number, task: OpenTask): OpenTask | undefined {
    if (task.pending === -1) return undefined;
    const first = this.calls.head(task.pending);
    const name = this.#source.rows.name(first);
    return name === 0 || this.#source.rows.name(row) === 0 || name === this.#source.rows.name(row)
      ? task
      : undefined;
  }

  /** The rest of a call that a message or output cut, on a line of its own. */
  #continueCut(row: number): void {
    const owner = this.#open[this.#rowTask.get(this.#cut)];
    if (owner === undefined) return;
    this.#touch(row, owner);
    this.#current = owner;
    this.calls.join(this.#cut, row);
    owner.pending = -1;
    if (
      this.#source.text(row).trimEnd().endsWith('<unfinished ...>') &&
      !this.#source.rows.ended(row)
    ) {
      owner.pending = row;
    } else this.#finish(row, owner);
    this.#cut = -1;
  }

  /** What a call that returned tells about tasks. */
  #finish(row: number, task: OpenTask): void {
    const first = this.calls.head(row);
    const id = this.#source.rows.name(first);
    const result = this.#source.rows.result(row);
    if (this.#ids.execs.has(id)) {
      if (result === 0) task.owner.images.push({ row: first, startRow: row });
    } else if (this.#ids.forks.has(id)) {
      this.#settleExpected(task, this.#childNumber(row));
      if (result > 0) this.#addChild(task, first, row);
    } else if (this.#ids.tells.has(id)) {
      if (result > 0 && task.tid === 0 && task.owner.pid === undefined) task.owner.pid = result;
    } else if (id === this.#ids.tgkill && id !== 0) {
      this.#groupByTgkill(first);
    }
  }

  /** The child's number as strace knows it, which in another PID namespace stands in a comment. */
  #childNumber(row: number): number {
    const outside = /\/\* (\d+) in strace's PID NS \*\//.exec(this.#source.text(row));
    return outside === null ? this.#source.rows.result(row) : Number(outside[1]);
  }

  #addChild(parent: OpenTask, first: number, last: number): void {
    const text = this.calls.pieces(first).map((piece) => this.#source.text(piece));
    const tid = this.#childNumber(last);
    const shares = sharesProcess(text);
    const already =
      this.#alive.get(tid) ?? this.#announced.get(tid) ?? this.#endedSince(tid, first);
    if (already !== undefined) {
      this.#adopt(already, parent, first, shares === true);
    } else {
      const owner = shares === true ? parent.owner : this.#newProcess(parent.owner, first);
      this.#announced.set(tid, this.#newTask(tid, owner, first));
    }
    const child = already ?? this.#announced.get(tid);
    if (shares === undefined && child !== undefined) child.maybeThreadOf = parent.owner;
  }

  /** A child that ran and ended before its parent's call returned. */
  #endedSince(tid: number, row: number): OpenTask | undefined {
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const task = this.#open[index];
      if (task === undefined || task.firstRow < row) return undefined;
      if (task.tid === tid) return task;
    }
    return undefined;
  }

  #adopt(child: OpenTask, parent: OpenTask, creatorRow: number, thread: boolean): void {
    if (child.creatorRow !== -1 || child === parent) return;
    child.creatorRow = creatorRow;
    if (!thread) {
      child.owner.parent = parent.owner;
      child.owner.creatorRow = creatorRow;
    } else this.#merge(child.owner, parent.owner);
  }

  #merge(from: OpenProcess, into: OpenProcess): void {
    if (from === into) return;
    for (const task of from.tasks) task.owner = into;
    into.tasks.push(...from.tasks);
    into.images.push(...from.images);
    from.tasks = [];
    from.mergedInto = into;
  }

  /** `tgkill(tgid, tid, …)` names the process of a thread whose start the trace does not show. */
  #groupByTgkill(row: number): void {
    const match = /tgkill\((\d+)[^,]*, (\d+)/.exec(this.#source.text(row).replaceAll('tgid=', ''));
    if (match === null) return;
    const target = this.#alive.get(Number(match[2]));
    const leader = this.#alive.get(Number(match[1]));
    if (target === undefined || target.creatorRow !== -1) return;
    if (leader !== undefined) this.#merge(target.owner, leader.owner);
    else target.owner.pid = Number(match[1]);
  }

  #readMessage(row: number): void {
    const text = this.#source.text(row);
    const many = /Process (\d+) attached with \d+ threads/.exec(text);
    if (many !== null) {
      this.#attachedAll = this.#newProcess(undefined, -1);
      this.#attachedAll.pid = Number(many[1]);
    } else this.#announceGlued(row);
  }

  /** `strace: Process N attached`: N is not the nameless task, whatever comes first. */
  #announceGlued(row: number): void {
    const match = /Process (\d+) attached$/.exec(this.#source.text(row).trimEnd());
    if (match === null || this.#current === undefined) return;
    const tid = Number(match[1]);
    if (this.#alive.has(tid) || this.#announced.has(tid) || this.#alive.size === 0) return;
    this.#announced.set(tid, this.#newTask(tid, this.#newProcess(undefined, -1), -1));
  }
}

function rootOf(owner: OpenProcess | undefined): OpenProcess | undefined {
  let at = owner;
  while (at?.mergedInto !== undefined) at = at.mergedInto;
  return at;
}

function idsIn(rows: Rows): Ids {
  return {
    forks: idsOf(rows, forks),
    tells: idsOf(rows, tells),
    execs: idsOf(rows, execs),
    tgkill: rows.nameId('tgkill'),
    robustList: rows.nameId('set_robust_list') || -1,
  };
}
