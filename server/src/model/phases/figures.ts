import { idsOf, isCallKind } from '../calls.ts';
import type { PassContext } from './imagePass.ts';
import { PerProcess } from './perProcess.ts';

/** What the calls on some rows come to. */
export interface Figures {
  /** Pieces of one call count once, where it begins. */
  readonly calls: number;
  readonly failures: number;
  /** Sum of the durations that `-T` printed; NaN where there are none. */
  readonly seconds: number;
  /** Bytes that calls such as `read` and `sendto` say they moved. */
  readonly bytes: number;
  /** Bytes of address space that `mmap` gave. */
  readonly reserved: number;
}

/** Sums as they grow: of durations in nanoseconds, which add up without loss, and how many. */
interface Sum {
  calls: number;
  failures: number;
  timed: number;
  nanoseconds: number;
  bytes: number;
  reserved: number;
}

const none: Readonly<Sum> = {
  calls: 0,
  failures: 0,
  timed: 0,
  nanoseconds: 0,
  bytes: 0,
  reserved: 0,
};
const nanosecondsPerSecond = 1e9;

/** Calls whose result is how many bytes they moved. */
const transfers = [
  'read',
  'pread64',
  'readv',
  'preadv',
  'preadv2',
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'recv',
  'recvfrom',
  'recvmsg',
  'send',
  'sendto',
  'sendmsg',
  'sendfile',
  'sendfile64',
  'copy_file_range',
  'splice',
  'tee',
  'vmsplice',
] as const;
const mappings = ['mmap', 'mmap2'] as const;

/** After how many of its rows the sums of a process are noted. */
const rowsPerNote = 64;

/** The sums of one process, from its first row on. */
class Sums {
  /** Rows before which sums were noted, and the sums. */
  readonly rows: number[] = [];
  readonly noted: Readonly<Sum>[] = [];
  readonly total: Sum = { ...none };
  sinceNote = 0;

  copy(): Sums {
    const copy = new Sums();
    copy.rows.push(...this.rows);
    copy.noted.push(...this.noted);
    Object.assign(copy.total, this.total);
    copy.sinceNote = this.sinceNote;
    return copy;
  }
}

/** Sums up the calls of each process, so that any range of its rows can be asked for. */
export class FigurePass {
  readonly #context: PassContext;
  #row = 0;
  #sums = new PerProcess<Sums>();
  #transferIds: ReadonlySet<number>;
  #mappingIds: ReadonlySet<number>;

  constructor(context: PassContext) {
    this.#context = context;
    this.#transferIds = idsOf(context.rows, transfers);
    this.#mappingIds = idsOf(context.rows, mappings);
  }

  /** A copy that stays where this one is now. */
  copy(): FigurePass {
    const copy = new FigurePass(this.#context);
    copy.#row = this.#row;
    copy.#sums = this.#sums.copy();
    return copy;
  }

  /** Makes ready to go on from here. */
  resume(): void {
    this.#transferIds = idsOf(this.#context.rows, transfers);
    this.#mappingIds = idsOf(this.#context.rows, mappings);
  }

  readTo(until: number): void {
    const { processes } = this.#context;
    for (; this.#row < until; this.#row++) {
      const process = processes.processAt(this.#row);
      if (process === -1) continue;
      const sums = this.#sums.own(process, () => new Sums());
      if (sums.sinceNote === rowsPerNote) {
        sums.rows.push(this.#row);
        sums.noted.push({ ...sums.total });
        sums.sinceNote = 0;
      }
      sums.sinceNote++;
      this.#add(sums.total, this.#row);
    }
  }

  /** What the calls of a process from row `from` on come to, up to `until` where that is given. */
  between(process: number, from: number, until?: number): Figures {
    const start = this.#before(process, from);
    const end = this.#before(process, until);
    const isTimed = end.timed > start.timed;
    return {
      calls: end.calls - start.calls,
      failures: end.failures - start.failures,
      seconds: isTimed ? (end.nanoseconds - start.nanoseconds) / nanosecondsPerSecond : Number.NaN,
      bytes: end.bytes - start.bytes,
      reserved: end.reserved - start.reserved,
    };
  }

  /** The sums over the rows of a process before `row`; over all without a row. */
  #before(process: number, row?: number): Readonly<Sum> {
    const sums = this.#sums.get(process);
    if (sums === undefined) return none;
    if (row === undefined) return sums.total;
    let low = 0;
    let high = sums.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums.rows[middle] ?? 0) <= row) low = middle + 1;
      else high = middle;
    }
    const start = sums.rows[low - 1] ?? 0;
    const figures = { ...(sums.noted[low - 1] ?? none) };
    const { before } = this.#context;
    for (let at = before(row); at >= start; at = before(at)) this.#add(figures, at);
    return figures;
  }

  /** Adds what one row says. */
  #add(sum: Sum, row: number): void {
    const { rows, processes, text } = this.#context;
    if (!isCallKind(rows.kind(row))) return;
    const head = processes.calls.head(row);
    if (head === row) sum.calls++;
    if (rows.errno(row) !== 0) sum.failures++;
    const duration = rows.duration(row);
    if (!Number.isNaN(duration)) {
      sum.timed++;
      sum.nanoseconds += Math.round(duration * nanosecondsPerSecond);
    }
    const result = rows.result(row);
    if (!(result > 0)) return;
    const name = rows.name(head === -1 ? row : head);
    if (this.#transferIds.has(name)) sum.bytes += result;
    else if (this.#mappingIds.has(name) && head !== -1) {
      const length = Number(text.args(head)[1]);
      if (length > 0) sum.reserved += length;
    }
  }
}
