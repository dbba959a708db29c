import type { ProcessTable } from '../processes.ts';
import { append, bindingsOf, type ClosedBy, lastBefore } from './bindings.ts';
import type { DescriptorKind } from './descriptorCalls.ts';
import type { DescriptorLog } from './descriptorLog.ts';
import { type UsesIndex, usesIndexOf } from './usesIndex.ts';

/**
 * One generation of a descriptor: what a number leads to from the call that made it to the one that
 * closed it. A child that `fork` made has the same generation under the same number.
 */
export interface Descriptor {
  /** Its own among all of the trace. */
  readonly id: number;
  /** The number that the program uses. */
  readonly fd: number;
  /** Id of the first descriptor of the same open file: `dup` and passing make others of it. */
  readonly file: number;
  /** By the call that made the open file; `unknown` where the trace does not show it. */
  readonly kind: DescriptorKind;
  /** First row of the call that made it; -1 where the trace does not show it. */
  readonly originRow: number;
  /** Row where that call returned; of one without origin the row before its first use. */
  readonly madeRow: number;
  /** Index of the task that made it, or that was first seen to use it. */
  readonly task: number;
  /** Id of the other end of a pipe or pair of sockets; -1 where there is none. */
  readonly partner: number;
  /** First row of the call that closed it in the process of the row that was asked for; else -1. */
  readonly closedRow: number;
  /** Undefined where it is not closed. `lost`: an annotation shows that it is another one. */
  readonly closedBy: ClosedBy | undefined;
  /** Whether an `execve` at that row would close it. */
  readonly closesOnExec: boolean;
}

/** What the sockets' calls say of the addresses of one open file, by the rows of those calls. */
export interface AddressRows {
  readonly rows: readonly number[];
  /** The `accept` that made it; -1 where another call did. */
  readonly acceptRow: number;
  /** The socket that `accept` was called on: it has the same local address. */
  readonly listener: Descriptor | undefined;
}

/** The descriptors of a trace. Rows may be any piece of a call. */
export interface Descriptors {
  /**
   * What a number leads to before the call of a row, in the table of its thread: what an argument
   * means. Undefined where it is not open, and on rows of no thread.
   */
  descriptorAt(row: number, fd: number): Descriptor | undefined;
  /**
   * The descriptors that the call of a row made, in their order; of two where `pipe` or
   * `socketpair` did. Empty where it made none. The state is that after the call.
   */
  madeBy(row: number): readonly Descriptor[];
  /** What a number leads to in the result of the call of a row: the new one, else as before. */
  resultAt(row: number, fd: number): Descriptor | undefined;
  /** By its id, as it is after the call that made it; undefined where there is no such. */
  byId(id: number): Descriptor | undefined;
  /**
   * First rows of all calls that use this generation, in any process, in order: the call that made
   * it, those it is an argument of, or in a list of.
   */
  uses(descriptor: Descriptor): readonly number[];
  /** First rows of all calls from `from` on and before `until` that use the open file, in order. */
  usesOfFile(descriptor: Descriptor, from: number, until: number): readonly number[];
  /** The descriptors among the arguments of the call of a row, in order. */
  usedBy(row: number): readonly Descriptor[];
  /** Descriptors that are open before the call of a row in the table of its thread, by number. */
  openAt(row: number): readonly Descriptor[];
  /** Calls that tell the addresses of a socket. */
  addresses(descriptor: Descriptor): AddressRows;
  /** How many generations there are. */
  readonly count: number;
}

const none = -1;

/** Answers questions about the descriptors from what the fold wrote down. */
export function descriptorsOf(log: DescriptorLog, processes: ProcessTable): Descriptors {
  const { calls } = processes;
  const bindings = bindingsOf(log, headOf);
  /** Generations that a call made, by its first row. */
  let madeIndex: Map<number, number[]> | undefined;
  let uses: UsesIndex | undefined;

  return {
    count: log.fd.length,
    descriptorAt,
    madeBy,
    resultAt: (row, fd) => madeBy(row).find((one) => one.fd === fd) ?? descriptorAt(row, fd),
    byId(id) {
      const row = log.madeRow[id];
      const task = log.task[id];
      if (row === undefined || task === undefined) return undefined;
      return view(id, tableAt(task, row + 1), row + 1);
    },
    uses(descriptor) {
      const { id, file, originRow } = descriptor;
      const span = { from: Math.max(0, originRow), until: log.first.length };
      const rows = usesIndex()
        .rowsOf(file, span, id)
        .filter((row) => row !== originRow);
      return originRow === none ? rows : [originRow, ...rows];
    },
    usesOfFile(descriptor, from, until) {
      return usesIndex().rowsOf(descriptor.file, { from, until });
    },
    usedBy(row) {
      const head = headOf(row);
      const table = tableAtRow(head);
      return generationsUsedBy(head).map((id) => view(id, table, head));
    },
    openAt,
    addresses(descriptor) {
      const listener = log.listener.get(descriptor.file) ?? none;
      return {
        rows: log.addressRows.get(descriptor.file) ?? [],
        acceptRow: log.listener.has(descriptor.file)
          ? (log.originRow[descriptor.file] ?? none)
          : none,
        listener: listener === none ? undefined : view(listener, none, 0),
      };
    },
  };

  function usesIndex(): UsesIndex {
    uses ??= usesIndexOf(log);
    return uses;
  }

  function headOf(row: number): number {
    const head = calls.head(row);
    return head === none ? row : head;
  }

  function tableAtRow(row: number): number {
    return tableAt(processes.taskAt(row), row);
  }

  /** Table of a task before the call of a row; -1 where it has none. */
  function tableAt(task: number, row: number): number {
    const tables = log.tablesOfTask.get(task);
    if (tables === undefined) return none;
    const at = lastBefore(tables, row, (one) => one.row);
    return (tables[at] ?? tables[0])?.table ?? none;
  }

  function descriptorAt(row: number, fd: number): Descriptor | undefined {
    const head = headOf(row);
    const table = tableAtRow(head);
    const used = generationsUsedBy(head).find((id) => log.fd[id] === fd);
    if (used !== undefined) return view(used, table, head);
    const generation = bindings.at(table, fd, head).generation;
    return generation === none ? undefined : view(generation, table, head);
  }

  function generationsUsedBy(head: number): number[] {
    const first = log.first[head] ?? none;
    if (first === none) return [];
    const found = [first];
    for (
      let at = lastBefore(log.otherRow, head, (row) => row) + 1;
      log.otherRow[at] === head;
      at++
    ) {
      const generation = log.otherGeneration[at];
      if (generation !== undefined && !found.includes(generation)) found.push(generation);
    }
    return found;
  }

  function madeBy(row: number): readonly Descriptor[] {
    if (madeIndex === undefined) {
      madeIndex = new Map();
      for (let id = 0; id < log.originRow.length; id++) {
        const origin = log.originRow[id] ?? none;
        if (origin !== none) append(madeIndex, origin, id);
      }
    }
    const made = madeIndex.get(headOf(row)) ?? [];
    return made.map((id) => {
      const after = (log.madeRow[id] ?? row) + 1;
      return view(id, tableAt(log.task[id] ?? none, after), after);
    });
  }

  function openAt(row: number): readonly Descriptor[] {
    const head = headOf(row);
    const numbers = new Set<number>();
    const table = tableAtRow(head);
    let before = head;
    for (let at = table; at !== none; ) {
      for (const fd of bindings.numbersOf(at, before)) numbers.add(fd);
      const record = log.tables[at];
      before = record?.row ?? 0;
      at = record?.parent ?? none;
    }
    return [...numbers]
      .toSorted((a, b) => a - b)
      .flatMap((fd) => {
        const { generation } = bindings.at(table, fd, head);
        return generation === none ? [] : [view(generation, table, head)];
      });
  }

  /** A generation as it is in a table before a row. */
  function view(id: number, table: number, row: number): Descriptor {
    const fd = log.fd[id] ?? none;
    const closing = bindings.closingAfter(id, table, row);
    return {
      id,
      fd,
      file: log.file[id] ?? id,
      kind: log.kind[log.file[id] ?? id] ?? 'unknown',
      originRow: log.originRow[id] ?? none,
      madeRow: log.madeRow[id] ?? none,
      task: log.task[id] ?? none,
      partner: log.partner[log.file[id] ?? id] ?? none,
      closedRow: closing.row,
      closedBy: closing.by,
      closesOnExec: bindings.at(table, fd, row).closesOnExec,
    };
  }
}
