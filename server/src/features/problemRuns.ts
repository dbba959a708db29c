import type { Trace } from '../model/trace.ts';
import { spanText } from '../syntax/readValue.ts';
import { type Problem, problem } from './problem.ts';

/** How often something has to happen to be told. */
const tinyCalls = 1_000;
const tinyBytes = 16;
const emptyPolls = 100;
const interruptions = 20;
const syncs = 50;

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

interface Run {
  readonly row: number;
  count: number;
  bytes: number;
}

/** Counts what is a problem only when it comes often: per thread in a row, or per descriptor. */
export class Runs {
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
    if (polling.has(name)) this.#poll(task, head, tail);
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

  /** Only a call that found nothing ready was in vain; one that did ends the run. */
  #poll(task: number, head: number, tail: number): void {
    const { rows } = this.#trace.text;
    if (rows.result(tail) !== 0 || rows.errno(tail) !== 0 || !this.#asksOnly(head)) {
      this.#polls.delete(task);
      return;
    }
    const run = this.#polls.get(task);
    if (run === undefined) this.#polls.set(task, { row: head, count: 1, bytes: 0 });
    else if (++run.count === emptyPolls) {
      const call = rows.names[rows.name(head)] ?? '';
      this.#tell(run.row, 'polling', { call, count: `${emptyPolls} or more` });
    }
  }

  /** Whether a call that may wait for descriptors was told not to. */
  #asksOnly(head: number): boolean {
    const { rows } = this.#trace.text;
    const form = polling.get(rows.names[rows.name(head)] ?? '');
    const call = this.#trace.call(head)?.call;
    const timeout = form && call?.args[form.argument];
    if (form === undefined || call === undefined || timeout === undefined) return false;
    return form.zero.test(spanText(timeout.core, call.text));
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
