/**
 * Constants that profiles name, for traces of `-X raw`, which print numbers in their place. Values
 * are those of x86-64, which most architectures share (linux/mman.h, linux/sched.h, asm/prctl.h).
 */
const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
  17: 'SIGCHLD',
  22: 'SIGTTOU',
  23: 'SIGURG',
  27: 'SIGPROF',
  32: 'SIGRTMIN',
  33: 'SIGRT_1',
};

const mapFlags: Readonly<Record<number, string>> = {
  0x1: 'MAP_SHARED',
  0x2: 'MAP_PRIVATE',
  0x10: 'MAP_FIXED',
  0x20: 'MAP_ANONYMOUS',
  0x800: 'MAP_DENYWRITE',
  0x4000: 'MAP_NORESERVE',
  0x20000: 'MAP_STACK',
};

const protections: Readonly<Record<number, string>> = {
  0x1: 'PROT_READ',
  0x2: 'PROT_WRITE',
  0x4: 'PROT_EXEC',
};

const limits: Readonly<Record<number, string>> = {
  3: 'RLIMIT_STACK',
  6: 'RLIMIT_NPROC',
  7: 'RLIMIT_NOFILE',
};
const actions: Readonly<Record<number, string>> = {
  0: 'SIG_BLOCK',
  1: 'SIG_UNBLOCK',
  2: 'SIG_SETMASK',
};
const threads: Readonly<Record<number, string>> = { 0x100: 'CLONE_VM', 0x10000: 'CLONE_THREAD' };

interface Meaning {
  readonly names: Readonly<Record<number, string>>;
  /** Members are added up; else the number is one of them. */
  readonly isSet: boolean;
  /** Name of no member at all. */
  readonly zero?: string;
}

const protection: Meaning = { names: protections, isSet: true, zero: 'PROT_NONE' };
const mapping: Meaning = { names: mapFlags, isSet: true };
const one = (names: Readonly<Record<number, string>>): Meaning => ({ names, isSet: false });

/** By name of the call and position of the argument. */
const meanings: Readonly<Record<string, Meaning>> = {
  'mmap.2': protection,
  'mmap2.2': protection,
  'mprotect.2': protection,
  'mmap.3': mapping,
  'mmap2.3': mapping,
  'madvise.2': one({ 4: 'MADV_DONTNEED', 10: 'MADV_DONTFORK', 14: 'MADV_HUGEPAGE' }),
  'arch_prctl.0': one({ 0x1002: 'ARCH_SET_FS' }),
  'prlimit64.1': one(limits),
  'getrlimit.0': one(limits),
  'ugetrlimit.0': one(limits),
  'rt_sigaction.0': one(signals),
  'rt_sigprocmask.0': one(actions),
  'tgkill.2': one(signals),
  'getrandom.2': one({ 1: 'GRND_NONBLOCK' }),
  'futex.1': one({ 0x80: 'FUTEX_WAIT_PRIVATE', 0x81: 'FUTEX_WAKE_PRIVATE' }),
  'fcntl.1': one({
    0: 'F_DUPFD',
    1: 'F_GETFD',
    2: 'F_SETFD',
    3: 'F_GETFL',
    4: 'F_SETFL',
    1030: 'F_DUPFD_CLOEXEC',
  }),
  'ioctl.1': one({
    0x5401: 'TCGETS',
    0x540f: 'TIOCGPGRP',
    0x5410: 'TIOCSPGRP',
    0x5451: 'FIOCLEX',
    0x802c542a: 'TCGETS2',
  }),
  'clock_gettime.0': one({ 2: 'CLOCK_PROCESS_CPUTIME_ID' }),
  'epoll_ctl.1': one({ 1: 'EPOLL_CTL_ADD' }),
  'prctl.0': one({ 15: 'PR_SET_NAME', 16: 'PR_GET_NAME', 41: 'PR_SET_THP_DISABLE' }),
  'clone.1': { names: threads, isSet: true },
  'openat.2': one({ 0x802: 'O_RDWR|O_NONBLOCK' }),
};

/** The argument with its number spelled as strace does without `-X raw`; as it is where it is none. */
export function decodeRaw(call: string, index: number, argument: string): string {
  const meaning = meanings[`${call}.${index}`];
  if (meaning === undefined) return argument;
  const flags = argument.startsWith('flags=') ? argument.slice('flags='.length) : argument;
  if (!/^(?:0x[0-9a-f]+|\d+)$/.test(flags)) return argument;
  const number = Number(flags);
  if (!meaning.isSet) return meaning.names[number] ?? argument;
  if (number === 0) return meaning.zero ?? argument;
  const members = Object.entries(meaning.names).filter(([bit]) => (number & Number(bit)) !== 0);
  return members.length === 0 ? argument : members.map(([, name]) => name).join('|');
}
