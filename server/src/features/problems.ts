import { own } from '../syntax/own.ts';
import { commandOf, syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import { RowKind } from '../syntax/kinds.ts';
import { numberOf, spanText } from '../syntax/readValue.ts';
import { isUsual } from './semanticTokens.ts';
import { spanText as timeText } from './text.ts';
import { isUsualHere } from './why.ts';

/** Something that a reader of the trace should notice. */
export interface Problem {
  readonly row: number;
  readonly code: string;
  readonly severity: 'warning' | 'information' | 'hint';
  /** Key in the texts of the data. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** Another line that belongs to it, with the key of what to say of it. */
  readonly related?: { readonly row: number; readonly text: string };
}

export interface ProblemOptions {
  /** `all` tells usual failures too. */
  readonly level: 'unusual' | 'all';
  /** Seconds from which on a call is slow. */
  readonly slow: number;
  readonly limit: number;
}

/** How often something has to happen to be told. */
const tinyCalls = 1_000;
const tinyBytes = 16;
const emptyPolls = 100;
const interruptions = 20;
const syncs = 50;
const leaked = 50;
/** How far back a `close` is looked for. */
const closeReach = 100_000;
/** For how many processes and programs the open descriptors are looked at. */
const openLimit = 200;
/** First descriptor that is not one of the standard three. */
const firstOwn = 3;
/** A wait this many times longer than a slow call is told. */
const longWaitFactor = 100;

const closing = new Set(['close']);
/** Calls that ask whether a number is open at all, as runtimes do for each in turn. */
const probing = new Set(['fcntl', 'fcntl64']);
const syncing = new Set(['fsync', 'fdatasync', 'sync_file_range']);
const moving = new Set([
  'read',
  'write',
  'recv',
  'send',
  'recvfrom',
  'sendto',
  'pread64',
  'pwrite64',
]);
/** Position of the timeout of calls that wait for descriptors, and how no wait is spelled. */
const polling: ReadonlyMap<string, { readonly argument: number; readonly zero: RegExp }> = new Map([
  ['poll', { argument: 2, zero: /^0$/ }],
  ['epoll_wait', { argument: 3, zero: /^0$/ }],
  ['epoll_pwait', { argument: 3, zero: /^0$/ }],
  ['select', { argument: 4, zero: /^\{tv_sec=0, tv_usec=0\}$/ }],
  ['pselect6', { argument: 4, zero: /^\{tv_sec=0, tv_nsec=0\}$/ }],
  ['ppoll', { argument: 2, zero: /^\{tv_sec=0, tv_nsec=0\}$/ }],
]);
/** Calls whose long duration is what they were asked for. */
const waiting =
  /sleep|^(pause|wait4|waitid|waitpid|exit|exit_group|futex|poll|ppoll|select|pselect6|epoll_p?wait2?|rt_sigsuspend|rt_sigtimedwait|restart_syscall|accept4?|sigsuspend)$/;

/** All problems of a trace, in order of their lines, at most `limit`. */
export function problems(trace: Trace, knowledge: Knowledge, options: ProblemOptions): Problem[] {
  const found: Problem[] = [];
  const runs = new Runs(trace, found);
  const { rows } = trace.text;
  const { calls } = trace.processes;
  for (let row = 0; row < rows.length && found.length < options.limit; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.exit && rows.name(row) !== 0) {
      const signal = rows.names[rows.name(row)] ?? '';
      found.push(problem(row, 'killed', 'warning', { signal }));
    } else if (kind === RowKind.resumed && calls.head(row) === row) {
      found.push(problem(row, 'no-start', 'hint', {}));
    }
    const head = calls.head(row);
    if (head === -1 || calls.next(row) !== -1) continue;
    const name = rows.names[rows.name(head)] ?? '';
    const errno = rows.names[rows.errno(row)] ?? '';
    if (errno === 'EBADF') found.push(...badDescriptor(trace, head, name));
    else if (errno !== '')
      found.push(...failure(trace, knowledge, { row: head, name, errno }, options));
    if (rows.duration(row) >= options.slow * longWaitFactor && !waiting.test(name)) {
      const span = timeText(rows.duration(row));
      found.push(problem(head, 'wait', 'information', { call: name, span }));
    }
    runs.add(head, row, name, errno);
  }
  found.push(...openDescriptors(trace), ...cutEnd(trace));
  return found.toSorted((a, b) => a.row - b.row).slice(0, options.limit);
}

function problem(
  row: number,
  code: string,
  severity: Problem['severity'],
  values: Readonly<Record<string, string>>,
): Problem {
  return { row, code, severity, text: `problem-${code}`, values };
}

/** A number that does not lead to a descriptor: closed twice, or used after it was closed. */
function badDescriptor(trace: Trace, head: number, name: string): Problem[] {
  const found = trace.call(head)?.call;
  const first = found?.args[0];
  const fd = found === undefined || first === undefined ? undefined : numberOf(first, found.text);
  if (fd === undefined || Number(fd) < 0 || probing.has(name)) return [];
  const closed = lastClose(trace, head, Number(fd));
  if (closed === undefined) return [];
  const code = closing.has(name) ? 'double-close' : 'closed';
  return [
    {
      ...problem(head, code, code === 'closed' ? 'warning' : 'hint', {
        fd: String(fd),
        line: String(closed + 1),
      }),
      related: { row: closed, text: 'problem-here' },
    },
  ];
}

/** The `close` of a number before a row, in the same process; undefined where it is far or nowhere. */
function lastClose(trace: Trace, row: number, fd: number): number | undefined {
  const { rows } = trace.text;
  const { processes } = trace;
  const close = rows.nameId('close');
  const process = processes.processAt(row);
  const pattern = new RegExp(`close\\((?:fd=)?${fd}\\b`);
  for (let at = row - 1; at >= 0 && at > row - closeReach; at--) {
    if (rows.name(at) !== close || processes.processAt(at) !== process) continue;
    if (rows.errno(at) === 0 && pattern.test(trace.text.text(at))) return at;
  }
  return undefined;
}

/** What the end of a process, or the start of a new program in it, shows of its descriptors. */
function* openDescriptors(trace: Trace): Iterable<Problem> {
  let asked = 0;
  for (const process of trace.processes.processes) {
    const leader = trace.processes.tasks[process.tasks[0] ?? -1];
    if (leader !== undefined && leader.exitRow !== -1 && asked++ < openLimit) {
      yield* leaks(trace, leader.exitRow);
    }
    for (const image of process.images) {
      if (process.parent !== -1 && asked++ < openLimit) yield* inherited(trace, image.row);
    }
  }
}

/** Descriptors that one kind of call made by the dozen and nothing closed. */
function* leaks(trace: Trace, row: number): Iterable<Problem> {
  const byCall = new Map<string, number[]>();
  for (const { originRow } of trace.descriptors.openAt(row)) {
    if (originRow === -1) continue;
    const name = trace.text.rows.names[trace.text.rows.name(originRow)] ?? '';
    const rows = byCall.get(name);
    if (rows === undefined) byCall.set(name, [originRow]);
    else rows.push(originRow);
  }
  for (const [call, rows] of byCall) {
    if (rows.length < leaked) continue;
    const first = Math.min(...rows.slice(0, leaked));
    const count = rows.length.toLocaleString('en-US');
    yield problem(first, 'leak', 'information', { call, count });
  }
}

function* inherited(trace: Trace, row: number): Iterable<Problem> {
  for (const { fd, originRow, closesOnExec, kind } of trace.descriptors.openAt(row)) {
    if (fd < firstOwn || originRow === -1 || closesOnExec) continue;
    if (kind !== 'file' && kind !== 'socket') continue;
    yield {
      ...problem(row, 'inherited', 'hint', { fd: String(fd), line: String(originRow + 1) }),
      related: { row: originRow, text: 'problem-here' },
    };
  }
}

interface Failed {
  readonly row: number;
  readonly name: string;
  readonly errno: string;
}

/** A failed call that the data knows no harmless reason for; with `all` any failed call. */
function failure(
  trace: Trace,
  knowledge: Knowledge,
  { row, name, errno }: Failed,
  { level }: ProblemOptions,
): Problem[] {
  // What rt_sigreturn seems to return is what the interrupted call will.
  if (
    name.endsWith('sigreturn') ||
    errno.startsWith('ERESTART') ||
    errno === 'EINTR' ||
    errno === 'EAGAIN'
  )
    return [];
  const call = trace.call(row)?.call;
  if (call === undefined) return [];
  const usual = isUsual(errno, call, knowledge) || isUsualHere(trace, row);
  if (usual && level !== 'all') return [];
  const syscall = syscallOf(call, knowledge);
  if (syscall === undefined) return [];
  const meaning =
    own(commandOf(call, knowledge)?.doc.errors, errno) ??
    own(syscall.errors, errno) ??
    knowledge.errno(errno)?.doc ??
    errno;
  const code = usual ? 'failed' : 'unusual';
  return [
    problem(row, code, usual ? 'hint' : 'information', {
      call: name,
      errno,
      meaning: meaning.replace(/\.$/, ''),
    }),
  ];
}

/** A file that ends without a line end, in something that is not whole. */
function cutEnd(trace: Trace): Problem[] {
  const { rows } = trace.text;
  const last = rows.length - 1;
  if (last < 0 || trace.text.lineCount > rows.length) return [];
  const kind = rows.kind(last);
  const isWhole = rows.ended(last) || kind === RowKind.exit || kind === RowKind.signal;
  if (isWhole || kind === RowKind.other || kind === RowKind.summary) return [];
  return trace.processes.calls.head(last) === -1 ? [] : [problem(last, 'cut', 'information', {})];
}

interface Run {
  readonly row: number;
  count: number;
  bytes: number;
}

/** Counts what is a problem only when it comes often: per thread in a row, or per descriptor. */
class Runs {
  readonly #trace: Trace;
  readonly #found: Problem[];
  readonly #interrupted = new Map<number, Run & { readonly name: string }>();
  readonly #polls = new Map<number, Run>();
  readonly #perDescriptor = new Map<string, Run>();
  readonly #perOrigin = new Map<string, Run>();

  constructor(trace: Trace, found: Problem[]) {
    this.#trace = trace;
    this.#found = found;
  }

  add(head: number, tail: number, name: string, errno: string): void {
    const task = this.#trace.processes.taskAt(head);
    this.#interrupt(task, head, name, errno);
    this.#poll(task, head, name);
    if (errno !== '') return;
    if (moving.has(name)) this.#move(head, tail, name);
    else if (syncing.has(name)) this.#sync(head, name);
  }

  #interrupt(task: number, head: number, name: string, errno: string): void {
    if (errno !== 'EINTR' && !errno.startsWith('ERESTART')) {
      if (name !== 'rt_sigreturn') this.#interrupted.delete(task);
      return;
    }
    const run = this.#interrupted.get(task);
    if (run === undefined || run.name !== name) {
      this.#interrupted.set(task, { row: head, name, count: 1, bytes: 0 });
    } else if (++run.count === interruptions) {
      this.#tell(run.row, 'interrupted', { call: name, count: `${interruptions} or more` });
    }
  }

  #poll(task: number, head: number, name: string): void {
    const form = polling.get(name);
    if (form === undefined) return;
    const call = this.#trace.call(head)?.call;
    const timeout = call?.args[form.argument];
    if (call === undefined || timeout === undefined) return;
    if (!form.zero.test(spanText(timeout.core, call.text))) {
      this.#polls.delete(task);
      return;
    }
    const run = this.#polls.get(task);
    if (run === undefined) this.#polls.set(task, { row: head, count: 1, bytes: 0 });
    else if (++run.count === emptyPolls) {
      this.#tell(run.row, 'polling', { call: name, count: `${emptyPolls} or more` });
    }
  }

  #move(head: number, tail: number, name: string): void {
    const bytes = this.#trace.text.rows.result(tail);
    if (!(bytes > 0)) return;
    const descriptor = this.#trace.descriptors.usedBy(head)[0];
    if (descriptor === undefined) return;
    const key = `${name} ${descriptor.id}`;
    const run = this.#perDescriptor.get(key) ?? { row: head, count: 0, bytes: 0 };
    this.#perDescriptor.set(key, run);
    run.count++;
    run.bytes += bytes;
    if (run.count !== tinyCalls || run.bytes > tinyCalls * tinyBytes) return;
    const size = run.bytes / run.count;
    this.#tell(run.row, 'tiny', {
      call: name,
      fd: String(descriptor.fd),
      size: `${Number(size.toPrecision(2))} bytes`,
      count: `${tinyCalls.toLocaleString('en-US')} or more`,
    });
  }

  #sync(head: number, name: string): void {
    const descriptor = this.#trace.descriptors.usedBy(head)[0];
    const key = `${name} ${descriptor?.id}`;
    const run = this.#perOrigin.get(key) ?? { row: head, count: 0, bytes: 0 };
    this.#perOrigin.set(key, run);
    if (++run.count === syncs)
      this.#tell(run.row, 'fsync', { call: name, count: `${syncs} or more` });
  }

  #tell(row: number, code: string, values: Readonly<Record<string, string>>): void {
    this.#found.push(problem(row, code, 'information', values));
  }
}
