import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { looksLikeTrace } from '../../client/src/detect.ts';

const esc = '\u001b';

const traces: readonly [what: string, text: string][] = [
  ['the sample of a C program', readFileSync('samples/c-static.strace', 'utf8')],
  ['the sample of a Go program', readFileSync('samples/go-min.strace', 'utf8')],
  ['a short trace', 'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0\n+++ exited with 1 +++\n'],
  ['a trace without an exec', 'brk(NULL) = 0x55\nclose(3) = 0\ngetpid() = 12\n'],
  ['pids of -f', '6891  brk(NULL)   = 0x55\n6891  close(3)   = 0\n6892  +++ exited with 0 +++\n'],
  ['pids on stderr', '[pid  4080] close(3) = 0\n[pid 4081] --- SIGHUP {si_signo=SIGHUP} ---\n'],
  [
    'pids with names',
    '7132<a b> close(3) = 0\n7132<a b> brk(NULL) = 0x5\n[pid 7<x>] getpid() = 7\n',
  ],
  ['times of day', '11:25:20 close(3) = 0\n11:25:20.108890 close(4) = 0\n11:25:21 getpid() = 4\n'],
  ['times since the epoch', '1795433120.119 close(3) = 0\n1795433120 fork() = 4\n9 getpid() = 9\n'],
  ['relative times', '     0.000216 close(3) = 0\n     0 close(4) = 0\n     0.1234 getpid() = 4\n'],
  [
    'all prefixes at once',
    '7132<hello-dyn> 11:25:21.779385 (+     0.000201) [   9] [00007fd0e5b36ca3] mmap(addr=NULL, length=1) = 0x7f00\n'.repeat(
      3,
    ),
  ],
  ['split calls', '1 read(3,  <unfinished ...>\n2 close(1) = 0\n1 <... read resumed>"", 1) = 0\n'],
  [
    'errors and times',
    'open("/x", O_RDONLY) = -1 ENOENT (No such file or directory) <0.0001>\n'.repeat(3),
  ],
  [
    'colors',
    `${esc}[33mclose${esc}[0m(${esc}[34m3${esc}[0m)  ${esc}[0m= ${esc}[32m0${esc}[0m\n`.repeat(3),
  ],
  [
    'a summary',
    '% time     seconds  usecs/call     calls    errors syscall\n------ ----\n  0.00 0 0 3 3 access\n',
  ],
  ['stack frames between', 'close(3) = 0\n > /lib/libc.so.6(__close+0x10) [0xf8350]\n'.repeat(3)],
  [
    'the start of an attached process',
    'strace: Process 12257 attached\nfutex(0x7f, FUTEX_WAIT, 1, NULL <unfinished ...>\n',
  ],
  ['carriage returns alone', 'close(3) = 0\rclose(4) = 0\rclose(5) = 0\r'],
];

const others: readonly [what: string, text: string][] = [
  ['nothing', ''],
  ['blank lines', '\n\n\n\n'],
  ['prose', 'Dear all,\n\nthe meeting (see below) = at 3.\nBring open("minds").\n'],
  [
    'prose that quotes one call',
    'It fails here:\n\nopen("/x", O_RDONLY) = -1 ENOENT (No such file)\n\nDoes anybody know why?\nThanks\n',
  ],
  ['notes on a function', 'f(1) = 2\nf(2) = 4\nf(3) = 6\nf(4) = 8\n'],
  [
    'C',
    '#include <stdio.h>\nint main(void) {\n  int fd = open("x", O_RDONLY);\n  close(fd);\n  return 0;\n}\n',
  ],
  [
    'C with tests of results',
    'if (read(fd, buf, 3) == 3)\n  close(fd);\nassert(write(1, "x", 1) == 1);\n',
  ],
  ['JavaScript', "const a = require('x');\nfoo(1, 'b');\nwindow.open('/x');\n"],
  ['Python at its prompt', ">>> open('x')\n<_io.TextIOWrapper name='x'>\n>>> len('abc')\n3\n"],
  [
    'ltrace',
    '__libc_start_main(0x401126, 1, 0x7ffe, 0 <unfinished ...>\nputs("Hello") = 6\n+++ exited (status 0) +++\n',
  ],
  [
    'ltrace of one process of many',
    '[pid 12] malloc(32) = 0x55d0\n[pid 12] strlen("abc") = 3\n[pid 12] free(0x55d0) = <void>\n',
  ],
  ['ltrace with calls', 'SYS_brk(0) = 0x5581\nSYS_close(3) = 0\nSYS_read(3, "", 1) = 0\n'],
  ['truss', 'open("/etc/x",O_RDONLY,00) = 3 (0x3)\nclose(3) = 0 (0x0)\nread(3,"",1) = 0 (0x0)\n'],
  [
    'perf trace',
    '     0.000 ( 0.004 ms): ls/1 close(fd: 3) = 0\n     0.010 ( 0.003 ms): ls/1 brk() = 0x5\n'.repeat(
      3,
    ),
  ],
  [
    'syslog',
    'Nov 23 10:00:00 host sshd[12]: Accepted key for x from 1.2.3.4 port 5 ssh2\n'.repeat(9),
  ],
  ['an access log', '1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 12\n'.repeat(9)],
  [
    'the kernel log',
    '[    0.000000] Linux version 6.1.0 (gcc (Debian) 12)\n[    0.1] pci 0000:00: = 3\n'.repeat(5),
  ],
  [
    'gdb',
    '#0  __GI___libc_write (fd=1, buf=0x5, nbytes=3) at write.c:26\n#1  0x00007f in f (x=3) = 4\n',
  ],
  ['a diff', '--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-close(3)\n+close(4)\n'],
  [
    'a diff of a trace',
    '--- a\n+++ b\n@@ -1,3 +1,3 @@\n-close(3) = 0\n+close(4) = 0\n-brk(NULL) = 0x5\n',
  ],
  ['SQL', 'SELECT count(*) FROM t WHERE f(x) = 3;\nINSERT INTO t VALUES (1);\n'],
  ['Markdown', '# open(2)\n\n`open("x")` returns a descriptor.\n\n- read(3)\n- close(3)\n'],
  ['CSV', 'name,args,result\nopen,"x",3\nclose,3,0\n'],
  ['JSON', '{"call": "open", "result": 3}\n'.repeat(5)],
  ['a Makefile', 'all: a.o\n\tcc -o a a.o\nX = $(shell date)\n'],
  [
    'man',
    "OPEN(2)    Linux Programmer's Manual    OPEN(2)\n\nNAME\n  open, openat, creat - open a file\n",
  ],
  ['a test report', 'ok 1 - open(x) = 3\nok 2 - close(3) = 0\n1..2\n'],
  ['bytes', '\u0000\u0001\u0002\ufffd\ufffd(\u0000) = \u0000\n'.repeat(9)],
  ['parentheses without end', '('.repeat(100_000)],
  ['a line that tempts to backtrack', `close(${') '.repeat(50_000)}`],
];

describe('looksLikeTrace', () => {
  for (const [what, text] of traces) {
    it(`says yes to ${what}`, () => assert.equal(looksLikeTrace(text), true));
  }
  for (const [what, text] of others) {
    it(`says no to ${what}`, () => assert.equal(looksLikeTrace(text), false));
  }
  it('does not look beyond the first lines', () => {
    assert.equal(looksLikeTrace('prose\n'.repeat(50) + 'close(3) = 0\n'.repeat(200)), false);
  });
});
