import { RowKind } from '../../syntax/kinds.ts';
import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';

const none = -1;
const decoder = new TextDecoder();
/** As much of a siginfo as is read: the members that tell of a timer stand first. */
const longestInfo = 400;
/** Timers of one process that are remembered; more are a leak, or no trace. */
const mostTimers = 4096;

/** Signal of each timer of setitimer(2), by its name and by its number. */
const intervalSignals = new Map([
  ['ITIMER_REAL', 'SIGALRM'],
  ['ITIMER_VIRTUAL', 'SIGVTALRM'],
  ['ITIMER_PROF', 'SIGPROF'],
  ['0', 'SIGALRM'],
  ['1', 'SIGVTALRM'],
  ['2', 'SIGPROF'],
]);

const timerCalls = new Set([
  'alarm',
  'setitimer',
  'timer_create',
  'timer_settime',
  'timer_settime64',
  'timer_delete',
]);

/** A timer that runs. */
interface Armed {
  /** First row of the call that set it. */
  readonly row: number;
  /** Whether it runs out again and again. */
  readonly isRepeated: boolean;
}

/** The timers of a process. */
interface Timers {
  /** Those of alarm(2) and setitimer(2), by their signal: a process has one of each. */
  readonly intervals: Map<string, Armed>;
  /** Those of timer_settime(2), by their number. */
  readonly posix: Map<number, Armed>;
  /** Signal that `timer_create` chose, by the number of the timer. */
  readonly signals: Map<number, string>;
}

/**
 * First row of the call that set the timer that ran out, by the row of its signal. Timers belong to
 * a process; a child inherits none. A new program keeps those of `alarm` and `setitimer` only.
 */
export function expiriesOf(
  source: ByteSource,
  processes: ProcessTable,
): ReadonlyMap<number, number> {
  const { rows } = source;
  const { calls } = processes;
  const found = new Map<number, number>();
  const isTimerCall = rows.names.map((name) => timerCalls.has(name));
  if (!isTimerCall.includes(true)) return found;
  const args = new ArgumentBytes(source, calls);
  const byProcess = new Map<number, Timers>();
  const imageRows = new Set(
    processes.processes.flatMap(({ images }) => images.map(({ startRow }) => startRow)),
  );

  for (let row = 0; row < rows.length; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.signal) expire(row);
    if (imageRows.has(row)) byProcess.get(processes.processAt(row))?.posix.clear();
    if (isTimerCall[rows.name(row)] !== true || !isCallKind(kind)) continue;
    const head = calls.head(row);
    const tail = head === none ? none : calls.tail(head);
    if (tail === none || rows.errno(tail) !== 0) continue;
    // The signal of a timer can come between the pieces of the call that set it, in another thread.
    if (head === row) change(head);
    if (tail === row && rows.names[rows.name(row)] === 'timer_create') create(head);
  }
  return found;

  function timersAt(row: number): Timers {
    const process = processes.processAt(row);
    const known = byProcess.get(process);
    if (known !== undefined) return known;
    const timers = { intervals: new Map(), posix: new Map(), signals: new Map() };
    byProcess.set(process, timers);
    return timers;
  }

  function create(head: number): void {
    args.load(head);
    const id = args.number(2);
    const timers = timersAt(head);
    if (!(id >= 0) || timers.signals.size >= mostTimers) return;
    timers.posix.delete(id);
    // Without a sigevent, and where none is printed, it is the default (timer_create(2)).
    timers.signals.set(id, /sigev_signo=(SIG\w+)/.exec(args.text(1))?.[1] ?? 'SIGALRM');
  }

  function change(head: number): void {
    args.load(head);
    const timers = timersAt(head);
    const name = rows.names[rows.name(head)] ?? '';
    if (name === 'alarm') {
      const isStop = args.first === 0;
      set(timers.intervals, 'SIGALRM', isStop ? undefined : { row: head, isRepeated: false });
    } else if (name === 'setitimer') {
      const which = /^(?:ITIMER_[A-Z]+|[0-2])/.exec(args.text(0))?.[0] ?? '';
      const signal = intervalSignals.get(which);
      if (signal !== undefined) set(timers.intervals, signal, armedBy(args.text(1), head));
    } else if (name.startsWith('timer_settime')) {
      if (args.first >= 0) set(timers.posix, args.first, armedBy(args.text(2), head));
    } else if (name === 'timer_delete') {
      timers.posix.delete(args.first);
      timers.signals.delete(args.first);
    }
  }

  function expire(row: number): void {
    const timers = byProcess.get(processes.processAt(row));
    if (timers === undefined) return;
    const start = rows.argsStart(row);
    const end = Math.min(rows.end(row), start + longestInfo);
    const info = decoder.decode(source.bytes.subarray(start, end));
    const signal = rows.names[rows.name(row)] ?? '';
    if (/si_code=SI_KERNEL\b/.test(info)) runOut(timers.intervals, signal, row);
    else if (/si_code=SI_TIMER\b/.test(info)) {
      const id = Number(/si_timerid=(0x[0-9a-f]+|\d+)/.exec(info)?.[1] ?? Number.NaN);
      const chosen = timers.signals.get(id) ?? signal;
      if (chosen === signal) runOut(timers.posix, id, row);
    }
  }

  function runOut<K>(armed: Map<K, Armed>, key: K, row: number): void {
    const timer = armed.get(key);
    if (timer === undefined) return;
    found.set(row, timer.row);
    if (!timer.isRepeated) armed.delete(key);
  }
}

/** A timer that is set to nothing stops. */
function set<K>(armed: Map<K, Armed>, key: K, timer: Armed | undefined): void {
  if (timer === undefined) armed.delete(key);
  else if (armed.size < mostTimers || armed.has(key)) armed.set(key, timer);
}

/**
 * What an `itimerval` or `itimerspec` sets; undefined where it stops the timer. One that is printed
 * as an address may be any, so it is taken to run again and again.
 */
function armedBy(printed: string, row: number): Armed | undefined {
  if (printed === 'NULL' || isZero('it_value', printed) === true) return undefined;
  return { row, isRepeated: isZero('it_interval', printed) !== true };
}

/** Whether a member is no time at all: `{tv_sec=0, tv_usec=0}`, in old traces `{0, 0}`. */
function isZero(member: 'it_value' | 'it_interval', printed: string): boolean | undefined {
  const pattern = new RegExp(String.raw`${member}=\{(?:\w+=)?(\d+), (?:\w+=)?(\d+)`);
  const match = pattern.exec(printed);
  return match === null ? undefined : Number(match[1]) === 0 && Number(match[2]) === 0;
}
