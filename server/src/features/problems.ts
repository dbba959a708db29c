import { ownValue } from '../syntax/ownValue.ts';
import { commandOf, syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import { RowKind } from '../syntax/kinds.ts';
import { badDescriptor, openDescriptors } from './problemDescriptors.ts';
import { type Problem, problem, type ProblemOptions } from './problem.ts';
import { Runs } from './problemRuns.ts';
import { isUsual } from './semanticTokens.ts';
import { spanText as timeText } from './text.ts';
import { isUsualHere } from './why.ts';

/** A wait this many times longer than a slow call is told. */
const longWaitFactor = 100;
/** Calls whose long duration is what they were asked for. */
const waiting =
  /sleep|^(pause|wait4|waitid|waitpid|exit|exit_group|futex|poll|ppoll|select|pselect6|epoll_p?wait2?|rt_sigsuspend|rt_sigtimedwait|restart_syscall|accept4?|sigsuspend)$/;

/** After so many rows a search pauses: a few milliseconds of work. */
const rowsPerStep = 2_000;

/** All problems of a trace, in order of their lines, at most `limit`. */
export function problems(trace: Trace, knowledge: Knowledge, options: ProblemOptions): Problem[] {
  const search = problemSearch(trace, knowledge, options);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The same in steps, so that whoever has something else to answer can do so in between, or give it
 * up.
 */
export function* problemSearch(
  trace: Trace,
  knowledge: Knowledge,
  options: ProblemOptions,
): Generator<undefined, Problem[]> {
  const found: Problem[] = [];
  const runs = new Runs(trace, found);
  const { rows } = trace.text;
  const { calls } = trace.processes;
  yield undefined;
  yield* trace.prepareDescriptors();
  for (let row = 0; row < rows.length && found.length < options.limit; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield undefined;
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
  yield undefined;
  found.push(...openDescriptors(trace), ...cutEnd(trace));
  return found.toSorted((a, b) => a.row - b.row).slice(0, options.limit);
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
  // Most failures are of this kind, and what is usual for the call as a whole needs no arguments.
  if (level !== 'all' && ownValue(knowledge.syscall(name)?.usual, errno) !== undefined) return [];
  const call = trace.call(row)?.call;
  if (call === undefined) return [];
  const usual = isUsual(errno, call, knowledge) || isUsualHere(trace, row);
  if (usual && level !== 'all') return [];
  const syscall = syscallOf(call, knowledge);
  if (syscall === undefined) return [];
  const meaning =
    ownValue(commandOf(call, knowledge)?.doc.errors, errno) ??
    ownValue(syscall.errors, errno) ??
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
