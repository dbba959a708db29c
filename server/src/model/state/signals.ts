import { ownValue } from '../../syntax/ownValue.ts';
import { RowKind } from '../../syntax/kinds.ts';
import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { scopesOf } from './scopes.ts';
import { type SignalSet, signalSetOf, withChange } from './signalSet.ts';
import { Timeline } from './timeline.ts';
import { expiriesOf } from './timers.ts';

/** What a process does with a signal. */
export interface Disposition {
  /** `SIG_DFL`, `SIG_IGN`, or the address of the handler as printed. */
  readonly handler: string;
  /** First row of the call that set it. */
  readonly row: number;
}

/** Where a signal on a row came from and went to. Rows are -1 where the trace does not show them. */
export interface Delivery {
  /** First row of the call that sent it or set its timer, or the row on which the child ended. */
  readonly senderRow: number;
  /** First row of the `rt_sigreturn` that ended its handler. */
  readonly returnRow: number;
}

/** Signals of a trace: who handles them how, who sent them, when their handlers returned. */
export interface Signals {
  /** Undefined on rows that deliver no signal. */
  deliveryAt(row: number): Delivery | undefined;
  /** Whether the signal of a row came because a timer ran out that the trace shows being set. */
  isExpiry(row: number): boolean;
  /** Rows on which the signals of a call that sends some were delivered, in order. */
  deliveredBy(row: number): readonly number[];
  /** Row of the signal whose handler a `rt_sigreturn` ends; -1 where it is not known. */
  signalOfReturn(row: number): number;
  /** What is done with a signal (`SIGINT`) before the call of a row; undefined where not told. */
  dispositionAt(row: number, signal: string): Disposition | undefined;
  /** Signals that the thread of a row blocks before its call; undefined where not told. */
  maskAt(row: number): SignalSet | undefined;
}

const none = -1;
/** Signals sent and not yet delivered that are remembered per target. */
const mostPending = 64;
/** Handlers within handlers of one thread that are followed. */
const deepestHandlers = 256;

/** Calls that send a signal: positions of the target and of the signal. */
const sends: Readonly<Record<string, readonly [target: number, signal: number]>> = {
  kill: [0, 1],
  tkill: [0, 1],
  tgkill: [1, 2],
  rt_sigqueueinfo: [0, 1],
  rt_tgsigqueueinfo: [1, 2],
  pidfd_send_signal: [0, 1],
};

const dispositionCalls = new Set(['rt_sigaction', 'sigaction', 'signal']);
const maskCalls = new Set(['rt_sigprocmask', 'sigprocmask']);
const returns = new Set(['rt_sigreturn', 'sigreturn']);

interface Sent {
  readonly row: number;
  readonly signal: string;
  readonly isForMany: boolean;
}

/** Follows signals in one pass over the rows. */
export function signalsOf(source: ByteSource, processes: ProcessTable): Signals {
  const { rows } = source;
  const { calls, tasks } = processes;
  const args = new ArgumentBytes(source, calls);
  const handlers = new Map<string, Timeline<Disposition>>();
  const handlerScopes = scopesOf(source, processes, 'CLONE_SIGHAND', 'renews');
  const masks = new Timeline<SignalSet>(scopesOf(source, processes, 'none', 'keeps'));
  const deliveries = new Map<number, { senderRow: number; returnRow: number }>();
  const deliveredBy = new Map<number, number[]>();
  const ofReturn = new Map<number, number>();
  const handling = new Map<number, number[]>();
  /** Sent and not delivered, by the number of the sender's process, 0 where it is not known. */
  const sent = new Map<number, Sent[]>();
  /** Last row of a process that ended and whose parent has not heard of it, by its number. */
  const ended = new Map<number, number>();
  const expiries = expiriesOf(source, processes);
  const kinds = rows.names.map(kindOf);

  for (let row = 0; row < rows.length; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.signal) deliver(row);
    else if (kind === RowKind.exit) {
      const task = tasks[processes.taskAt(row)];
      if (task !== undefined) ended.set(task.tid || rows.tid(row), row);
    } else if (isCallKind(kind)) {
      const what = kinds[rows.name(row)];
      if (what === undefined) continue;
      const head = calls.head(row);
      if (what === 'sends' && head === row) send(row);
      else if (what === 'returns' && head === row) finish(row);
      else if (calls.next(row) === none && rows.ended(row) && rows.errno(row) === 0) {
        if (what === 'disposes') dispose(head, row);
        else if (what === 'masks') mask(head, row);
      }
    }
  }

  return {
    deliveryAt: (row) => deliveries.get(row),
    isExpiry: (row) => expiries.has(row),
    deliveredBy: (row) => deliveredBy.get(headOf(row)) ?? [],
    signalOfReturn: (row) => ofReturn.get(headOf(row)) ?? none,
    dispositionAt: (row, signal) => dispositionOf(headOf(row), signal),
    maskAt(row) {
      const head = headOf(row);
      return masks.at(processes.taskAt(head), head);
    },
  };

  function headOf(row: number): number {
    const head = calls.head(row);
    return head === none ? row : head;
  }

  function dispositionOf(row: number, signal: string): Disposition | undefined {
    const task = processes.taskAt(row);
    const moment = handlers.get(signal)?.momentAt(task, row);
    if (moment === undefined) return undefined;
    const { value, isOfOldImage } = moment;
    // A new program keeps what is ignored, and has no handlers of the old one.
    const isReset = isOfOldImage && value.handler !== 'SIG_IGN';
    return isReset ? { handler: 'SIG_DFL', row: value.row } : value;
  }

  function send(row: number): void {
    const name = rows.names[rows.name(row)] ?? '';
    const [, position] = ownValue(sends, name) ?? [];
    const task = processes.taskAt(row);
    const failed = rows.errno(calls.tail(row)) !== 0;
    if (position === undefined || failed) return;
    args.load(row);
    const signal = /SIG\w+/.exec(args.text(position))?.[0];
    if (signal === undefined) return;
    const pid = processes.processes[tasks[task]?.process ?? none]?.pid ?? 0;
    const waiting = sent.get(pid) ?? [];
    if (waiting.length >= mostPending) waiting.shift();
    // A target of 0 or less is a group of processes.
    waiting.push({ row, signal, isForMany: name === 'kill' && args.first <= 0 });
    sent.set(pid, waiting);
  }

  function deliver(row: number): void {
    const signal = rows.names[rows.name(row)] ?? '';
    const task = processes.taskAt(row);
    const info = signalInfo(row);
    const delivery = {
      senderRow: expiries.get(row) ?? senderOf(info, signal),
      returnRow: none,
    };
    deliveries.set(row, delivery);
    if (delivery.senderRow !== none) {
      const known = deliveredBy.get(delivery.senderRow);
      if (known === undefined) deliveredBy.set(delivery.senderRow, [row]);
      else known.push(row);
    }
    const handler = dispositionOf(row, signal)?.handler;
    if (handler === 'SIG_DFL' || handler === 'SIG_IGN') return;
    const open = handling.get(task) ?? [];
    if (open.length >= deepestHandlers) open.shift();
    open.push(row);
    handling.set(task, open);
  }

  function senderOf(info: string, signal: string): number {
    const pid = Number(/si_pid=(\d+)/.exec(info)?.[1] ?? 0);
    if (/si_code=CLD_/.test(info)) return ended.get(pid) ?? none;
    if (!/si_code=SI_(?:USER|TKILL|QUEUE)/.test(info)) return none;
    const waiting = sent.get(pid) ?? sent.get(0) ?? [];
    const at = waiting.findIndex((one) => one.signal === signal);
    const found = waiting[at];
    if (found === undefined) return none;
    if (!found.isForMany) waiting.splice(at, 1);
    return found.row;
  }

  function signalInfo(row: number): string {
    const start = rows.argsStart(row);
    const end = Math.min(rows.end(row), start + longestInfo);
    return decoder.decode(source.bytes.subarray(start, end));
  }

  function finish(row: number): void {
    const signalRow = handling.get(processes.taskAt(row))?.pop();
    if (signalRow === undefined) return;
    const delivery = deliveries.get(signalRow);
    if (delivery !== undefined) delivery.returnRow = row;
    ofReturn.set(row, signalRow);
  }

  function dispose(head: number, row: number): void {
    args.load(head);
    const signal = /SIG\w+/.exec(args.text(0))?.[0];
    const printed = args.text(1);
    const handler =
      /sa_handler=([^,}]+)/.exec(printed)?.[1] ??
      /^\{(0x[0-9a-f]+|SIG_\w+)/.exec(printed)?.[1] ??
      /^(0x[0-9a-f]+|SIG_\w+)$/.exec(printed)?.[1];
    if (signal === undefined || handler === undefined) return;
    const timeline = handlers.get(signal) ?? new Timeline<Disposition>(handlerScopes);
    handlers.set(signal, timeline);
    timeline.note(processes.taskAt(row), { row, value: { handler, row: head }, how: 'changed' });
  }

  function mask(head: number, row: number): void {
    args.load(head);
    const task = processes.taskAt(row);
    const old = signalSetOf(args.text(2));
    if (old !== undefined) masks.note(task, { row: row - 1, value: old, how: 'told' });
    const change = signalSetOf(args.text(1));
    const before = masks.at(task, row);
    const after = change === undefined ? undefined : withChange(before, args.text(0), change);
    if (after !== undefined) masks.note(task, { row, value: after, how: 'changed' });
  }
}

const decoder = new TextDecoder();
/** As much of a siginfo as is read: its members that matter stand first. */
const longestInfo = 400;

function kindOf(name: string): 'sends' | 'disposes' | 'masks' | 'returns' | undefined {
  if (name in sends) return 'sends';
  if (dispositionCalls.has(name)) return 'disposes';
  if (maskCalls.has(name)) return 'masks';
  return returns.has(name) ? 'returns' : undefined;
}
