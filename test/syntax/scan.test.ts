import assert from 'node:assert/strict';
import { argumentsOf, type RowView, rowOf } from '../support/trace.ts';

describe('the prefix of a line', () => {
  const call: RowView = { kind: 'call', name: 'brk', result: 0, ended: true };
  const cases: [title: string, prefix: string, expected: Partial<RowView>][] = [
    ['none', '', {}],
    ['a pid, as -o has it', '12345 ', { tid: 12345 }],
    ['a short pid, padded', '891   ', { tid: 891 }],
    ['the highest pid', '4194304 ', { tid: 4194304 }],
    ['a pid in brackets', '[pid 32036] ', { tid: 32036 }],
    ['a short pid in brackets', '[pid  4080] ', { tid: 4080 }],
    ['a pid with its comm', '7132<hello-dyn> ', { tid: 7132 }],
    ['a comm in brackets', '[pid  4080<loop64>] ', { tid: 4080 }],
    ['a comm with signs', '[pid  4080<a: (b/c) \\74\\76] x>] ', { tid: 4080 }],
    ['a security context', '[unconfined_t] ', {}],
    [
      'a full security context',
      '6891  [unconfined_u:object_r:user_home_t:s0-s0:c0.c3] ',
      { tid: 6891 },
    ],
    ['seconds of the day', '11:25:20 ', { time: 'clock 41120.000000000' }],
    ['microseconds of the day', '11:25:20.108890 ', { time: 'clock 41120.108890000' }],
    ['milliseconds of the day', '23:59:59.007 ', { time: 'clock 86399.007000000' }],
    ['nanoseconds of the day', '11:25:20.200125242 ', { time: 'clock 41120.200125242' }],
    ['time since the epoch', '1795433120.119194 ', { time: 'epoch 1795433120.119194000' }],
    [
      'nanoseconds since the epoch',
      '1795433120.219852495 ',
      { time: 'epoch 1795433120.219852495' },
    ],
    ['whole seconds since the epoch', '1795433120 ', { time: 'epoch 1795433120.000000000' }],
    ['-r, padded', '     0.000216 ', { time: 'relative 0.000216000' }],
    ['-r, not padded', '0.000216 ', { time: 'relative 0.000216000' }],
    ['-r in whole seconds', '     0 ', { time: 'relative 0.000000000' }],
    ['-r in nanoseconds', '     0.000202562 ', { time: 'relative 0.000202562' }],
    ['-r after a pid', '7847       0.000216 ', { tid: 7847, time: 'relative 0.000216000' }],
    ['-r with -ttt', '1795433120.139990 (+     0.000202) ', { time: 'epoch 1795433120.139990000' }],
    ['-r with -t', '11:25:20 (+     1) ', { time: 'clock 41120.000000000' }],
    ['a syscall number', '[   9] ', {}],
    ['a number of three digits', '[ 257] ', {}],
    ['an unknown number', '[???] ', {}],
    ['an instruction pointer', '[00007f2eea612ca3] ', {}],
    ['one of 32 bits', '[f7f4b549] ', {}],
    ['one of a dead task', '[????????????????] ', {}],
    [
      'all at once',
      '7132<hello-dyn> 11:25:21.779385 (+     0.000201) [   9] [00007fd0e5b36ca3] ',
      { tid: 7132, time: 'clock 41121.779385000' },
    ],
    [
      'all in brackets',
      '[pid  4080<x>] [unconfined_t] 1795433120.1 (+     0.2) [ 257] [f7f4b549] ',
      { tid: 4080, time: 'epoch 1795433120.100000000' },
    ],
  ];
  for (const [title, prefix, expected] of cases) {
    it(`may be ${title}`, () => {
      assert.deepEqual(rowOf(`${prefix}brk(NULL) = 0`), { ...call, ...expected });
    });
  }

  it('stands before every other kind of line, too', () => {
    const ahead = { tid: 7132, time: 'clock 41121.779385000' };
    for (const [body, kind] of [
      ['<... brk resumed>) = 0', 'resumed'],
      ['--- SIGCHLD {si_signo=SIGCHLD} ---', 'signal'],
      ['--- stopped by SIGTTOU ---', 'stopped'],
      ['+++ exited with 0 +++', 'exit'],
      ['[ Process PID=7132 runs in 32 bit mode. ]', 'message'],
    ]) {
      const row = rowOf(`7132  11:25:21.779385 ${body}`);
      assert.deepEqual({ kind: row.kind, tid: row.tid, time: row.time }, { kind, ...ahead });
    }
  });

  it('is none without a body of strace behind it', () => {
    for (const line of ['12345 apples', '[pid 3] ', '11:25:20 up 3 days', '[2] 4080', '0.5 0.3']) {
      assert.deepEqual(rowOf(line), { kind: 'other' }, line);
    }
  });
});

describe('a call', () => {
  const cases: [title: string, line: string, expected: Partial<RowView>][] = [
    ['that returned a descriptor', 'openat(AT_FDCWD, "/x", O_RDONLY) = 3', { result: 3 }],
    ['that returned an address', 'mmap(NULL, 8) = 0x7f41ca1c2000', { result: 0x7f41ca1c2000 }],
    ['that returned octal', 'umask(077)            = 022', { result: 0o22 }],
    ['that returned a zero', 'close(3)                                = 0', { result: 0 }],
    ['with a large result', 'lseek(3, 0, SEEK_END) = 9007199254740991', { result: 2 ** 53 - 1 }],
    [
      'that failed',
      'access("/x", R_OK)      = -1 ENOENT (No such file or directory)',
      { result: -1, errno: 'ENOENT' },
    ],
    [
      'with a localized error',
      'a(1) = -1 EPERM (Opération non permise)',
      { result: -1, errno: 'EPERM', nonAscii: true },
    ],
    ['with an errno without a name', 'a(1) = -1 (errno 517)', { result: -1 }],
    ['with a negated errno', 'syscall_0x3e7(0x1) = -38', { name: 'syscall_0x3e7', result: -38 }],
    ['without a result', 'exit_group(0)                           = ?', {}],
    [
      'that is restarted',
      'read(0, 0x7ffd, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      { errno: 'ERESTARTSYS' },
    ],
    ['that was killed', 'nanosleep({tv_sec=1}, NULL) = ? <unavailable>', {}],
    ['with an annotated result', 'dup(3</a>) = 4</tmp/x) = 7 <0.5>>', { result: 4 }],
    [
      'with a socket',
      'accept(3, NULL, NULL) = 8<TCP:[127.0.0.1:42051->127.0.0.1:47284]>',
      { result: 8 },
    ],
    ['with a comm', 'fork() = 8308<comm>', { result: 8308 }],
    ['in another namespace', "fork() = 1 /* 10438 in strace's PID NS */", { result: 1 }],
    ['with a note', 'poll([{fd=3, events=POLLIN}], 1, 0) = 0 (Timeout)', { result: 0 }],
    [
      'with a list in a note',
      'poll([], 1, 5) = 1 ([{fd=3, revents=POLLIN}]) <0.000010>',
      { result: 1, duration: 0.00001 },
    ],
    [
      'that was tampered with',
      'getpid() = 42 (INJECTED: args, retval) (DELAYED) <0.1>',
      { result: 42, duration: 0.1 },
    ],
    ['with a duration', 'close(3) = 0 <0.000123>', { result: 0, duration: 0.000123 }],
    ['with one in whole seconds', 'close(3) = 0 <2>', { result: 0, duration: 2 }],
    [
      'with one in nanoseconds',
      'close(3) = 0 <12.345678901>',
      { result: 0, duration: 12.345678901 },
    ],
    [
      'with errno and duration',
      'stat("x", 0x1) = -1 ENOENT (No such file or directory) <0.000006>',
      { result: -1, errno: 'ENOENT', duration: 0.000006 },
    ],
    ['of the x32 duplicates', '_sysctl#64(0x1) = 0', { name: '_sysctl#64', result: 0 }],
    [
      'whose number could not be read',
      '???( <unfinished ...>',
      { kind: 'unfinished', name: '???' },
    ],
    ['without arguments', 'getpid()                                = 32036', { result: 32036 }],
    ['without padding', 'getpid() = 32036', { result: 32036 }],
    ['raw', 'openat(0xffffff9c, 0x7fa6baaf60b1, 0x80000, 0) = 0x3', { result: 3 }],
    [
      'with argument names',
      'openat(dirfd=AT_FDCWD, pathname="x", flags=O_RDONLY) = 3',
      { result: 3 },
    ],
    ['that goes on', 'restart_syscall(<... resuming interrupted read ...>) = 0', { result: 0 }],
    ['with the program’s output inside', 'write(2, "ls: ", 4ls: )         = 4', { result: 4 }],
    ['with brackets in that output', 'write(1, ":( [{\\n", 5:( [{)       = 5', { result: 5 }],
    ['with a quote in that output', 'write(1, "say \\"", 5say ")  = 5', { result: 5 }],
    ['in CRLF', 'close(3) = 0\r\n', { result: 0 }],
  ];
  for (const [title, line, expected] of cases) {
    it(`is read ${title}`, () => {
      const name = /^[a-z_]+/.exec(line)?.[0] ?? '';
      const whole: RowView = { kind: 'call', name, ...expected };
      if (whole.kind === 'call') whole.ended = true;
      assert.deepEqual(rowOf(line), whole);
    });
  }
});

describe('the arguments of a call', () => {
  const cases: [title: string, args: string][] = [
    ['a string with a result in it', '1, "close(3) = 3", 12'],
    ['a string with a marker in it', '1, " <unfinished ...>", 12'],
    ['a string with an escaped quote', '1, "\\") = 3 \\\\", 12'],
    ['an abbreviated string', '3, "\\177ELF\\2\\1\\1"..., 832'],
    ['a status', '-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 2}], 0, NULL'],
    ['an annotation with brackets', '3</tmp/a) = 3 (b>, 0'],
    ['an annotation with a string', '3<UNIX-STREAM:[1->2,"/run/a>) = 1"]>, 0'],
    ['an annotation with an arrow', '3<TCPv6:[[::1]:80->[::1]:4711]>, 0'],
    ['a path that ends in an arrow', '3</tmp/a->, "b>) = 1"'],
    ['an annotation in an annotation', '4</dev/ptmx<char 5:2 @/dev/pts/0>>, 0'],
    ['a deleted file', '4</tmp/x>(deleted), 0'],
    ['shifts', 'CAP_X, 1<<CAP_CHOWN|1<<CAP_KILL, 0'],
    ['a bracket in quotes', "0, v4l2_fourcc('(', '[', 'Y', '2'), 0"],
    ['a change', '{fd=[128 => 16]} => {parent_tid=[218]}, 88'],
    ['a comment', '"/bin/ls", ["ls"], 0x7fff1fdc3a90 /* 41 vars (see below */'],
    ['an abstract socket', '3, {sa_family=AF_UNIX, sun_path=@"a) = 1"}, 7'],
    ['an unread annotation of old versions', '3</tmp/a<b), 0'.replace(')', '')],
    ['a context', 'AT_FDCWD, "sec.txt" [user_home_t], O_RDONLY'],
    ['none', ''],
  ];
  for (const [title, args] of cases) {
    it(`are found with ${title}`, () => {
      const line = `7153  call(${args})          = 0 <0.000001>`;
      assert.equal(argumentsOf(line), args);
      assert.equal(rowOf(line).result, 0);
    });
  }

  const others: [title: string, line: string, args: string][] = [
    ['to an unfinished marker', 'read(3,  <unfinished ...>', '3, '],
    ['to one without arguments', 'getpid( <unfinished ...>', ''],
    ['to one after 6.16', 'rt_sigprocmask(SIG_SETMASK, [] <unfinished ...>', 'SIG_SETMASK, []'],
    ['from a resumption', '<... read resumed>"vm\\n", 4096) = 3', '"vm\\n", 4096'],
    ['from one before 5.0', '<... read resumed> "vm\\n", 4096) = 3', ' "vm\\n", 4096'],
    ['from one since 6.16', '<... read resumed>, "vm\\n", 4096) = 3', ', "vm\\n", 4096'],
    ['between two halves', '<... read resumed>, "vm\\n" <unfinished ...>', ', "vm\\n"'],
    ['to the end of a cut line', 'read(3, "vm', '3, "vm'],
    [
      'to the message that cut the line',
      'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD/usr/bin/strace: Process 32036 attached',
      'child_stack=NULL, flags=CLONE_VM|SIGCHLD',
    ],
    ['to a message without a path', 'dup2(3, 0strace: Process 9 attached', '3, 0'],
    ['to a message of ../strace', 'vfork(../src/strace: Process 9 attached', ''],
    ['to a message of another name', 'wait4(-1, /opt/tracer: Process 9 attached', '-1, '],
    [
      'not to one in a string',
      'write(2, "strace: Process 9 attached\\n", 27/bin/strace: Process 8 attached',
      '2, "strace: Process 9 attached\\n", 27',
    ],
    ['in a signal’s braces', '--- SIGCHLD {si_pid=9} ---', '{si_pid=9}'],
    ['in a tail', ' => {parent_tid=[9579]}, 88) = 9579', ' => {parent_tid=[9579]}, 88'],
    [
      'in a colored line, codes and all',
      '\u001b[33mbrk\u001b[0m(\u001b[35mNULL\u001b[0m\u001b[0m)  \u001b[0m=\u001b[0m \u001b[32m0x5\u001b[0m',
      '\u001b[35mNULL\u001b[0m\u001b[0m',
    ],
  ];
  for (const [title, line, args] of others) {
    it(`reach ${title}`, () => assert.equal(argumentsOf(line), args));
  }
});

describe('a line', () => {
  const cases: [line: string, expected: RowView][] = [
    ['read(3,  <unfinished ...>', { kind: 'unfinished', name: 'read' }],
    ['[pid 9] read(3 <unfinished ...>', { kind: 'unfinished', tid: 9, name: 'read' }],
    ['exit_group(0 <unfinished ...>) = ?', { kind: 'unfinished', name: 'exit_group', ended: true }],
    ['clone( <unfinished ...>', { kind: 'unfinished', name: 'clone' }],
    ['wait4(-1 <detached ...>', { kind: 'unfinished', name: 'wait4' }],
    [
      'wait4(-1 <Cannot restart pid 10252 with ptrace(SYSCALL): No such process>',
      { kind: 'unfinished', name: 'wait4' },
    ],
    [
      'restart_syscall(<... resuming interrupted clock_nanosleep ...> <unfinished ...>',
      { kind: 'unfinished', name: 'restart_syscall' },
    ],
    [
      '<... getpid resumed>)     = 32036',
      { kind: 'resumed', name: 'getpid', result: 32036, ended: true },
    ],
    [
      '<... getpid resumed> )     = 32036',
      { kind: 'resumed', name: 'getpid', result: 32036, ended: true },
    ],
    [
      '<... read resumed>, "x", 4) = 1 <0.5>',
      { kind: 'resumed', name: 'read', result: 1, duration: 0.5, ended: true },
    ],
    [
      '<... clone3 resumed> => {parent_tid=[2080]}, 88) = 2080',
      { kind: 'resumed', name: 'clone3', result: 2080, ended: true },
    ],
    [
      '<... nanosleep resumed> <unfinished ...>) = ?',
      { kind: 'resumed', name: 'nanosleep', ended: true },
    ],
    ['<... nanosleep resumed> <unfinished ...>', { kind: 'resumed', name: 'nanosleep' }],
    [
      '<... nanosleep resumed>) = ? <unavailable>',
      { kind: 'resumed', name: 'nanosleep', ended: true },
    ],
    [
      '<... syscall_0x3e7 resumed>) = -1 ENOSYS (Function not implemented)',
      { kind: 'resumed', name: 'syscall_0x3e7', result: -1, errno: 'ENOSYS', ended: true },
    ],
    ['<... nanos', { kind: 'resumed', name: 'nanos' }],
    [
      '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=1} ---',
      { kind: 'signal', name: 'SIGCHLD' },
    ],
    ['--- SIGRT_5 {si_signo=SIGRT_5, si_code=SI_TIMER} ---', { kind: 'signal', name: 'SIGRT_5' }],
    ['--- SIGCHLD (Child exited) @ 0 (0) ---', { kind: 'signal', name: 'SIGCHLD' }],
    ['--- stopped by SIGTTOU ---', { kind: 'stopped', name: 'SIGTTOU' }],
    ['+++ exited with 0 +++', { kind: 'exit', result: 0 }],
    ['+++ exited with 255 +++', { kind: 'exit', result: 255 }],
    ['+++ killed by SIGKILL +++', { kind: 'exit', name: 'SIGKILL' }],
    ['+++ killed by SIGSEGV (core dumped) +++', { kind: 'exit', name: 'SIGSEGV' }],
    ['9524 +++ superseded by execve in pid 9527 +++', { kind: 'exit', tid: 9524, result: 9527 }],
    ['+++ exi', { kind: 'exit' }],
    ['[ Process PID=9233 runs in 32 bit mode. ]', { kind: 'message' }],
    ['[pid 914] [ Process PID=914 runs in x32 mode. ]', { kind: 'message', tid: 914 }],
    ['strace: Process 12257 attached', { kind: 'message' }],
    ['/opt/old/4.21/strace.bin: [ Process PID=24040 runs in 32 bit mode. ]', { kind: 'message' }],
    [
      '../../src/strace: Requested path "/bin/sh" resolved into "/usr/bin/dash"',
      { kind: 'message' },
    ],
    ['strace: attach: ptrace(PTRACE_SEIZE, 999999): No such process', { kind: 'message' }],
    ['tracer: Process 12257 attached with 4 threads', { kind: 'message' }],
    ["Try 'strace -h' for more information.", { kind: 'message' }],
    [' VCPU:0> {request_interrupt_window=0}', { kind: 'message' }],
    [' | is made to attach to a particular process.    \\     .---_  \\', { kind: 'message' }],
    ['  ______________________________________________         ____', { kind: 'message' }],
    [
      '                                                     // \'   "   \\\\  \\___.-',
      { kind: 'message' },
    ],
    [' > /usr/lib/libc.so.6(__write+0x10) [0xf8350]', { kind: 'frame' }],
    [' > /bin/x(std::vector<int, a<b> >::at(int) const+0x1) [0x10] ../a b.c:26', { kind: 'frame' }],
    [' > no matching address range', { kind: 'frame' }],
    [' > unexpected_backtracing_error [0x7f0000000000]', { kind: 'frame' }],
    [' > [vdso](__vdso_gettimeofday+0x1) [0x10]', { kind: 'frame' }],
    [
      ' | 00000  76 6d 0a                                          vm.              |',
      { kind: 'hexdump' },
    ],
    [
      ' | 123450  7c 22                                            |"               |',
      { kind: 'hexdump' },
    ],
    [' * 19 bytes in buffer 0', { kind: 'hexdump' }],
    [' = 2 buffers in vector 0', { kind: 'hexdump' }],
    [' | <Cannot fetch 16 bytes from pid 7 @0x7ffd>', { kind: 'hexdump' }],
    ['% time     seconds  usecs/call     calls    errors syscall', { kind: 'summary' }],
    [
      '% time  shortest   longest wall-total wall-min wall-max wall-avg     calls syscall',
      { kind: 'summary' },
    ],
    ['syscall              calls', { kind: 'summary' }],
    ['------ ----------- ----------- --------- --------- ----------------', { kind: 'summary' }],
    ['---------------- ---------', { kind: 'summary' }],
    ['  0.00    0.000000           0         3         3 access', { kind: 'summary' }],
    ['100.00    0.000000                    40         3 total', { kind: 'summary' }],
    [' 53.61    0.010284        5141         2         1 wait4', { kind: 'summary' }],
    [
      'write                    4             0.17    0.000032 0.000008 0.000009           8',
      { kind: 'summary' },
    ],
    ['write                    1', { kind: 'summary' }],
    ['        3 access', { kind: 'summary' }],
    ['System call usage summary for 32 bit mode:', { kind: 'summary' }],
    ['write(2, "\\n", 1', { kind: 'splitHead', name: 'write' }],
    ['vfork(/usr/bin/strace: Process 8664 attached', { kind: 'splitHead', name: 'vfork' }],
    ['11:26:04 wait4(', { kind: 'splitHead', name: 'wait4', time: 'clock 41164.000000000' }],
    ['close(3)          =', { kind: 'splitHead', name: 'close' }],
    [')           = 1', { kind: 'splitTail', result: 1, ended: true }],
    [
      ') = -1 EIO (Input/output error) <0.1>',
      { kind: 'splitTail', result: -1, errno: 'EIO', duration: 0.1, ended: true },
    ],
    [', child_tidptr=0x7fed1b54fa10) = 8668', { kind: 'splitTail', result: 8668, ended: true }],
    [' => {parent_tid=[9579]}, 88) = 9579', { kind: 'splitTail', result: 9579, ended: true }],
    [
      '[{WIFEXITED(s) && WEXITSTATUS(s) == 42}], 0, NULL) = 8088',
      { kind: 'splitTail', result: 8088, ended: true },
    ],
    ['child_stack=NULL, flags=SIGCHLD) = 24030', { kind: 'splitTail', result: 24030, ended: true }],
    ['last words)           = 10', { kind: 'splitTail', result: 10, ended: true }],
    [' <unfinished ...>', { kind: 'splitTail' }],
    [' <detached ...>', { kind: 'splitTail' }],
    ['', { kind: 'other' }],
    ['hello world', { kind: 'other' }],
    ["ls: cannot access 'x': No such file or directory", { kind: 'other' }],
    ['Script started on 2026-11-23 11:26:04+00:00 [COMMAND="strace ls"]', { kind: 'other' }],
    ['--- a/server.ts', { kind: 'other' }],
    ['+++ b/server.ts', { kind: 'other' }],
    ['int main(int argc, char **argv)', { kind: 'other' }],
    ['main(int argc, char **argv)', { kind: 'other' }],
    ['printf("x = %d\\n", x);', { kind: 'other' }],
    ['make(1): nothing to do', { kind: 'other' }],
    ['    print(foo)', { kind: 'other' }],
    ['      3 access', { kind: 'other' }],
    ['  10  20 300 file', { kind: 'other' }],
    ['a smile :) = 3', { kind: 'other' }],
    ['1. sum(2, 3) = 5', { kind: 'other' }],
    ['----------', { kind: 'other' }],
    ['7', { kind: 'other' }],
    [' > quoted mail', { kind: 'other' }],
    [' | a table | of cells |', { kind: 'other' }],
  ];
  for (const [line, expected] of cases) {
    it(`is ${expected.kind}: ${line.slice(0, 60)}`, () => assert.deepEqual(rowOf(line), expected));
  }
});

describe('a colored line', () => {
  it('says what the plain one says', () => {
    const colored =
      '6952\u001b[0m<\u001b[35mstrace\u001b[0m>\u001b[35m 11:25:21.556348 \u001b[33mexecve\u001b[0m(\u001b[35m"/x"\u001b[0m, NULL\u001b[0m)\u001b[0m ' +
      '\u001b[0m=\u001b[0m \u001b[31m-1 ENOENT\u001b[0m (No such file or directory)\u001b[0m \u001b[1;35m<0.000201>\u001b[0m';
    const plain =
      '6952<strace> 11:25:21.556348 execve("/x", NULL) = -1 ENOENT (No such file or directory) <0.000201>';
    assert.deepEqual(rowOf(colored), { ...rowOf(plain), colored: true });
    assert.equal(rowOf(plain).kind, 'call');
  });

  it('is not one with other escapes', () => {
    assert.deepEqual(rowOf('\u001b[2Kclose(3) = 0'), { kind: 'other' });
  });
});

describe('a line made to hurt', () => {
  const million = 1_000_000;
  const cases: [title: string, line: string, kind: string][] = [
    ['10 MB of string', `write(1, "${'x'.repeat(10 * million)}", 3) = 3`, 'call'],
    ['10 MB of quotes', `write(1, ${'"'.repeat(10 * million)}`, 'splitHead'],
    ['50,000 brackets that close', `call(${'['.repeat(50_000)}${']'.repeat(50_000)}) = 0`, 'call'],
    ['a million brackets that do not', `call(${'{(['.repeat(million)}`, 'splitHead'],
    ['a million annotations that do not', `call(${'1<a'.repeat(million)}) = 0`, 'call'],
    ['a million ends', `call(${'3)   = '.repeat(million)}`, 'call'],
    ['a million blanks after each', `call(3)${' '.repeat(million)}`, 'splitHead'],
    ['a million names of strace', `call(3${'/strace'.repeat(million)}: x`, 'splitHead'],
    ['a million messages', `call(3${'strace: '.repeat(million)}`, 'splitHead'],
    ['a million colons', ': '.repeat(million), 'other'],
    ['a million digits', '1'.repeat(million), 'other'],
    ['a result of a million digits', `call(3) = ${'1'.repeat(million)}`, 'call'],
    ['a duration of a million digits', `call(3) = 1 <0.${'1'.repeat(million)}>`, 'call'],
    ['a name of a million letters', `${'a'.repeat(million)}(3) = 0`, 'other'],
    ['a million columns', ' 0.00'.repeat(million), 'other'],
    ['a million dashes', '------ '.repeat(million), 'other'],
    ['a frame without an address', ` > ${'a [0'.repeat(million)}`, 'other'],
    ['a million colors', `${'\u001b[0m'.repeat(million)}close(3) = 0`, 'call'],
    ['a million escapes', '\u001b['.repeat(million), 'other'],
    ['a million backslashes', `call("${'\\'.repeat(million + 1)}`, 'splitHead'],
  ];
  for (const [title, line, kind] of cases) {
    it(`is read in time linear in its length: ${title}`, () => {
      assert.equal(rowOf(line).kind, kind);
    });
  }
});
