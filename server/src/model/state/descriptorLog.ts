import type { FilesTable } from './filesTable.ts';
import type { DescriptorKind } from './descriptorCalls.ts';

/** A table of open files: that of one process, or of several that share it (`CLONE_FILES`). */
export interface TableRecord {
  /** The latest state; the fold's own. */
  readonly files: FilesTable;
  /** Table that it was copied from; -1 where none. */
  readonly parent: number;
  /** The copy holds what the parent held before this row; of a table without parent its first row. */
  readonly row: number;
  /** Index of the process that had it first. */
  readonly process: number;
  /** Table that goes on for this one after an `execve` that ended the sharing; -1 where none. */
  successor: number;
  isShared: boolean;
}

/** Kinds of an event that concerns many numbers at once. */
export type BulkKind = 'closed' | 'executed' | 'marked';

/** A call that closed many descriptors: `execve`, `close_range`. */
export interface BulkEvent {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  readonly kind: BulkKind;
}

const none = -1;

/**
 * What became of the descriptors of a trace, in columns: one record per generation, one event each
 * time a number begins or ceases to lead to one. Written by the fold, read by the queries.
 */
export class DescriptorLog {
  readonly tables: TableRecord[] = [];
  /** Tables of a task in order: rows from which on, and the table. */
  readonly tablesOfTask = new Map<number, { readonly row: number; readonly table: number }[]>();

  /** Per generation. */
  readonly fd: number[] = [];
  /** First generation that leads to the same open file (`dup`, a passed descriptor). */
  readonly file: number[] = [];
  readonly kind: DescriptorKind[] = [];
  /** First piece of the call that made it; -1 where the trace does not show it. */
  readonly originRow: number[] = [];
  /** Last piece of that call; of one without origin, the row before the first that uses it. */
  readonly madeRow: number[] = [];
  readonly task: number[] = [];
  /** The other end of a pipe or socket pair; -1 where there is none. */
  readonly partner: number[] = [];

  /** Of a socket that `accept` made, the generation that listened for it. */
  readonly listener = new Map<number, number>();

  /** Per event. */
  readonly eventRow: number[] = [];
  readonly eventTable: number[] = [];
  readonly eventFd: number[] = [];
  /** -1 where the number is closed. */
  readonly eventGeneration: number[] = [];
  readonly eventCloses: boolean[] = [];

  /** Calls that closed or marked many, per table, in order. */
  readonly bulk = new Map<number, BulkEvent[]>();

  /** Per row: generation of the first descriptor among the arguments of the call that begins there. */
  readonly first: Int32Array;
  /** Other uses, in order of rows. */
  readonly otherRow: number[] = [];
  readonly otherGeneration: number[] = [];
  /** Rows of calls that say something about a socket's addresses, by open file. */
  readonly addressRows = new Map<number, number[]>();

  constructor(rows: number) {
    this.first = new Int32Array(rows).fill(none);
  }

  /** A new generation; `file` is its own where it copies none. */
  generation(made: {
    readonly fd: number;
    readonly file: number;
    readonly kind: DescriptorKind;
    readonly originRow: number;
    readonly madeRow: number;
    readonly task: number;
  }): number {
    const id = this.fd.length;
    this.fd.push(made.fd);
    this.file.push(made.file === none ? id : made.file);
    this.kind.push(made.kind);
    this.originRow.push(made.originRow);
    this.madeRow.push(made.madeRow);
    this.task.push(made.task);
    this.partner.push(none);
    return id;
  }

  /** From `row` on a number of a table leads to a generation. */
  bind(event: {
    readonly row: number;
    readonly table: number;
    readonly fd: number;
    readonly generation: number;
    readonly onExec: 'closes' | 'stays';
  }): void {
    this.tables[event.table]?.files.set(event.fd, event.generation, event.onExec);
    this.#push(event.row, event.table, event.fd, event.generation);
    this.eventCloses[this.eventCloses.length - 1] = event.onExec === 'closes';
  }

  /** From `row` on a number of a table is not open. */
  close(row: number, table: number, fd: number): void {
    this.tables[table]?.files.delete(fd);
    this.#push(row, table, fd, none);
  }

  #push(row: number, table: number, fd: number, generation: number): void {
    this.eventRow.push(row);
    this.eventTable.push(table);
    this.eventFd.push(fd);
    this.eventGeneration.push(generation);
    this.eventCloses.push(false);
  }

  /** Notes what a call did to many descriptors of a table. */
  bulkEvent(table: number, event: BulkEvent): void {
    const known = this.bulk.get(table);
    if (known === undefined) this.bulk.set(table, [event]);
    else known.push(event);
  }

  /** A use of a generation by the call that begins on a row. */
  use(row: number, generation: number): void {
    if (this.first[row] === none) this.first[row] = generation;
    else {
      this.otherRow.push(row);
      this.otherGeneration.push(generation);
    }
  }
}
