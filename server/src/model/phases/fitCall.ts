import type { Rows } from '../../syntax/rowTable.ts';
import type { Candidate } from './boundProfile.ts';
import type { CallText } from './callText.ts';
import { type CommandLine, isClass, isModule, isScript } from './commandLine.ts';
import { fitsAny, fitsGlob } from './glob.ts';
import type { CallPattern } from './profile.ts';

/** What `neighbor` answers where the trace ends before there is a next call. */
export const endOfTrace = -2;

/** What a call is held against. */
export interface CallContext {
  readonly rows: Rows;
  readonly text: CallText;
  readonly command: CommandLine;
  /** Descriptors that start-up opened, with their tags. */
  readonly descriptors: ReadonlyMap<number, string>;
  /**
   * First piece of the next call of the same thread (1), or of the one before (-1); -1 for none
   * near, `endOfTrace` where the trace may yet get one.
   */
  neighbor(row: number, step: 1 | -1): number;
}

/** Whether the call on `row` is what the pattern means. Its name is known to fit. */
export function fitsCall(pattern: CallPattern, row: number, context: CallContext): boolean {
  const { text } = context;
  if (pattern.path !== undefined) {
    const path = text.path(row);
    if (path === undefined || !pattern.path.some((glob) => fitsPath(path, glob, context.command))) {
      return false;
    }
  }
  if (pattern.args !== undefined) {
    for (const index in pattern.args) {
      const arg = text.arg(row, Number(index));
      if (arg === undefined || !fitsAny(arg, pattern.args[index] ?? [])) return false;
    }
  }
  if (pattern.on !== undefined) {
    const tag = tagOf(row, context);
    if (tag === undefined || !fitsAny(tag, pattern.on)) return false;
  }
  if (pattern.next !== undefined && !isNamed(context.neighbor(row, 1), pattern.next)) return false;
  if (pattern.previous !== undefined && !isNamed(context.neighbor(row, -1), pattern.previous)) {
    return false;
  }
  if (pattern.result === undefined) return true;
  const result = text.result(row);
  if (pattern.result === 'zero') return result === 0;
  return (pattern.result === 'failed') === (text.errno(row) !== 0);

  function isNamed(other: number, names: readonly string[]): boolean {
    const { rows } = context;
    return other >= 0 && names.includes(rows.names[rows.name(other)] ?? '');
  }
}

/** Which patterns a call fits, so that none is held against it twice. */
export class FitMemo {
  readonly #stamps: Int32Array;
  readonly #answers: Uint8Array;
  #stamp = 0;

  constructor(patternCount: number) {
    this.#stamps = new Int32Array(patternCount);
    this.#answers = new Uint8Array(patternCount);
  }

  /** Another call, or the same with something else known of its image: all answers are void. */
  forget(): void {
    this.#stamp++;
  }

  /** As `fitsCall`, for the pattern that has this number. */
  fits({ pattern, number }: Candidate, row: number, context: CallContext): boolean {
    if (this.#stamps[number] === this.#stamp) return this.#answers[number] === 1;
    const answer = fitsCall(pattern, row, context);
    this.#stamps[number] = this.#stamp;
    this.#answers[number] = answer ? 1 : 0;
    return answer;
  }
}

/** Calls whose first argument is a number, and no descriptor: with `-X raw` it looks like one. */
const withoutDescriptor = new Set([
  'alarm',
  'arch_prctl',
  'brk',
  'clock_getres',
  'clock_gettime',
  'clock_nanosleep',
  'clock_settime',
  'clone',
  'exit',
  'exit_group',
  'futex',
  'getpgid',
  'getpriority',
  'getrlimit',
  'getrusage',
  'getsid',
  'kill',
  'madvise',
  'mprotect',
  'mremap',
  'munmap',
  'personality',
  'prctl',
  'prlimit64',
  'ptrace',
  'rt_sigaction',
  'rt_sigprocmask',
  'rt_sigqueueinfo',
  'sched_getaffinity',
  'sched_getparam',
  'sched_getscheduler',
  'sched_setaffinity',
  'sched_setscheduler',
  'setitimer',
  'setpgid',
  'setpriority',
  'setresgid',
  'setresuid',
  'setrlimit',
  'setuid',
  'sigaction',
  'socket',
  'socketpair',
  'tgkill',
  'timer_create',
  'tkill',
  'ugetrlimit',
  'umask',
  'unshare',
  'wait4',
  'waitid',
]);

/** Tag of the descriptor that the call works on; undefined where start-up did not open it. */
export function tagOf(row: number, { rows, text, descriptors }: CallContext): string | undefined {
  if (descriptors.size === 0) return undefined;
  const name = rows.names[rows.name(row)] ?? '';
  if (withoutDescriptor.has(name)) return undefined;
  const ofMapping = name === 'mmap' || name === 'mmap2';
  return descriptors.get(text.descriptor(row, ofMapping));
}

function fitsPath(path: string, glob: string, command: CommandLine): boolean {
  if (!glob.startsWith('{')) return fitsGlob(path, glob);
  if (glob === '{script}') return isScript(command, path);
  if (glob === '{module}') return isModule(command, path);
  return glob === '{class}' && isClass(command, path);
}
