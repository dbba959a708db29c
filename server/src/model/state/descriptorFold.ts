import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { annotationKey } from './argumentText.ts';
import type { DescriptorCall, DescriptorKind } from './descriptorCalls.ts';
import { DescriptorLog } from './descriptorLog.ts';
import { FilesTable, greatestDescriptor } from './filesTable.ts';

/** Bit of the close-on-exec flags of open, socket, eventfd and their like (fcntl.h). */
const closeOnExec = 0x80000;
const none = -1;
/** Descriptors that a program begins with, as long as nobody closed them before. */
const standardStreams = [0, 1, 2];

/** A call that begins: its first piece, and whose files it is about. */
export interface CallPlace {
  readonly row: number;
  readonly table: number;
  readonly task: number;
}

/** A call that returned: its first piece, and its last. */
export interface ReturnPlace extends CallPlace {
  readonly head: number;
}

/** What the fold of the descriptors knows as it goes from row to row, and the steps it is made of. */
export class DescriptorFold {
  readonly source: ByteSource;
  readonly processes: ProcessTable;
  readonly log: DescriptorLog;
  readonly args: ArgumentBytes;
  /** Table of each task; -1 before its first row. */
  readonly tableOf: Int32Array;
  /** Open files on their way through a socket, by the open file that will receive them. */
  readonly passing = new Map<number, number[][]>();
  /** Steps that marking ranges for close-on-exec took so far. */
  marked = 0;
  /** What annotations said of a generation; see `annotationKey`. */
  readonly #keys: (string | undefined)[] = [];

  constructor(source: ByteSource, processes: ProcessTable) {
    this.source = source;
    this.processes = processes;
    this.log = new DescriptorLog(source.rows.length);
    this.args = new ArgumentBytes(source, processes.calls);
    this.tableOf = new Int32Array(processes.tasks.length).fill(none);
  }

  /** A new table: a copy of another, or one with what the trace has not shown the opening of. */
  newTable(parent: number, row: number, process: number): number {
    const above = this.log.tables[parent];
    const table = this.log.tables.length;
    this.log.tables.push({
      files: above === undefined ? new FilesTable() : above.files.copy(),
      parent,
      row,
      process,
      successor: none,
      isShared: false,
    });
    if (above === undefined) {
      const task = none;
      for (const fd of standardStreams) this.inherited(fd, { row, table, task });
    }
    return table;
  }

  /** From `row` on a task works with a table. */
  assign(task: number, table: number, row: number): void {
    this.tableOf[task] = table;
    const known = this.log.tablesOfTask.get(task);
    if (known === undefined) this.log.tablesOfTask.set(task, [{ row, table }]);
    else known.push({ row, table });
  }

  /**
   * Notes that a call uses a number, and answers its generation. One that is not known to be open
   * gets a generation without origin; -1 where the call failed with `EBADF`.
   */
  note(fd: number, place: CallPlace, index: number, isBad: boolean): number {
    const { row, table } = place;
    if (!(fd >= 0) || fd > greatestDescriptor) return none;
    let generation = this.generationOf(table, fd);
    if (generation === none) {
      if (isBad) return none;
      generation = this.inherited(fd, place);
    }
    // Of a number within a list the annotation is not looked for.
    const key = index < 0 ? undefined : annotationKey(this.args.annotation(index));
    if (key !== undefined) {
      const known = this.#keys[generation];
      if (known !== undefined && this.#contradicts(known, key, generation)) {
        generation = this.inherited(fd, place);
      }
      this.#keys[generation] ??= key;
    }
    this.log.use(row, generation);
    return generation;
  }

  /** Generation that a number of a table leads to now; -1 where none. */
  generationOf(table: number, fd: number): number {
    return this.log.tables[table]?.files.get(fd) ?? none;
  }

  /** A number that a call made begins to lead to something. */
  make(made: {
    readonly fd: number;
    readonly kind: DescriptorKind;
    /** Open file that it leads to, too; -1 where it is a new one. */
    readonly file: number;
    readonly onExec: 'closes' | 'stays';
    readonly place: ReturnPlace;
  }): number {
    const { fd, kind, file, onExec, place } = made;
    if (!(fd >= 0) || fd > greatestDescriptor) return none;
    const { head, row, table, task } = place;
    const generation = this.log.generation({
      fd,
      file,
      kind,
      originRow: head,
      madeRow: row,
      task,
    });
    this.log.bind({ row, table, fd, generation, onExec });
    return generation;
  }

  /** Whether the flags of the call that is read let an `execve` close what it makes. */
  onExec(call: DescriptorCall): 'closes' | 'stays' {
    const { cloexec, flags } = call;
    if (cloexec === undefined) return 'stays';
    if (cloexec === 'always' || this.args.has(cloexec)) return 'closes';
    const raw = flags === undefined ? Number.NaN : this.args.number(flags);
    return raw >= 0 && Math.floor(raw / closeOnExec) % 2 === 1 ? 'closes' : 'stays';
  }

  /** A generation that was there before the trace shows it. */
  inherited(fd: number, { row, table, task }: CallPlace): number {
    const madeRow = row - 1;
    const generation = this.log.generation({
      fd,
      file: none,
      kind: 'unknown',
      originRow: none,
      madeRow,
      task,
    });
    this.log.bind({ row: madeRow, table, fd, generation, onExec: 'stays' });
    return generation;
  }

  /**
   * Whether an annotation cannot be of the generation that another was of. The file of a call that
   * opened it may be renamed; a number without origin may have been closed and opened again by
   * calls that the trace leaves out.
   */
  #contradicts(known: string, key: string, generation: number): boolean {
    if (known === key) return false;
    return this.log.originRow[generation] === none || known.charAt(0) !== key.charAt(0);
  }
}
