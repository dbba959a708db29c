import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { loadTokenizer, type Token, type Tokenize } from './tokenizer.ts';

/** A piece of the line, in the order of the line, and the scope that its token must have. */
type Piece = readonly [text: string, scope: string | undefined];
type Case = readonly [title: string, line: string, ...pieces: Piece[]];

const syscall = 'entity.name.function.syscall';
const flag = 'constant.language.flag';
const decimal = 'constant.numeric.decimal';
const address = 'constant.numeric.hex.address';
const fd = 'constant.numeric.fd';
const pid = 'constant.numeric.pid';
const result = 'constant.numeric.result';
const relativeTime = 'constant.numeric.relative-time';
const duration = 'constant.numeric.duration';
const string = 'string.quoted.double';
const annotation = 'support.type.annotation';
const comm = 'support.type.comm';
const name = 'variable.parameter';
const operator = 'keyword.operator';
const time = 'comment.time';
const split = 'comment.split-call';
const message = 'comment.message';
const errno = 'invalid.errno';
const errorText = 'comment.error-text';

const prefixes: Case[] = [
  ['pid', '6891  brk(NULL) = 0x55a6d4a78000', ['6891', pid], ['brk', syscall]],
  ['pid on standard error', '[pid  4080] brk(NULL) = 0', ['4080', pid], ['brk', syscall]],
  ['comm', '7132<hello-dyn> getpid() = 1', ['7132', pid], ['hello-dyn', comm], ['getpid', syscall]],
  ['comm with blanks', '[pid    12<Web Content (2)>] pause() = 1', ['Web Content (2)', comm]],
  [
    'security context',
    '12345 [unconfined_t] 11:25:20 getpid() = 1',
    ['unconfined_t', 'storage.modifier.secontext'],
    ['11:25:20', time],
    ['getpid', syscall],
  ],
  ['-t', '11:25:20 getpid() = 1', ['11:25:20', time], ['getpid', syscall]],
  ['-tt', '7132  11:25:20.108890 getpid() = 1', ['7132', pid], ['11:25:20.108890', time]],
  ['-ttt', '1795433120.119194 getpid() = 1', ['1795433120.119194', time], ['getpid', syscall]],
  ['-ttt in seconds', '1795433120 getpid() = 1', ['1795433120', time], ['getpid', syscall]],
  ['-ttt in ns', '9 1795433120.219852495 getpid() = 1', ['9', pid], ['1795433120.219852495', time]],
  ['-r', '     0.000216 getpid() = 1', ['0.000216', relativeTime], ['getpid', syscall]],
  ['-r in seconds', '     0 getpid() = 1', ['0', relativeTime], ['getpid', syscall]],
  ['-f -r', '12345      0.000216 getpid() = 1', ['12345', pid], ['0.000216', relativeTime]],
  [
    '-ttt -r',
    '1795433120.139990 (+     0.000202) getpid() = 1',
    ['1795433120.139990', time],
    ['0.000202', relativeTime],
    ['getpid', syscall],
  ],
  ['-n', '[  9] mmap(NULL) = 1', ['9', 'constant.numeric.syscall-number'], ['mmap', syscall]],
  ['-i', '[00007f2eea612ca3] getpid() = 1', ['00007f2eea612ca3', address], ['getpid', syscall]],
  ['-i unknown', '[????????????????] +++ exited with 0 +++', ['????????????????', address]],
  [
    'all at once',
    '7132<hello-dyn> 11:25:21.779385 (+     0.000201) [   9] [00007fd0e5b36ca3] mmap(addr=NULL) = 0',
    ['7132', pid],
    ['hello-dyn', comm],
    ['11:25:21.779385', time],
    ['0.000201', relativeTime],
    ['9', 'constant.numeric.syscall-number'],
    ['00007fd0e5b36ca3', address],
    ['mmap', syscall],
    ['addr', name],
    ['NULL', 'constant.language.null'],
  ],
];

const lines: Case[] = [
  ['x32 name', '_sysctl#64({}) = 0', ['_sysctl#64', syscall]],
  ['unknown number', 'syscall_0x3e7(0x1, 0) = -1 ENOSYS (Function)', ['syscall_0x3e7', syscall]],
  ['no number', '???() = ?', ['???', syscall], ['?', 'constant.language.unknown']],
  ['unfinished', '9 read(3,  <unfinished ...>', ['read', syscall], ['<unfinished ...>', split]],
  ['unfinished without arguments', 'clone( <unfinished ...>', ['<unfinished ...>', split]],
  [
    'resumed',
    '9 <... read resumed>"a", 4) = 1 <0.000012>',
    ['<...', split],
    ['read', syscall],
    ['resumed>', split],
    ['"a"', string],
    ['4', decimal],
    ['1', result],
    ['<0.000012>', duration],
  ],
  ['resumed, strace 4', '<... read resumed> )  = 1', ['resumed>', split], ['1', result]],
  [
    'resumed and unfinished',
    '<... clock_nanosleep resumed> <unfinished ...>) = ?',
    ['clock_nanosleep', syscall],
    ['<unfinished ...>', split],
    ['?', 'constant.language.unknown'],
  ],
  [
    'restarted after attach',
    'restart_syscall(<... resuming interrupted read ...> <unfinished ...>',
    ['restart_syscall', syscall],
    ['<... resuming interrupted', split],
    ['read', syscall],
    ['...>', split],
    ['<unfinished ...>', split],
  ],
  ['detached', 'wait4(-1 <detached ...>', ['-1', decimal], ['<detached ...>', split]],
  ['rest of a detached call', ' <detached ...>', ['<detached ...>', split]],
  [
    'pid that is gone',
    'read(3 <Cannot restart pid 10252 with ptrace(SYSCALL): No such process>',
    ['<Cannot restart pid 10252 with ptrace(SYSCALL): No such process>', split],
  ],
  [
    'signal',
    '9880 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=9880, si_status=2} ---',
    ['--- SIGCHLD', 'keyword.control.signal'],
    ['si_signo', name],
    ['SIGCHLD', flag],
    ['si_pid', name],
    ['9880', pid],
    ['2', decimal],
    ['---', 'keyword.control.signal'],
  ],
  ['stop', '--- stopped by SIGTTOU ---', ['--- stopped by SIGTTOU ---', 'keyword.control.stopped']],
  ['exit', '1 +++ exited with 0 +++', ['+++ exited with 0 +++', 'markup.heading.exit']],
  [
    'kill',
    '+++ killed by SIGSEGV (core dumped) +++',
    ['+++ killed by SIGSEGV (core dumped) +++', 'invalid.killed'],
  ],
  [
    'superseded',
    '9524 +++ superseded by execve in pid 9527 +++',
    ['+++ superseded by execve in pid 9527 +++', 'markup.heading.exit'],
  ],
  [
    'personality',
    '[pid 914] [ Process PID=914 runs in 32 bit mode. ]',
    ['914', pid],
    ['[ Process PID=914 runs in 32 bit mode. ]', message],
  ],
  [
    'message',
    '/usr/bin/strace: Process 12257 attached with 4 threads',
    ['/usr/bin/strace:', 'keyword.control.message'],
    ['Process 12257 attached with 4 threads', message],
  ],
  [
    'message glued into a call',
    'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD/usr/bin/strace: Process 32036 attached',
    ['SIGCHLD', flag],
    ['/usr/bin/strace:', 'keyword.control.message'],
    ['Process 32036 attached', message],
  ],
  [
    'message glued without a path',
    'wait4(-1strace: Process 1 detached',
    ['-1', decimal],
    ['strace:', 'keyword.control.message'],
  ],
  [
    'rest of a call after a message',
    ', child_tidptr=0x7fed1b54fa10) = 8662',
    ['child_tidptr', name],
    ['0x7fed1b54fa10', address],
    ['8662', result],
  ],
  ['rest after output', ')           = 1', ['=', operator], ['1', result]],
  [
    'stack frame',
    ' > /usr/lib/libc.so.6(__write+0x10) [0xf8350] ../sysdeps/write.c:26',
    ['/usr/lib/libc.so.6', 'support.type.path'],
    ['__write', 'entity.name.function.symbol'],
    ['+0x10', decimal],
    ['[0xf8350]', address],
    [' ../sysdeps/write.c:26', 'comment.source-position'],
  ],
  [
    'demangled stack frame',
    ' > /x(std::map<int, a (*)()>::at(int)+0x1) [0x1]',
    ['std::map<int, a (*)()>::at(int)', 'entity.name.function.symbol'],
    ['[0x1]', address],
  ],
  ['no stack frame', ' > no matching address range', [' > no matching address range', message]],
  [
    'hexdump',
    ' | 00010  03 00 3e 00 01 00 00 00  10 74 02 00 00 00 00 00  ..>......t...|.. |',
    ['00010', address],
    ['03 00 3e 00 01 00 00 00  10 74 02 00 00 00 00 00', 'constant.numeric.hex.dump'],
    ['..>......t...|..', 'string.unquoted.dump'],
  ],
  [
    'short hexdump',
    ' | 00000  76 6d 0a                                          vm.              |',
    ['00000', address],
    ['vm.             ', 'string.unquoted.dump'],
  ],
  ['buffer of a vector', ' * 19 bytes in buffer 0', [' * 19 bytes in buffer 0', message]],
  ['vectors', ' = 2 buffers in vector 0', [' = 2 buffers in vector 0', message]],
  [
    'summary heading',
    '% time     seconds  usecs/call     calls    errors syscall',
    ['% time     seconds  usecs/call     calls    errors syscall', 'markup.heading.summary'],
  ],
  ['summary rule', '------ ----------- -----', ['------ ----------- -----', 'comment.rule']],
  ['summary row', '  0.00    0.000000           0         3         3 access', ['access', syscall]],
  ['summary total', '100.00    0.000000                    40         3 total', ['total', syscall]],
  ['summary row by name', 'rt_sigreturn                  4', ['rt_sigreturn', syscall]],
  [
    'summary of another personality',
    'System call usage summary for 32 bit mode:',
    ['System call usage summary for 32 bit mode:', 'markup.heading.summary'],
  ],
  [
    'kvm',
    ' VCPU:0> {exit_reason=2 /* KVM_EXIT_IO */}',
    [' VCPU:0>', 'keyword.other'],
    ['exit_reason', name],
    ['2', decimal],
    ['/* KVM_EXIT_IO */', 'comment.block'],
  ],
  ['output', 'ls: cannot access', ['ls: cannot access', 'meta.output']],
  ['output with brackets', 'a "b" [12] {c=1}', ['a "b" [12] {c=1}', 'meta.output']],
  [
    'call behind output',
    'tick 1 [pid  4080] write(1, "x", 1) = 1',
    ['tick 1 ', 'meta.output'],
    ['4080', pid],
    ['write', syscall],
    ['1', result],
  ],
  [
    'call behind output, with time',
    'tick 11:25:20.1 getpid() = 1',
    ['tick ', 'meta.output'],
    ['getpid', syscall],
  ],
  ['output in a call', 'write(2, "ls: ", 4ls: )         = 4', ['4', decimal], ['4', result]],
];

const argumentForms: Case[] = [
  ['string', 'a("b c") = 0', ['"b c"', string]],
  ['cut string', 'a("b"..., 2) = 0', ['"b"', string], ['...', operator], ['2', decimal]],
  [
    'escapes',
    String.raw`a("x\177E\n\\\"y", 1) = 0`,
    ['"', string],
    ['x', string],
    [String.raw`\177`, 'constant.character.escape'],
    ['E', string],
    [String.raw`\n\\\"`, 'constant.character.escape'],
    ['y', string],
    ['"', string],
    ['1', decimal],
  ],
  [
    'hex escapes',
    String.raw`a("\x7f\x45") = 0`,
    [String.raw`\x7f\x45`, 'constant.character.escape'],
  ],
  ['abstract socket', 'a({sun_path=@"name"}) = 0', ['sun_path', name], ['"name"', string]],
  [
    'numbers',
    'a(12, -7, 0644, 0x10, 0.5) = 0',
    ['12', decimal],
    ['-7', decimal],
    ['0644', 'constant.numeric.octal'],
    ['0x10', 'constant.numeric.hex'],
    ['0.5', decimal],
  ],
  ['product', 'a({rlim_cur=8192*1024}) = 0', ['8192', decimal], ['*', operator], ['1024', decimal]],
  ['address', 'a(0x7ffd56, NULL) = 0', ['0x7ffd56', address], ['NULL', 'constant.language.null']],
  [
    'flag set',
    'a(O_RDWR|O_CREAT|O_EXCL|O_SYNC|0x40) = 0',
    ['O_RDWR', flag],
    ['O_CREAT', flag],
    ['O_EXCL', flag],
    ['O_SYNC', flag],
    ['0x40', 'constant.numeric.hex'],
  ],
  [
    'odd constants',
    'a(__NR_getppid, AF_DECnet, XFEATURE_Hi16_ZMM, K_HEXa) = 0',
    ['__NR_getppid', flag],
    ['AF_DECnet', flag],
    ['XFEATURE_Hi16_ZMM', flag],
    ['K_HEXa', flag],
  ],
  [
    'shifts',
    'a(1<<CAP_CHOWN|FUTEX_OP_SET<<28) = 0',
    ['1', decimal],
    ['<<', operator],
    ['CAP_CHOWN', flag],
    ['FUTEX_OP_SET', flag],
    ['<<', operator],
    ['28', decimal],
  ],
  [
    'comment',
    'a(0x7fff1fdc3a90 /* 41 vars */, 1) = 0',
    ['/* 41 vars */', 'comment.block'],
    ['1', decimal],
  ],
  [
    'verbose constant',
    'a(0x3 /* PROT_READ|PROT_WRITE */) = 0',
    ['0x3', 'constant.numeric.hex'],
    ['/* PROT_READ|PROT_WRITE */', 'comment.block'],
  ],
  [
    'alternatives',
    'ioctl(3, BTRFS_IOC_CLONE or FICLONE, 4) = 0',
    ['BTRFS_IOC_CLONE', flag],
    ['or', 'keyword.other'],
    ['FICLONE', flag],
  ],
  [
    'functions',
    'a(makedev(0x1, 0x3), _IOC(_IOC_READ, 0xbe), sizeof(struct ifreq)) = 0',
    ['makedev', 'support.function.macro'],
    ['0x1', 'constant.numeric.hex'],
    ['_IOC', 'support.function.macro'],
    ['_IOC_READ', flag],
    ['sizeof', 'support.function.macro'],
    ['struct', 'keyword.other'],
    ['ifreq', undefined],
  ],
  ['word with a digit', 'inet_pton(AF_INET6, "::1", &sin6_addr) = 0', ['sin6_addr', undefined]],
  [
    'character',
    "a(v4l2_fourcc('Y', 'U', '1', '2')) = 0",
    ['v4l2_fourcc', 'support.function.macro'],
    ["'Y'", 'string.quoted.single'],
  ],
  [
    'wait status',
    'wait4(1, [{WIFEXITED(s) && WEXITSTATUS(s) == 2}], 0) = 1',
    ['WIFEXITED', 'support.function.macro'],
    ['&&', operator],
    ['==', operator],
    ['2', decimal],
  ],
  [
    'structure',
    'a({st_mode=S_IFREG|0644, st_size=3, ...}) = 0',
    ['st_mode', name],
    ['S_IFREG', flag],
    ['0644', 'constant.numeric.octal'],
    ['st_size', name],
    ['3', decimal],
    ['...', operator],
  ],
  [
    'nested structure',
    'a({b={c=[{d=1}]}}) = 0',
    ['b', name],
    ['c', name],
    ['d', name],
    ['1', decimal],
  ],
  [
    'change',
    'a([128 => 16], {b=1} => {c=[2]}) = 0',
    ['128', decimal],
    ['=>', operator],
    ['16', decimal],
    ['=>', operator],
    ['c', name],
  ],
  [
    'designated array',
    'a([[VINTR]=0x3, [VEOF]=0x4]) = 0',
    ['VINTR', flag],
    ['=', operator],
    ['0x3', 'constant.numeric.hex'],
  ],
  [
    'signal sets',
    'a([INT QUIT], ~[RTMIN RT_1]) = 0',
    ['INT', flag],
    ['QUIT', flag],
    ['~', operator],
    ['RTMIN', flag],
    ['RT_1', flag],
  ],
  ['number sets', 'a([3 4 5]) = 0', ['3', decimal], ['4', decimal], ['5', decimal]],
  ['unknown', 'a(???, 0x4e /* PR_??? */) = 0', ['???', 'constant.language.unknown']],
  [
    'argument names',
    'openat(dirfd=AT_FDCWD, pathname="x", fd=3, pid=7) = 0',
    ['dirfd', name],
    ['AT_FDCWD', flag],
    ['pathname', name],
    ['"x"', string],
    ['fd', name],
    ['3', fd],
    ['pid', name],
    ['7', pid],
  ],
  ['fd', 'read(3</etc/passwd>, "a") = 1', ['3', fd], ['/etc/passwd', annotation], ['"a"', string]],
  ['named fd', 'read(fd=3</a b>, 1) = 1', ['fd', name], ['3', fd], ['/a b', annotation]],
  [
    'working directory',
    'openat(AT_FDCWD</cwd>, "x") = 4</x>(deleted)',
    ['AT_FDCWD', fd],
    ['/cwd', annotation],
    ['4', fd],
    ['/x', annotation],
    ['(deleted)', 'keyword.other'],
  ],
  [
    'constant with fd',
    String.raw`a(-100 /* AT_FDCWD */<\x2f\x74>, 1) = 0`,
    ['-100', decimal],
    [String.raw`\x2f\x74`, annotation],
    ['1', decimal],
  ],
  [
    'device',
    'write(1</dev/null<char 1:3>>, "a") = 1',
    ['1', fd],
    ['/dev/null<char 1:3>', annotation],
  ],
  [
    'socket',
    'a(3<TCPv6:[[::1]:80->[::1]:4711]>, 4<UNIX-STREAM:[1->2,"/run/x"]>) = 0',
    ['TCPv6:[[::1]:80->[::1]:4711]', annotation],
    ['4', fd],
    ['UNIX-STREAM:[1->2,"/run/x"]', annotation],
  ],
  [
    'eventfd',
    'a(6<{eventfd-count=0x7, eventfd-id=83}>) = 0',
    ['6', fd],
    ['{eventfd-count=0x7, eventfd-id=83}', annotation],
  ],
  ['pidfd', 'a(4<pid:8307<comm>>) = 0', ['4', fd], ['pid:8307<comm>', annotation]],
  [
    'pid with comm',
    'kill(8307<renamed-comm>, SIGTERM) = 0',
    ['8307', pid],
    ['renamed-comm', comm],
    ['SIGTERM', flag],
  ],
  [
    'security context',
    'openat(AT_FDCWD, "s" [user_home_t], O_RDONLY) = 3</s> [a_t!!b_t]',
    ['"s"', string],
    ['user_home_t', 'storage.modifier.secontext'],
    ['O_RDONLY', flag],
    ['a_t!!b_t', 'storage.modifier.secontext'],
  ],
];

const results: Case[] = [
  ['number', 'a()       = 17', ['=', operator], ['17', result]],
  ['octal', 'umask(022) = 022', ['022', 'constant.numeric.octal'], ['022', result]],
  ['address', 'brk(NULL) = 0x55a6d4a78000', ['0x55a6d4a78000', address]],
  [
    'hex',
    'fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)',
    ['0x8002', result],
    ['flags', 'keyword.other'],
    ['O_RDWR', flag],
    ['O_LARGEFILE', flag],
  ],
  [
    'failure',
    'access("x", R_OK) = -1 ENOENT (No such file or directory)',
    ['-1', 'invalid.failed'],
    ['ENOENT', errno],
    ['(No such file or directory)', errorText],
  ],
  [
    'failure in another language',
    'a() = -1 ENOTTY (Unpassender IOCTL (I/O-Control) für das Gerät)',
    ['ENOTTY', errno],
    ['(Unpassender IOCTL (I/O-Control) für das Gerät)', errorText],
  ],
  [
    'failure with time',
    'a() = -1 EAGAIN (Try again) <0.000005>',
    ['(Try again)', errorText],
    ['<0.000005>', duration],
  ],
  ['unknown errno', 'a() = -1 (errno 517)', ['-1', 'invalid.failed'], ['(errno 517)', errno]],
  ['raw errno', 'a() = -517', ['-517', result]],
  [
    'restarted',
    'a() = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    ['?', 'constant.language.unknown'],
    ['ERESTARTSYS', errno],
    ['(To be restarted if SA_RESTART is set)', errorText],
  ],
  [
    'restart block',
    'a() = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
    ['ERESTART_RESTARTBLOCK', errno],
  ],
  [
    'unavailable',
    'a() = ? <unavailable>',
    ['?', 'constant.language.unknown'],
    ['<unavailable>', split],
  ],
  ['duration in seconds', 'a() = 0 <0>', ['0', result], ['<0>', duration]],
  [
    'fd',
    'a() = 8<TCP:[127.0.0.1:1->127.0.0.1:2]> <0.000012>',
    ['8', fd],
    ['TCP:[127.0.0.1:1->127.0.0.1:2]', annotation],
    ['<0.000012>', duration],
  ],
  ['pid', 'fork() = 8308<comm>', ['8308', pid], ['comm', comm]],
  [
    'pid of another namespace',
    "fork() = 1 /* 10438 in strace's PID NS */",
    ['1', result],
    ["/* 10438 in strace's PID NS */", 'comment.block'],
  ],
  ['timeout', 'poll([], 0, 1) = 0 (Timeout)', ['0', result], ['Timeout', 'keyword.other']],
  [
    'rest of a timeout',
    'select(6, [5]) = 1 (in [5], left {tv_sec=0})',
    ['in', 'keyword.other'],
    ['5', decimal],
    ['left', 'keyword.other'],
    ['tv_sec', name],
  ],
  [
    'auxiliary constant',
    'rt_sigtimedwait([CHLD]) = 17 (SIGCHLD)',
    ['17', result],
    ['SIGCHLD', flag],
  ],
  [
    'date',
    'time(NULL) = 1795432787 (2026-11-23T11:19:47+0000)',
    ['1795432787', result],
    ['2026-11-23T11:19:47+0000', 'constant.numeric.date'],
  ],
  [
    'injected',
    'a() = -1 EACCES (Permission denied) (INJECTED)',
    ['EACCES', errno],
    ['(Permission denied)', errorText],
    ['(INJECTED)', 'keyword.control.tampered'],
  ],
  [
    'injected and delayed',
    'a() = 42 (INJECTED: args, retval) (DELAYED) <0.1>',
    ['42', result],
    ['(INJECTED: args, retval)', 'keyword.control.tampered'],
    ['(DELAYED)', 'keyword.control.tampered'],
    ['<0.1>', duration],
  ],
  [
    'raw',
    'openat(0xffffff9c, 0x7fa6baaf60b1, 0x80000, 0) = 0x3',
    ['0xffffff9c', address],
    ['0x80000', 'constant.numeric.hex'],
    ['0x3', result],
  ],
];

const ESC = '\u001b';
const colored: Case[] = [
  [
    'call',
    `6952${ESC}[0m<${ESC}[35mstrace${ESC}[0m>${ESC}[35m 11:25:21.55 ${ESC}[33mexecve${ESC}[0m(${ESC}[35m"/x"${ESC}[0m, ${ESC}[35m${ESC}[34mO_RDONLY${ESC}[35m${ESC}[0m)${ESC}[0m ${ESC}[0m=${ESC}[0m${ESC}[0m ${ESC}[32m0${ESC}[0m`,
    ['6952', pid],
    [`${ESC}[0m`, 'comment.escape-sequence'],
    ['strace', comm],
    ['11:25:21.55', time],
    ['execve', syscall],
    ['"/x"', string],
    ['O_RDONLY', flag],
    ['=', operator],
    ['0', decimal],
  ],
  [
    'failure',
    `${ESC}[33maccess${ESC}[0m(${ESC}[35m${ESC}[39mmode${ESC}[0m=${ESC}[35m1${ESC}[0m)${ESC}[0m ${ESC}[0m=${ESC}[0m ${ESC}[32m-1${ESC}[0m ${ESC}[31mENOENT${ESC}[0m ${ESC}[31m(No such file)${ESC}[0m`,
    ['access', syscall],
    ['mode', name],
    ['-1', 'invalid.failed'],
    ['ENOENT', errno],
    ['(No such file)', errorText],
  ],
  ['exit', `+++ exited with 0 +++${ESC}[0m`, ['+++ exited with 0 +++', 'markup.heading.exit']],
];

describe('grammar', () => {
  let tokenize: Tokenize;
  before(async () => {
    tokenize = await loadTokenizer();
  });

  describe('prefix', () => prefixes.forEach(check));
  describe('line', () => lines.forEach(check));
  describe('argument', () => argumentForms.forEach(check));
  describe('result', () => results.forEach(check));
  describe('line with --color', () => colored.forEach(check));

  function check([title, line, ...pieces]: Case): void {
    it(`knows: ${title}`, () => {
      const { tokens } = tokenize(line);
      let from = 0;
      for (const [text, scope] of pieces) {
        const at = tokens.findIndex(
          (token, index) => index >= from && token.text === text && token.scope === scope,
        );
        assert.ok(at >= 0, `no token ${scope} "${text}" in its place of\n${show(line, tokens)}`);
        from = at + 1;
      }
    });
  }
});

function show(line: string, tokens: readonly Token[]): string {
  const list = tokens.map(({ text, scope }) => `  ${JSON.stringify(text)} ${scope ?? ''}`);
  return [line, ...list].join('\n');
}
