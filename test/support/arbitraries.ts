import fc from 'fast-check';

/** Lines of every form that strace prints, and what gets between them. Without terminator. */
export function traceLine(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: strayCut(prefixedLine()) },
    { weight: 2, arbitrary: fc.constantFrom(...bareLines) },
    { weight: 2, arbitrary: hostileLine() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map(oneLine) },
  );
}

/** Text of some lines, each with one of the three terminators; the last may lack it. */
export function traceText(): fc.Arbitrary<string> {
  const line = fc.tuple(traceLine(), fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'));
  return fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.option(traceLine(), { nil: '' }))
    .map(([lines, last]) => lines.map((parts) => parts.join('')).join('') + last);
}

/** An edit anywhere in a text, whose places are fractions of what is there when it is applied. */
export interface Edit {
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

/** Edits as editors send them: typing, pasting lines, deleting; often at the end. */
export function edit(): fc.Arbitrary<Edit> {
  const snippet = fc.oneof(
    fc.constantFrom('', 'a', '\n', '\r', '\r\n', '"', ')', 'é', '😀', ' = 0', '\u2028'),
    traceText(),
  );
  return fc.record({
    from: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(1)),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }), fc.constant(10_000)),
    text: snippet,
  });
}

/** Bytes cut into pieces of any length, empty ones among them. */
export function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const at = cuts.map((cut) => cut % (bytes.length + 1));
  at.sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length));
}

function prefixedLine(): fc.Arbitrary<string> {
  return fc.tuple(prefix(), body()).map((parts) => parts.join(''));
}

function prefix(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('', '', '12345 ', '891   ', '7132<a (b: /c> ', '[pid  4080] ', '[pid 1<x>] '),
      fc.constantFrom('', '', '[unconfined_u:object_r:user_home_t:s0] '),
      fc.constantFrom('', '', '11:25:20 ', '11:25:20.108890 ', '1795433120.119194 ', '1795433120 '),
      fc.constantFrom('', '', '(+     0.000202) ', '     0.000216 '),
      fc.constantFrom('', '', '[   9] ', '[ ???] '),
      fc.constantFrom('', '', '[00007f2eea612ca3] ', '[????????????????] '),
    )
    .map((parts) => parts.join(''));
}

function body(): fc.Arbitrary<string> {
  const name = fc.constantFrom('openat', 'read', 'clone3', 'syscall_0x3e7', '_sysctl#64', '???');
  const args = fc.array(argument(), { maxLength: 4 }).map((list) => list.join(', '));
  const end = fc
    .tuple(fc.constantFrom(' ', '       '), result(), fc.constantFrom('', ' <0.000123>', ' <0>'))
    .map(([blanks, value, duration]) => `)${blanks}= ${value}${duration}`);
  const ending = fc.oneof(
    { weight: 4, arbitrary: end },
    fc.constantFrom(
      ' <unfinished ...>',
      ',  <unfinished ...>',
      ' <unfinished ...>) = ?',
      ' <detached ...>',
      '/usr/bin/strace: Process 32036 attached',
    ),
  );
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(name, args, ending).map(([n, a, e]) => `${n}(${a}${e}`) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(name, fc.constantFrom('', ' ', ', '), args, ending)
        .map(([n, comma, a, e]) => `<... ${n} resumed>${comma}${a}${e}`),
    },
    fc.constantFrom(
      '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=9880} ---',
      '--- stopped by SIGTTOU ---',
      '+++ exited with 0 +++',
      '+++ killed by SIGSEGV (core dumped) +++',
      '+++ superseded by execve in pid 9527 +++',
      '[ Process PID=9233 runs in 32 bit mode. ]',
    ),
  );
}

function argument(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      'NULL',
      '0x7ffd5a64290',
      'O_RDONLY|O_CLOEXEC',
      'AT_FDCWD</tmp/a (b>',
      '3<TCP:[127.0.0.1:1->127.0.0.1:2]>',
      '</dev/null<char 1:3>>',
      '[{WIFEXITED(s) && WEXITSTATUS(s) == 2}]',
      '{st_mode=S_IFREG|0644, ...}',
      '~[RTMIN RT_1]',
      "v4l2_fourcc('(', 'Y')",
      '1<<CAP_CHOWN',
      '0x7f /* 41 vars */',
      '[128 => 16]',
      '<... resuming interrupted read ...>',
    ),
    fc
      .tuple(fc.array(stringPart(), { maxLength: 5 }), fc.constantFrom('', '...'))
      .map(([parts, dots]) => `"${parts.join('')}"${dots}`),
  );
}

/** What strings hold to mislead whoever looks for the end of a call. */
function stringPart(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'a',
    '\\"',
    '\\\\',
    ') = 3',
    ')',
    '(',
    '[',
    ' <unfinished ...>',
    'resumed>',
    '\\177',
    '/strace: Process 1 attached',
    'é',
  );
}

function result(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: 0, max: 1e9 }).map(String),
    fc.constantFrom(
      '-1 ENOENT (No such file or directory)',
      '-1 (errno 517)',
      '?',
      '? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      '0x7f41ca1c2000',
      '022',
      '3</etc/passwd>',
      '1 ([{fd=3, revents=POLLIN}])',
      '0 (Timeout)',
      '42 (INJECTED: args, retval) (DELAYED)',
    ),
  );
}

const bareLines = [
  '',
  ')           = 1',
  ' <unfinished ...>',
  ' => {parent_tid=[9579]}, 88) = 9579',
  ' > /usr/lib/libc.so.6(__write+0x10) [0xf8350]',
  ' | 00000  76 6d 0a                                          vm.              |',
  ' * 19 bytes in buffer 0',
  '% time     seconds  usecs/call     calls    errors syscall',
  '------ ----------- ----------- --------- --------- ----------------',
  '  0.00    0.000000           0         3         3 access',
  '/usr/bin/strace: Process 12257 attached',
  "ls: cannot access 'x': No such file or directory",
  '\u001b[33mbrk\u001b[0m(\u001b[35mNULL\u001b[0m)   \u001b[0m=\u001b[0m \u001b[32m0x55\u001b[0m',
];

/** Many brackets, quotes, angles and the words that lines turn on, in any order. */
function hostileLine(): fc.Arbitrary<string> {
  const part = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '"',
    "'",
    '\\',
    ' ',
    '=',
    ' = ',
    '1',
    'a',
    ',',
    '...',
    '->',
    '<unfinished ...>',
    '<... ',
    ' resumed>',
    'strace: ',
    '--- ',
    '+++ ',
    'SIG',
    'exited with ',
    '[pid ',
    '1795433120.1 ',
    '\u001b[0m',
    '\u001b[',
    'é',
    '😀',
    '\0',
  );
  return fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
}

/** Sometimes cut off, as a killed strace leaves its last line. */
function strayCut(lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(lines, fc.option(fc.nat({ max: 60 }), { freq: 5 }))
    .map(([line, length]) => (length === null ? line : line.slice(0, length)));
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]/g, '');
}
