import type { DescriptorLog } from './descriptorLog.ts';
import { greatestDescriptor } from './filesTable.ts';

/** What each number of each table of open files leads to, by what the fold wrote down. */
export interface Bindings {
  /** What a number of a table leads to by all that happened before `row`. */
  at(table: number, fd: number, row: number): Binding;
  /** Where and how a generation ends in a table, from a row on at which it is open. */
  closingAfter(generation: number, table: number, row: number): Closing;
  /** Numbers that led somewhere in a table itself before a row, by what is noted of it alone. */
  numbersOf(table: number, row: number): readonly number[];
}

/** State of one number of one table. */
export interface Binding {
  readonly generation: number;
  readonly closesOnExec: boolean;
}

/** How a number ceased to lead to a descriptor. */
export type ClosedBy = 'close' | 'replaced' | 'range' | 'exec' | 'lost';

/** The end of a generation; row -1 where it has none. */
export interface Closing {
  readonly row: number;
  readonly by: ClosedBy | undefined;
}

const none = -1;
const closedBinding: Binding = { generation: none, closesOnExec: false };

/** Answers from the log. `headOf` leads from any row of a call to its first. */
export function bindingsOf(log: DescriptorLog, headOf: (row: number) => number): Bindings {
  /** Events of one number of one table, in order; made with the first question. */
  let eventIndex: Map<number, number[]> | undefined;
  /** Numbers that a table ever led somewhere by. */
  let numbersIndex: Map<number, number[]> | undefined;

  return {
    at: bindingAt,
    closingAfter,
    numbersOf(table, row) {
      numbersIndex ??= numbersByTable();
      return (numbersIndex.get(table) ?? []).filter((fd) => {
        const [first = none] = index().get(keyOf(table, fd)) ?? [];
        return (log.eventRow[first] ?? 0) < row;
      });
    },
  };

  function numbersByTable(): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const [first = none] of index().values()) {
      append(found, log.eventTable[first] ?? none, log.eventFd[first] ?? none);
    }
    return found;
  }

  function index(): Map<number, number[]> {
    if (eventIndex !== undefined) return eventIndex;
    const made = new Map<number, number[]>();
    for (let event = 0; event < log.eventRow.length; event++) {
      append(made, keyOf(log.eventTable[event] ?? none, log.eventFd[event] ?? none), event);
    }
    eventIndex = made;
    return made;
  }

  /** What a number of a table leads to by all that happened before `row`. */
  function bindingAt(table: number, fd: number, row: number): Binding {
    let before = row;
    const inherited: { readonly table: number; readonly before: number }[] = [];
    for (let at = table; at !== none; ) {
      const events = index().get(keyOf(at, fd)) ?? [];
      const last = lastBefore(events, before, (event) => log.eventRow[event] ?? 0);
      const event = events[last];
      if (event !== undefined) {
        let binding: Binding = {
          generation: log.eventGeneration[event] ?? none,
          closesOnExec: log.eventCloses[event] ?? false,
        };
        binding = afterBulk(binding, { table: at, fd, from: log.eventRow[event] ?? 0, before });
        for (const child of inherited.toReversed()) {
          binding = afterBulk(binding, { ...child, fd, from: 0 });
        }
        return binding;
      }
      inherited.push({ table: at, before });
      const record = log.tables[at];
      before = record?.row ?? 0;
      at = record?.parent ?? none;
    }
    return closedBinding;
  }

  /** What calls that close many made of a binding. */
  function afterBulk(
    binding: Binding,
    span: {
      readonly table: number;
      readonly fd: number;
      readonly from: number;
      readonly before: number;
    },
  ): Binding {
    let { closesOnExec } = binding;
    const events = log.bulk.get(span.table);
    if (events === undefined || binding.generation === none) return binding;
    const start = lastBefore(events, span.from, (one) => one.row) + 1;
    for (let at = start; at < events.length; at++) {
      const event = events[at];
      if (event === undefined || event.row >= span.before) break;
      if (span.fd < event.first || span.fd > event.last) continue;
      if (event.kind === 'marked') closesOnExec = true;
      else if (event.kind === 'closed' || closesOnExec) return closedBinding;
    }
    return { generation: binding.generation, closesOnExec };
  }

  /** Where and how a generation ends in a table, from a row on at which it is open. */
  function closingAfter(id: number, from: number, row: number): Closing {
    const fd = log.fd[id] ?? none;
    let { closesOnExec } = bindingAt(from, fd, row);
    for (let table = from; table !== none; ) {
      const events = index().get(keyOf(table, fd)) ?? [];
      const bulk = log.bulk.get(table) ?? [];
      let at = lastBefore(events, row, (event) => log.eventRow[event] ?? 0) + 1;
      let bulkAt = lastBefore(bulk, row, (one) => one.row) + 1;
      for (;;) {
        const event = events[at];
        const many = bulk[bulkAt];
        const eventRow = event === undefined ? Infinity : (log.eventRow[event] ?? 0);
        if (event === undefined && many === undefined) break;
        if (many !== undefined && many.row < eventRow) {
          bulkAt++;
          if (fd < many.first || fd > many.last) continue;
          if (many.kind === 'closed') return { row: headOf(many.row), by: 'range' };
          if (many.kind === 'marked') closesOnExec = true;
          else if (closesOnExec) return { row: headOf(many.row), by: 'exec' };
          continue;
        }
        at++;
        if (event === undefined) break;
        const next = log.eventGeneration[event] ?? none;
        if (next === id) closesOnExec = log.eventCloses[event] ?? false;
        else if (next === none) return { row: headOf(eventRow), by: 'close' };
        else if ((log.originRow[next] ?? none) === none) return { row: eventRow + 1, by: 'lost' };
        else return { row: headOf(eventRow), by: 'replaced' };
      }
      table = log.tables[table]?.successor ?? none;
    }
    return { row: none, by: undefined };
  }
}

function keyOf(table: number, fd: number): number {
  return table * (greatestDescriptor + 1) + fd;
}

/** Adds to the list under a key. */
export function append(map: Map<number, number[]>, key: number, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Index of the last of sorted items whose row is before `row`; -1 where there is none. */
export function lastBefore<T>(
  items: ArrayLike<T>,
  row: number,
  rowOf: (item: T) => number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && rowOf(item) < row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
