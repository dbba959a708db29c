import assert from 'node:assert/strict';
import { trafficBefore, watchedBefore } from '../../server/src/model/state/traffic.ts';
import type { Region } from '../../server/src/model/state/memory.ts';
import { traceOf } from '../support/traceOf.ts';

/** `kind start-end +offset origin`, in hexadecimal, with lines from 1. */
function regionText(region: Region | undefined): string {
  if (region === undefined) return 'none';
  const { kind, start, end, offset, originRow } = region;
  const span = `${start.toString(16)}-${end.toString(16)}`;
  return `${kind} ${span} +${offset.toString(16)} line ${originRow + 1}`;
}

describe('memory', () => {
  const cases: readonly (readonly [
    what: string,
    lines: readonly string[],
    expected: Readonly<Record<string, string>>,
  ])[] = [
    [
      'mappings, of files and of none',
      [
        'mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'mmap(NULL, 100, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000010000',
        'getpid() = 1',
      ],
      {
        '3 7f0000000010': 'anonymous 7f0000000000-7f0000002000 +10 line 1',
        '3 7f0000002000': 'none',
        '3 7f0000010fff': 'file 7f0000010000-7f0000011000 +fff line 2',
        '1 7f0000000010': 'none',
      },
    ],
    [
      'a mapping over another, and one that is taken away in the middle',
      [
        'mmap(NULL, 0x4000, PROT_NONE, MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'mmap(0x7f0000001000, 4096, PROT_READ, MAP_FIXED, 3, 0) = 0x7f0000001000',
        'munmap(0x7f0000002000, 4096) = 0',
        'getpid() = 1',
      ],
      {
        '4 7f0000000000': 'anonymous 7f0000000000-7f0000004000 +0 line 1',
        '4 7f0000001000': 'file 7f0000001000-7f0000002000 +0 line 2',
        '4 7f0000002000': 'none',
        '4 7f0000003000': 'anonymous 7f0000000000-7f0000004000 +3000 line 1',
      },
    ],
    [
      'a heap that grows',
      ['brk(NULL) = 0x55d000', 'brk(0x57e000) = 0x57e000', 'getpid() = 1'],
      { '3 55d010': 'heap 55d000-57e000 +10 line 1', '3 57e000': 'none' },
    ],
    [
      'a mapping that moves and grows',
      [
        'mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'mremap(0x7f0000000000, 4096, 8192, MREMAP_MAYMOVE) = 0x7f0000100000',
        'getpid() = 1',
      ],
      {
        '3 7f0000100020': 'anonymous 7f0000100000-7f0000101000 +20 line 1',
        '3 7f0000000020': 'none',
      },
    ],
    [
      'stacks of threads',
      [
        '9 mmap(NULL, 0x10000, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_STACK, -1, 0) = 0x7f0000000000',
        '9 clone3({flags=CLONE_VM|CLONE_THREAD, stack=0x7f0000000000, stack_size=0xff00}, 88) = 10',
        '10 getpid() = 9',
      ],
      { '3 7f000000f000': 'stack 7f0000000000-7f0000010000 +f000 line 1' },
    ],
    [
      'what a child copies and a new program loses',
      [
        '9 mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        '9 fork() = 10',
        '9 munmap(0x7f0000000000, 4096) = 0',
        '10 getpid() = 10',
        '10 execve("/x", ["x"], 0x7ffe) = 0',
        '10 getpid() = 10',
        '9 getpid() = 9',
      ],
      {
        '4 7f0000000000': 'anonymous 7f0000000000-7f0000001000 +0 line 1',
        '6 7f0000000000': 'none',
        '7 7f0000000000': 'none',
        '7 7ffd12345678': 'main-stack NaN-NaN +NaN line 0',
      },
    ],
  ];
  for (const [what, lines, expected] of cases) {
    it(`knows ${what}`, () => {
      const { memory } = traceOf(lines.join('\n'));
      const found = Object.keys(expected).map((place) => {
        const [line, address] = place.split(' ');
        return [place, regionText(memory.regionAt(Number(line) - 1, Number(`0x${address}`)))];
      });
      assert.deepEqual(Object.fromEntries(found), expected);
    });
  }

  it('knows which mprotect came last', () => {
    const { memory } = traceOf(
      [
        'mmap(NULL, 8192, PROT_READ, MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'mprotect(0x7f0000000000, 4096, PROT_NONE) = 0',
        'getpid() = 1',
      ].join('\n'),
    );
    assert.equal(memory.regionAt(2, 0x7f0000000000)?.protectRow, 1);
    assert.equal(memory.regionAt(2, 0x7f0000001000)?.protectRow, -1);
  });
});

describe('signals', () => {
  const sent = [
    '9 rt_sigaction(SIGUSR1, {sa_handler=0x401000, sa_mask=[], sa_flags=SA_RESTART}, NULL, 8) = 0',
    '9 rt_sigaction(SIGUSR2, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
    '9 fork() = 10',
    '10 kill(9, SIGUSR1) = 0',
    '9 --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=10, si_uid=0} ---',
    '9 rt_sigreturn({mask=[]}) = 0',
    '10 exit_group(0) = ?',
    '10 +++ exited with 0 +++',
    '9 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=10, si_uid=0, si_status=0} ---',
    '9 execve("/x", ["x"], 0x7ffe) = 0',
    '9 getpid() = 9',
  ].join('\n');

  it('know who sent them and where their handlers returned', () => {
    const { signals } = traceOf(sent);
    assert.deepEqual(signals.deliveryAt(4), { senderRow: 3, returnRow: 5 });
    assert.deepEqual(signals.deliveredBy(3), [4]);
    assert.equal(signals.signalOfReturn(5), 4);
    assert.deepEqual(signals.deliveryAt(8), { senderRow: 7, returnRow: -1 });
    assert.equal(signals.deliveryAt(0), undefined);
  });

  it('know handlers, which a new program loses, and what stays ignored', () => {
    const { signals } = traceOf(sent);
    assert.equal(signals.dispositionAt(6, 'SIGUSR1')?.handler, '0x401000');
    assert.equal(signals.dispositionAt(10, 'SIGUSR1')?.handler, 'SIG_DFL');
    assert.equal(signals.dispositionAt(10, 'SIGUSR2')?.handler, 'SIG_IGN');
    assert.equal(signals.dispositionAt(10, 'SIGHUP'), undefined);
  });

  it('pair handlers within handlers with their returns', () => {
    const { signals } = traceOf(
      [
        'rt_sigaction(SIGINT, {sa_handler=0x1000, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
        '--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---',
        '--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---',
        'rt_sigreturn({mask=[]}) = 0',
        'rt_sigreturn({mask=[]}) = 0',
      ].join('\n'),
    );
    assert.deepEqual([signals.signalOfReturn(3), signals.signalOfReturn(4)], [2, 1]);
  });

  for (const [what, change, expected] of [
    ['blocks', 'SIG_BLOCK, [HUP]', '[INT HUP]'],
    ['unblocks', 'SIG_UNBLOCK, [INT HUP]', '[]'],
    ['sets', 'SIG_SETMASK, ~[TERM]', '~[TERM]'],
    ['blocks all but some', 'SIG_BLOCK, ~[INT TERM]', '~[TERM]'],
  ] as const) {
    it(`know the mask of a thread that ${what}`, () => {
      const trace = traceOf(
        ['getpid() = 9', `rt_sigprocmask(${change}, [INT], 8) = 0`, 'getpid() = 9'].join('\n'),
      );
      const mask = trace.signals.maskAt(2);
      const shown = `${mask?.isComplement === true ? '~' : ''}[${mask?.names.join(' ')}]`;
      assert.equal(shown, expected);
      assert.deepEqual(trace.signals.maskAt(0)?.names, ['INT']);
    });
  }
});

describe('waits', () => {
  const trace = traceOf(
    [
      '9 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 10',
      '9 futex(0x7f10, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>',
      '10 futex(0x7f20, FUTEX_WAKE_PRIVATE, 1) = 1',
      '10 futex(0x7f10, FUTEX_WAKE_PRIVATE, 1 <unfinished ...>',
      '9 <... futex resumed>) = 0',
      '10 <... futex resumed>) = 1',
      '9 futex(0x7f30, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 10, NULL, FUTEX_BITSET_MATCH_ANY <unfinished ...>',
      '10 exit(0) = ?',
      '10 +++ exited with 0 +++',
      '9 <... futex resumed>) = 0',
      '9 futex(0x7f10, FUTEX_WAIT_PRIVATE, 2, {tv_sec=1, tv_nsec=0}) = -1 ETIMEDOUT (x)',
    ].join('\n'),
  );

  it('are matched with the wake of the same word', () => {
    assert.equal(trace.waits.wokenBy(1), 3);
    assert.equal(trace.waits.wokenBy(4), 3);
    assert.deepEqual(trace.waits.woke(3), [1]);
    assert.deepEqual(trace.waits.woke(2), []);
  });

  it('for a thread end where it ends', () => {
    assert.equal(trace.waits.wokenBy(6), 8);
  });

  it('that time out are woken by nobody', () => {
    assert.equal(trace.waits.wokenBy(10), -1);
  });
});

describe('attributes', () => {
  it('follow the current directory, also back from where it is told', () => {
    const trace = traceOf(
      [
        '9 open("a", 0) = 3',
        '9 getcwd("/home/u", 99) = 8',
        '9 chdir("x/../y") = 0',
        '9 openat(AT_FDCWD, "sub", O_DIRECTORY) = 4',
        '9 openat(4, "f", 0) = 5',
        '9 fork() = 10',
        '10 fchdir(4) = 0',
        '10 open("g", 0) = 6',
        '9 open("g", 0) = 6',
        '9 chdir("/nowhere") = -1 ENOENT (x)',
        '9 open("h", 0) = 7',
      ].join('\n'),
    );
    const path = (row: number): string | undefined => {
      const [made] = trace.descriptors.madeBy(row);
      return made === undefined ? undefined : trace.paths.ofDescriptor(made);
    };
    assert.deepEqual([0, 4, 7, 8, 10].map(path), [
      '/home/u/a',
      '/home/u/y/sub/f',
      '/home/u/y/sub/g',
      '/home/u/y/g',
      '/home/u/y/h',
    ]);
  });

  it('leave a path as it is where no call tells the directory', () => {
    const trace = traceOf('open("a/../b", 0) = 3');
    const [made] = trace.descriptors.madeBy(0);
    assert.equal(made && trace.paths.ofDescriptor(made), 'a/../b');
    assert.equal(trace.attributesAt(0).directory, undefined);
  });

  it('take the directory from annotations', () => {
    const trace = traceOf('openat(AT_FDCWD</srv>, "a", 0) = 3\nopen("b", 0) = 4');
    const [made] = trace.descriptors.madeBy(1);
    assert.equal(made && trace.paths.ofDescriptor(made), '/srv/b');
  });

  it('follow umask, ids and limits', () => {
    const trace = traceOf(
      [
        'getpid() = 1',
        'umask(077) = 022',
        'getuid() = 0',
        'setresuid(1, 2, -1) = 0',
        'prlimit64(0, RLIMIT_NOFILE, {rlim_cur=10, rlim_max=20}, {rlim_cur=1024, rlim_max=4096}) = 0',
        'getpid() = 1',
      ].join('\n'),
    );
    const before = trace.attributesAt(0);
    const after = trace.attributesAt(5);
    assert.deepEqual([before.umask, after.umask], ['022', '077']);
    assert.deepEqual([before.identities, after.identities], [{ uid: 0 }, { uid: 1, euid: 2 }]);
    assert.equal(before.limits.get('RLIMIT_NOFILE')?.soft, '1024');
    assert.deepEqual(after.limits.get('RLIMIT_NOFILE'), { soft: '10', hard: '20' });
  });
});

describe('traffic', () => {
  it('counts what went through an open file before a row, and knows its offset', () => {
    const trace = traceOf(
      [
        'open("/a", O_RDWR) = 3',
        'read(3, "", 100) = 10',
        'dup(3) = 4',
        'write(4, "", 5) = 5',
        'pread64(3, "", 7, 50) = 7',
        'read(3, 0x7f, 9) = -1 EINTR (x)',
        'lseek(3, 100, SEEK_SET) = 100',
        'write(3, "", 1) = 1',
        'close(3) = 0',
      ].join('\n'),
    );
    const descriptor = trace.descriptors.descriptorAt(1, 3);
    assert.ok(descriptor);
    assert.deepEqual(trafficBefore(trace, descriptor, 6), {
      reads: 2,
      bytesRead: 17,
      writes: 1,
      bytesWritten: 5,
      offset: 15,
    });
    assert.equal(trafficBefore(trace, descriptor, 8).offset, 101);
  });

  it('knows what an epoll instance watches', () => {
    const trace = traceOf(
      [
        'epoll_create1(0) = 3',
        'socket(AF_INET, SOCK_STREAM, 0) = 4',
        'socket(AF_INET, SOCK_STREAM, 0) = 5',
        'eventfd2(0, 0) = 6',
        'epoll_ctl(3, EPOLL_CTL_ADD, 4, {events=EPOLLIN, data=0x4}) = 0',
        'epoll_ctl(3, EPOLL_CTL_ADD, 5, {EPOLLIN, {u32=5, u64=5}}) = 0',
        'epoll_ctl(3, EPOLL_CTL_ADD, 6, {events=EPOLLIN, data=0x6}) = 0',
        'epoll_ctl(3, EPOLL_CTL_MOD, 5, {events=EPOLLOUT|EPOLLET, data=0x5}) = 0',
        'epoll_ctl(3, EPOLL_CTL_DEL, 4, NULL) = 0',
        'close(6) = 0',
        'epoll_wait(3, [], 9, 0) = 0',
      ].join('\n'),
    );
    const epoll = trace.descriptors.descriptorAt(10, 3);
    assert.ok(epoll);
    const watched = watchedBefore(trace, epoll, 10);
    assert.deepEqual(
      watched.map(({ fd, row, events }) => [fd, row, events]),
      [[5, 7, 'EPOLLOUT|EPOLLET']],
    );
    assert.equal(watchedBefore(trace, epoll, 5).length, 1);
  });
});
