/**
 * Whether a text begins like something that strace wrote. Takes the first lines of a document
 * (more than `linesToLookAt` are ignored) and errs on the side of no: the answer interrupts
 * somebody. False for an empty text.
 */
export function looksLikeTrace(firstLines: string): boolean {
  let seen = 0;
  let shaped = 0;
  let weight = 0;
  for (const raw of firstLines.split(/\r\n|\r|\n/, linesToLookAt)) {
    const line = raw.slice(0, longestLine).replace(sgr, '');
    if (line.trim() === '' || attachment.test(line)) continue;
    if (foreign.test(line)) return false;
    if (summaryHeader.test(line)) return true;
    seen++;
    const worth = weightOf(line.replace(prefix, ''));
    if (worth === 0) continue;
    shaped++;
    weight += worth;
  }
  return weight >= enough && shaped * 2 >= seen;
}

/** How many lines of a document are worth looking at. */
export const linesToLookAt = 50;

const enough = 3;
/** A call's name and its end decide; what a longer line holds in between costs time only. */
const longestLine = 4096;

/** Colors of `strace --color`, or of a terminal recording. */
// oxlint-disable-next-line no-control-regex
const sgr = /\x1b\[[0-9;]{0,16}m/g;

/** Stack frames and hexdumps follow a line of the trace and tell nothing by themselves. */
const attachment = /^ (?:> |\| {0,2}[0-9a-f]{5,})/;

/**
 * Prefixes in strace's order: pid with comm, security context, absolute time, relative time,
 * number of the syscall, instruction pointer.
 */
const prefix = new RegExp(
  [
    '^(?:\\[pid +\\d+(?:<[^>]{0,64}>)?\\] +|\\d{1,8}(?:<[^>]{0,64}>)? +)?',
    '(?:\\[[a-z][\\w:.!-]{1,80}\\] )?',
    '(?:(?:\\d\\d:\\d\\d:\\d\\d|\\d{9,11})(?:\\.\\d{3,9})? )?',
    '(?: *\\d+(?:\\.\\d{3,9})? |\\(\\+ *\\d+(?:\\.\\d{3,9})?\\) )?',
    '(?:\\[ *(?:\\d+|\\?{3})\\] )?',
    '(?:\\[(?:[0-9a-f]{8,16}|\\?{8,16})\\] )?',
  ].join(''),
);

/**
 * What only ltrace and truss print: calls of library functions, `exited (status 0)`, a result that
 * comes again in hexadecimal. They look alike otherwise.
 */
const foreign =
  /^(?:\[pid \d+\] |\d+ )?(?:\S+->|SYS_)?(?:__libc_start_main|puts|printf|fprintf|sprintf|malloc|calloc|realloc|free|str(?:len|cpy|cmp|ncmp|chr|dup|cat|rchr|tol)|mem(?:cpy|set|cmp|move)|fopen|fclose|fread|fwrite|getenv|setlocale|atoi|isatty|qsort)\(|\+\+\+ exited \(status|SYS_\w+\(|\) += \d+ \(0x[0-9a-f]+\)$/;

/** The head of a `-c` table, whose columns `-U` chooses and orders. */
const summaryHeader =
  /^(?=.*\bsyscall\b)(?=.*\bcalls\b) *(?:% time|[a-z]+(?:[-/][a-z]+)?)(?: +(?:% time|seconds|usecs\/call|calls|errors|syscall|shortest|longest|wall-(?:total|min|max|avg)))+ *$/;

const weights: readonly (readonly [RegExp, number])[] = [
  [/^\+\+\+ (?:exited with \d+|killed by SIG\w+(?: \(core dumped\))?) \+\+\+$/, 2],
  [/^\+\+\+ superseded by execve in pid \d+ \+\+\+$/, 2],
  [/^--- (?:SIG\w+ \{si_signo=.*\}|stopped by SIG\w+) ---$/, 2],
  [/^<\.\.\. \w+ resumed>/, 2],
  [/^execve\((?:pathname=)?"/, 2],
  [/^[a-z_][a-z0-9_]*(?:#64)?\(.*(?:<unfinished \.\.\.>|<detached \.\.\.>)/, 2],
  [/^\S*strace: Process \d+ (?:attached|detached)/, 2],
  [/^\[ Process PID=\d+ runs in (?:64 bit|32 bit|x32) mode\. \]$/, 1],
  [/^\?\?\?\(/, 1],
];

/** A whole call with its result; what comes after the result is an error, a comment or a time. */
const call =
  /^([a-z_][a-z0-9_]*)(?:#64)?\((.*)\)\s+= (?:-?\d+|0x[0-9a-f]+|\?)(?:$|<| [(<[]| \/\*| E[A-Z]+)/;

/** Calls whose arguments are often plain numbers or none, so that only their names tell. */
const plainCalls = new Set(
  (
    'alarm brk close dup dup2 epoll_create1 exit exit_group fork fsync ftruncate getegid geteuid ' +
    'getgid getpgrp getpid getppid getuid gettid inotify_init1 lseek munmap pause rt_sigreturn ' +
    'sched_yield set_robust_list set_tid_address setgid setsid setuid sync umask vfork'
  ).split(' '),
);

/** Constants, strings, addresses and structures: `f(1) = 2` in somebody's notes has none. */
const decoded = /\b[A-Z][A-Z0-9]*_|"|\b0x[0-9a-f]|\{|\bNULL\b/;

function weightOf(body: string): number {
  const weight = weights.find(([shape]) => shape.test(body))?.[1];
  if (weight !== undefined) return weight;
  const [, name, args] = call.exec(body) ?? [];
  if (name === undefined || args === undefined) return 0;
  return plainCalls.has(name) || decoded.test(args) ? 1 : 0;
}
