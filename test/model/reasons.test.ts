import assert from 'node:assert/strict';
import { readReasons } from '../../server/data/compileReasons.ts';
import { bindReasons } from '../../server/src/model/reasons/bindReasons.ts';
import { reasonsOf } from '../../server/src/model/reasons/findReason.ts';
import type { Reason } from '../../server/src/model/reasons/reason.ts';
import { traceOf } from '../support/traceOf.ts';

const { reasons, problems } = readReasons();
const bound = bindReasons(reasons);

/** Name of the reason for the line that `‸` stands before. */
function reasonFor(text: string, data = bound): string | undefined {
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.startsWith('‸'));
  const trace = traceOf(lines.map((line) => line.replace(/^‸/, '')).join('\n'));
  return reasonsOf(trace, data).at(row)?.reason.name;
}

const start = [
  'execve("/usr/bin/ls", ["ls"], 0x7ffd /* 9 vars */) = 0',
  'brk(NULL) = 0x55d0',
  'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)',
  'openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3',
  'newfstatat(3, "", {st_mode=S_IFREG|0644, st_size=38679, ...}, AT_EMPTY_PATH) = 0',
  'mmap(NULL, 38679, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f10',
  'close(3) = 0',
  'openat(AT_FDCWD, "/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY|O_CLOEXEC) = 3',
  'read(3, "\\177ELF\\2\\1"..., 832) = 832',
  'pread64(3, "\\6\\0\\0\\0\\4"..., 784, 64) = 784',
  'mmap(NULL, 1974096, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f20',
  'mmap(0x7f21, 1400832, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x26000) = 0x7f21',
  'mmap(0x7f23, 24576, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x1cf000) = 0x7f23',
  'mmap(0x7f24, 53072, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x7f24',
  'close(3) = 0',
  'mmap(NULL, 12288, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f30',
  'arch_prctl(ARCH_SET_FS, 0x7f30) = 0',
  'set_tid_address(0x7f31) = 7',
  'mprotect(0x7f23, 16384, PROT_READ) = 0',
  'prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0',
  'munmap(0x7f10, 38679) = 0',
  'getrandom("\\x27\\x54", 8, GRND_NONBLOCK) = 8',
  'brk(NULL) = 0x55d0',
  'brk(0x55f1) = 0x55f1',
];

/** `start` with the mark before a line, and more lines behind. */
function startUp(marked: number, ...more: string[]): string {
  return [...start.map((line, index) => (index === marked ? `‸${line}` : line)), ...more].join(
    '\n',
  );
}

describe('the reason for a line of start-up', () => {
  const expected = [
    'kernel.exec',
    'loader.first-brk',
    'loader.preload-check',
    'loader.cache-open',
    'loader.cache-size',
    'loader.cache-map',
    'loader.cache-close',
    'loader.library-open',
    'loader.elf-header',
    'loader.program-headers',
    'loader.library-map',
    'loader.library-code',
    'loader.library-data',
    'loader.library-bss',
    'loader.library-close',
    'loader.tls-block',
    'libc.set-fs',
    'libc.set-tid-address',
    'loader.relro',
    'libc.stack-limit',
    'loader.cache-unmap',
    'libc.malloc-random',
    'libc.heap-first',
    'libc.heap-grow',
  ];
  expected.forEach((name, index) => {
    it(`is ${name}: ${(start[index] ?? '').slice(0, 50)}`, () => {
      assert.equal(reasonFor(startUp(index, 'exit_group(0) = ?')), name);
    });
  });
});

describe('the reason for a line', () => {
  const cases: [title: string, text: string, name: string | undefined][] = [
    ['a missing terminal', '‸ioctl(1, TCGETS, 0x7ffd) = -1 ENOTTY (Inappropriate)', 'files.isatty'],
    ['a terminal', '‸ioctl(1, TCGETS, {c_iflag=ICRNL}) = 0', 'files.isatty-yes'],
    ['the CET probe', '‸arch_prctl(0x3001, 0x7ffd) = -1 EINVAL (Invalid)', 'loader.cet-probe'],
    [
      'the CET probe as strace spells it',
      '‸arch_prctl(0x3001 /* ARCH_??? */, 0x7ffd) = -1 EINVAL (Invalid)',
      'loader.cet-probe',
    ],
    [
      'a look for the name service cache',
      '‸connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No)',
      'locale.nscd',
    ],
    [
      'both halves of a call in two pieces',
      '7 futex(0x7f, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>\n8 getpid() = 8\n‸7 <... futex resumed>) = 0',
      'threads.lock-wait',
    ],
    [
      'a futex whose value changed, told by its second half',
      '7 futex(0x7f, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>\n8 getpid() = 8\n‸7 <... futex resumed>) = -1 EAGAIN (Resource)',
      'threads.wait-changed',
    ],
    ['a signal', '‸--- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=7} ---', 'signals.pipe'],
    [
      'an interrupted wait',
      '‸poll([{fd=3}], 1, -1) = ? ERESTARTSYS (To be restarted)',
      'signals.interrupted',
    ],
    [
      'a stack of a new thread',
      'mmap(NULL, 8392704, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_STACK, -1, 0) = 0x7f10\n' +
        '‸mprotect(0x7f11, 8388608, PROT_READ|PROT_WRITE) = 0',
      'threads.stack-usable',
    ],
    [
      'a neighbor of another thread does not count',
      '7 mmap(NULL, 8392704, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_STACK, -1, 0) = 0x7f10\n' +
        '‸8 mprotect(0x7f11, 8388608, PROT_READ|PROT_WRITE) = 0',
      'libc.arena-grow',
    ],
    [
      'a mapping of a file is no memory of malloc',
      'openat(AT_FDCWD, "/tmp/a", O_RDONLY) = 3\n‸mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE, 3, 0) = 0x7f',
      'files.mmap-file',
    ],
    ['a call that nothing is known of', '‸quotactl(Q_SYNC, "/dev/sda1", 0, NULL) = 0', undefined],
    ['a line that is no call', '‸+++ exited with 0 +++', undefined],
    [
      'an eventfd that only an annotation tells of',
      '‸write(7<anon_inode:[eventfd]>, "\\1\\0\\0\\0\\0\\0\\0\\0", 8) = 8',
      'events.eventfd-wake',
    ],
    [
      'a file under the name that its annotation has',
      '‸read(3</proc/77/maps>, "5555", 1024) = 4',
      'files.maps',
    ],
    ['junk', '‸\u0000\u0001 not a trace (((', undefined],
    ['a second half without a first', '‸<... read resumed>"", 10) = 0', undefined],
  ];
  for (const [title, text, name] of cases) {
    it(`is found for ${title}`, () => assert.equal(reasonFor(text), name));
  }

  it('follows the program that runs, also in a forked copy', () => {
    const text = [
      '7 execve("/usr/bin/make", ["make"], 0x7f /* 9 vars */) = 0',
      '7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f) = 8',
      '‸8 stat("/tmp/x", 0x7ffd) = -1 ENOENT (No such file or directory)',
    ].join('\n');
    assert.equal(reasonFor(text), 'tools.make-search');
    assert.equal(reasonFor(text.replaceAll('make', 'other')), 'files.stat-missing');
  });
});

/** A reason for `close` with more conditions. */
function reason(name: string, more: Partial<Reason>): Reason {
  return { name, match: [{ calls: ['close'] }], within: 4, why: 'So.', ...more };
}

describe('of several reasons', () => {
  const line = 'openat(AT_FDCWD, "/tmp/a", O_RDONLY) = 3\n‸close(3) = 0';

  it('the most specific wins, wherever it stands', () => {
    const plain = reason('plain', {});
    const on = reason('on', { match: [{ calls: ['close'], on: ['/tmp/*'] }] });
    assert.equal(reasonFor(line, bindReasons([plain, on])), 'on');
    assert.equal(reasonFor(line, bindReasons([on, plain])), 'on');
  });

  it('the first wins where two are equally specific', () => {
    assert.equal(reasonFor(line, bindReasons([reason('a', {}), reason('b', {})])), 'a');
  });

  it('none is taken whose conditions do not hold', () => {
    const others = [
      reason('errno', { errno: ['EBADF'] }),
      reason('program', { program: ['ls'] }),
      reason('stage', { stage: ['shutdown'] }),
      reason('phase', { phase: ['go.*'] }),
      reason('after', { after: [{ calls: ['read'] }] }),
      reason('before', { before: [{ calls: ['openat'] }] }),
      reason('on', { match: [{ calls: ['close'], on: ['pipe'] }] }),
    ];
    assert.equal(reasonFor(line, bindReasons(others)), undefined);
  });

  it('a neighbor counts only within reach', () => {
    const near = reason('near', { after: [{ calls: ['openat'] }], within: 2 });
    const other = 'getppid() = 1\n';
    assert.equal(reasonFor(line.replace('‸', `${other}‸`), bindReasons([near])), 'near');
    assert.equal(reasonFor(line.replace('‸', `${other}${other}‸`), bindReasons([near])), undefined);
  });
});

describe('the reasons of the data folder', () => {
  it('have the form that they should', () => assert.deepEqual(problems, []));

  it('are many, and each has a name of its own', () => {
    assert.ok(reasons.length >= 200);
    assert.equal(new Set(reasons.map(({ name }) => name)).size, reasons.length);
  });

  it('each say something of their own', () => {
    assert.deepEqual(
      reasons.filter(({ why }, index) => reasons.findIndex((one) => one.why === why) !== index),
      [],
    );
  });
});
