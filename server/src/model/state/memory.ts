import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { indexBefore, type Scopes, scopesOf } from './scopes.ts';

/** A stretch of a process's memory, and the calls that made it what it is at a row. */
export interface Region {
  /**
   * `file` and `anonymous` are mappings; `heap` is what `brk` grew; `stack` is a mapping that a
   * thread has its stack in, `main-stack` what lies where the kernel puts the first stack.
   */
  readonly kind: 'file' | 'anonymous' | 'heap' | 'stack' | 'main-stack';
  /** First address; NaN where it is not known. */
  readonly start: number;
  /** Address after the last; NaN where it is not known. */
  readonly end: number;
  /** First row of the `mmap` or `brk` that made it; -1 where the trace does not show it. */
  readonly originRow: number;
  /** Offset of the address in the region, which a `mremap` does not change. */
  readonly offset: number;
  /** First row of the `mprotect` that last changed its protection; -1 where none did. */
  readonly protectRow: number;
  /** First row of the `clone` that gave it to a thread as stack; -1 where it is none. */
  readonly threadRow: number;
}

/** The memory of the processes of a trace, as far as their calls tell. */
export interface Memory {
  /** The region that holds an address before the call of a row; undefined where none is known. */
  regionAt(row: number, address: number): Region | undefined;
  /** The same after the call: what holds an address that the call returned. */
  regionAfter(row: number, address: number): Region | undefined;
}

const none = -1;
const pageSize = 4096;
/** Where the kernel of x86-64 puts the stack of a program: the top of the lower half. */
const stackArea = { start: 0x7ff000000000, end: 0x800000000000 };

/** One call that changed an address space. */
interface MemoryEvent {
  /** Last piece of the call: from here on it holds. */
  readonly row: number;
  readonly head: number;
  readonly kind: 'map' | 'file' | 'unmap' | 'protect' | 'move' | 'break' | 'thread';
  readonly start: number;
  readonly end: number;
  /** Of `move`: where the range was before, and its end there. */
  readonly from: number;
  readonly fromEnd: number;
}

const calls = new Set([
  'mmap',
  'mmap2',
  'munmap',
  'mprotect',
  'pkey_mprotect',
  'mremap',
  'brk',
  'clone',
  'clone3',
]);

/** Notes who mapped what; a question walks back from its row to the call that decides. */
export function memoryOf(source: ByteSource, processes: ProcessTable): Memory {
  const scopes = scopesOf(source, processes, 'CLONE_VM', 'renews');
  const events = foldEvents(source, processes, scopes);

  return {
    regionAt(row, address) {
      const first = processes.calls.head(row);
      const head = first === none ? row : first;
      return search(scopes.at(processes.taskAt(head), head), head, address);
    },
    regionAfter(row, address) {
      const last = processes.calls.tail(row);
      const after = (last === none ? row : last) + 1;
      return search(scopes.at(processes.taskAt(after - 1), after), after, address);
    },
  };

  function search(scope: number, row: number, wanted: number): Region | undefined {
    let address = wanted;
    let before = row;
    let protectRow = none;
    let isBreakSeen = false;
    for (let at = scope; at !== none; ) {
      const own = events.get(at) ?? [];
      for (let index = indexBefore(own, before); index >= 0; index--) {
        const event = own[index];
        if (event === undefined) break;
        const isInside = address >= event.start && address < event.end;
        switch (event.kind) {
          case 'thread':
            break;
          case 'break':
            if (!isBreakSeen && isInside) return heap(own, event, address, protectRow);
            isBreakSeen = true;
            break;
          case 'protect':
            if (isInside && protectRow === none) protectRow = event.head;
            break;
          case 'unmap':
            if (isInside) return undefined;
            break;
          case 'move':
            if (isInside) {
              address = Math.min(event.from + address - event.start, event.fromEnd - 1);
            } else if (address >= event.from && address < event.fromEnd) return undefined;
            break;
          default:
            if (isInside) return mapping(own, index, event, { address, wanted, protectRow });
        }
      }
      const record = scopes.scopes[at];
      if (record === undefined || record.by === 'exec') break;
      before = Math.min(before, record.row);
      at = record.parent;
    }
    if (wanted < stackArea.start || wanted >= stackArea.end) return undefined;
    return {
      kind: 'main-stack',
      start: Number.NaN,
      end: Number.NaN,
      originRow: none,
      offset: Number.NaN,
      protectRow,
      threadRow: none,
    };
  }
}

function heap(
  own: readonly MemoryEvent[],
  event: MemoryEvent,
  address: number,
  protectRow: number,
): Region {
  const first = own.find(({ kind }) => kind === 'break') ?? event;
  return {
    kind: 'heap',
    start: event.start,
    end: event.end,
    originRow: first.head,
    offset: address - event.start,
    protectRow,
    threadRow: none,
  };
}

function mapping(
  own: readonly MemoryEvent[],
  index: number,
  event: MemoryEvent,
  found: { readonly address: number; readonly wanted: number; readonly protectRow: number },
): Region {
  const offset = found.address - event.start;
  const thread = own.find(
    ({ kind, start }, at) =>
      at > index && kind === 'thread' && start > event.start && start <= event.end,
  );
  const isStack = event.kind === 'map' && thread !== undefined;
  return {
    kind: isStack ? 'stack' : event.kind === 'file' ? 'file' : 'anonymous',
    start: found.wanted - offset,
    end: found.wanted - offset + event.end - event.start,
    originRow: event.head,
    offset,
    protectRow: found.protectRow,
    threadRow: isStack ? thread.head : none,
  };
}

function foldEvents(
  source: ByteSource,
  processes: ProcessTable,
  scopes: Scopes,
): Map<number, MemoryEvent[]> {
  const { rows } = source;
  const args = new ArgumentBytes(source, processes.calls);
  const isWanted = rows.names.map((name) => calls.has(name));
  const events = new Map<number, MemoryEvent[]>();
  /** First break of each scope: where its heap begins. */
  const heapStart = new Map<number, number>();
  for (let row = 0; row < rows.length; row++) {
    if (isWanted[rows.name(row)] !== true || !isCallKind(rows.kind(row))) continue;
    if (processes.calls.next(row) !== none || !rows.ended(row) || rows.errno(row) !== 0) continue;
    const head = processes.calls.head(row);
    if (head === none) continue;
    const scope = scopes.at(processes.taskAt(row), row);
    args.load(head);
    const made = eventsOf(rows.names[rows.name(head)] ?? '', rows.result(row), scope);
    for (const [kind, start, end, from, fromEnd] of made) {
      if (!(end > start)) continue;
      const event = { row, head, kind, start, end, from, fromEnd };
      const known = events.get(scope);
      if (known === undefined) events.set(scope, [event]);
      else known.push(event);
    }
  }
  return events;

  type Parts = readonly [
    kind: MemoryEvent['kind'],
    start: number,
    end: number,
    from: number,
    fromEnd: number,
  ];

  function eventsOf(name: string, result: number, scope: number): Parts[] {
    const first = args.first;
    switch (name) {
      case 'mmap':
      case 'mmap2': {
        const isFile = args.number(4) >= 0 && !args.has('MAP_ANON', 3);
        return [[isFile ? 'file' : 'map', result, result + pages(args.number(1)), none, none]];
      }
      case 'munmap':
        return [['unmap', first, first + pages(args.number(1)), none, none]];
      case 'mprotect':
      case 'pkey_mprotect':
        return [['protect', first, first + pages(args.number(1)), none, none]];
      case 'mremap': {
        const old = args.has('MREMAP_DONTUNMAP') ? 0 : pages(args.number(1));
        return [['move', result, result + pages(args.number(2)), first, first + old]];
      }
      case 'brk': {
        const start = heapStart.get(scope) ?? result;
        heapStart.set(scope, Math.min(start, result));
        return [['break', Math.min(start, result), Math.max(result, start + 1), none, none]];
      }
      default: {
        if (!args.has('CLONE_THREAD')) return [];
        const stack = stackTop();
        return stack > 0 ? [['thread', stack, stack + 1, none, none]] : [];
      }
    }
  }

  /** `child_stack=0x7f…`, `stack=0x7f…, stack_size=0x…`. */
  function stackTop(): number {
    const text = args.all;
    const stack = Number(/stack=(0x[0-9a-f]+)/.exec(text)?.[1] ?? 0);
    const size = Number(/stack_size=(0x[0-9a-f]+|\d+)/.exec(text)?.[1] ?? 0);
    return stack + size;
  }
}

function pages(length: number): number {
  return Math.ceil(length / pageSize) * pageSize;
}
