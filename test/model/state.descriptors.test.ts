import assert from 'node:assert/strict';
import type { Descriptor } from '../../server/src/model/state/descriptors.ts';
import type { Trace } from '../../server/src/model/trace.ts';
import { traceOf } from '../support/traceOf.ts';

/** `line:fd`, counted from 1, as people point at a trace. */
interface Case {
  readonly what: string;
  readonly lines: readonly string[];
  /** Number on a line, and the line that made it with its kind; `none` where nothing is open. */
  readonly expected: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    what: 'open, use and close',
    lines: [
      'open("/a", O_RDONLY) = 3',
      'read(3, "x", 9) = 1',
      'close(3) = 0',
      'read(3, 0x7f, 9) = -1 EBADF (x)',
    ],
    expected: { '1=3': '1 file', '2:3': '1 file', '3:3': '1 file', '4:3': 'none' },
  },
  {
    what: 'the same number again as another generation',
    lines: ['open("/a", 0) = 3', 'close(3) = 0', 'open("/b", 0) = 3', 'read(3, "", 9) = 0'],
    expected: { '2:3': '1 file', '4:3': '3 file' },
  },
  {
    what: 'numbers that were open before the trace',
    lines: ['write(1, "x", 1) = 1', 'read(7, "x", 1) = 1', 'fstat(9, 0x7f) = -1 EBADF (x)'],
    expected: { '1:1': '0 unknown', '2:7': '0 unknown', '3:9': 'none' },
  },
  {
    what: 'names that -N puts ahead of arguments',
    lines: [
      'openat(dirfd=AT_FDCWD, pathname="a", flags=O_RDONLY) = 3',
      'read(fd=3, buf="", count=1) = 0',
    ],
    expected: { '2:3': '1 file' },
  },
  {
    what: 'raw numbers',
    lines: [
      'openat(0xffffff9c, 0x7f0000, 0x80000, 0) = 0x3',
      'read(0x3, 0x7f, 0x9) = 0x0',
      'execve(0x1, 0x2, 0x3) = 0',
      'read(0x3, 0x7f, 0x9) = -1 EBADF (x)',
    ],
    expected: { '2:3': '1 file', '4:3': 'none' },
  },
  {
    what: 'dup chains',
    lines: [
      'open("/a", 0) = 3',
      'dup(3) = 4',
      'fcntl(4, F_DUPFD, 10) = 10',
      'fcntl(10, F_DUPFD_CLOEXEC, 0) = 5',
      'dup2(5, 1) = 1',
      'dup3(1, 6, O_CLOEXEC) = 6',
      'close(3) = 0',
      'write(6, "x", 1) = 1',
      'write(1, "x", 1) = 1',
    ],
    expected: { '2=4': '2 file', '8:6': '6 file', '9:1': '5 file' },
  },
  {
    what: 'dup2 onto an open number and onto itself',
    lines: [
      'open("/a", 0) = 3',
      'open("/b", 0) = 4',
      'dup2(3, 4) = 4',
      'dup2(3, 3) = 3',
      'read(4, "", 1) = 0',
      'read(3, "", 1) = 0',
    ],
    expected: { '5:4': '3 file', '6:3': '1 file' },
  },
  {
    what: 'close-on-exec, set and unset',
    lines: [
      'open("/a", O_RDONLY|O_CLOEXEC) = 3',
      'open("/b", O_RDONLY) = 4',
      'fcntl(4, F_SETFD, FD_CLOEXEC) = 0',
      'open("/c", O_RDONLY|O_CLOEXEC) = 5',
      'fcntl(5, F_SETFD, 0) = 0',
      'open("/O_CLOEXEC", O_RDONLY) = 6',
      'execve("/x", ["x"], 0x7f /* 3 vars */) = 0',
      'read(3, 0, 1) = -1 EBADF (x)',
      'read(4, 0, 1) = -1 EBADF (x)',
      'read(5, "", 1) = 0',
      'read(6, "", 1) = 0',
    ],
    expected: { '8:3': 'none', '9:4': 'none', '10:5': '4 file', '11:6': '6 file' },
  },
  {
    what: 'an execve that fails',
    lines: [
      'open("/a", O_RDONLY|O_CLOEXEC) = 3',
      'execve("/x", ["x"], 0x7f) = -1 ENOENT (x)',
      'read(3, "", 1) = 0',
    ],
    expected: { '3:3': '1 file' },
  },
  {
    what: 'close_range',
    lines: [
      'open("/a", 0) = 3',
      'open("/b", 0) = 4',
      'open("/c", 0) = 9',
      'close_range(4, 8, 0) = 0',
      'read(3, "", 1) = 0',
      'read(9, "", 1) = 0',
      'read(4, 0, 1) = -1 EBADF (x)',
      'close_range(5, ~0U, CLOSE_RANGE_CLOEXEC) = 0',
      'read(9, "", 1) = 0',
      'execve("/x", [], 0x7f) = 0',
      'read(9, 0, 1) = -1 EBADF (x)',
      'read(3, "", 1) = 0',
    ],
    expected: {
      '5:3': '1 file',
      '6:9': '3 file',
      '7:4': 'none',
      '9:9': '3 file',
      '11:9': 'none',
      '12:3': '1 file',
    },
  },
  ...(
    [
      ['creat("/a", 0644) = 5', 'file'],
      ['openat2(AT_FDCWD, "/a", {flags=O_RDONLY}, 24) = 5', 'file'],
      ['open_by_handle_at(3, {handle_bytes=8}, O_RDONLY) = 5', 'file'],
      ['socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5', 'socket'],
      ['accept(3, NULL, NULL) = 5', 'socket'],
      ['accept4(3, NULL, NULL, SOCK_CLOEXEC) = 5', 'socket'],
      ['epoll_create(10) = 5', 'epoll'],
      ['epoll_create1(EPOLL_CLOEXEC) = 5', 'epoll'],
      ['eventfd2(0, EFD_CLOEXEC) = 5', 'eventfd'],
      ['timerfd_create(CLOCK_MONOTONIC, 0) = 5', 'timerfd'],
      ['signalfd4(-1, [USR1], 8, 0) = 5', 'signalfd'],
      ['inotify_init1(0) = 5', 'inotify'],
      ['fanotify_init(FAN_CLASS_NOTIF, 0) = 5', 'fanotify'],
      ['memfd_create("m", MFD_CLOEXEC) = 5', 'memfd'],
      ['memfd_secret(0) = 5', 'memfd'],
      ['pidfd_open(100, 0) = 5', 'pidfd'],
      ['pidfd_getfd(3, 4, 0) = 5', 'unknown'],
      ['io_uring_setup(8, {flags=0}) = 5', 'io_uring'],
      ['userfaultfd(O_CLOEXEC) = 5', 'userfaultfd'],
      ['perf_event_open({type=0}, 0, -1, -1, 0) = 5', 'perf_event'],
      ['bpf(BPF_MAP_CREATE, {map_type=1}, 72) = 5', 'bpf'],
      ['mq_open("q", O_RDONLY) = 5', 'mq'],
      ['open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE) = 5', 'mount'],
      ['fsopen("ext4", 0) = 5', 'mount'],
      ['fsmount(3, 0, 0) = 5', 'mount'],
      ['fspick(AT_FDCWD, "/", 0) = 5', 'mount'],
      ['landlock_create_ruleset({}, 8, 0) = 5', 'landlock'],
      ['seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, {}) = 5', 'seccomp'],
      ['socketcall(1 /* SYS_SOCKET */, 0x7f) = 5', 'socket'],
      ['ioctl(3, KVM_CREATE_VM, 0) = 5', 'kvm'],
      ['ioctl(3, NS_GET_USERNS) = 5', 'namespace'],
      ['ioctl(3, TIOCGPTPEER, 0x102) = 5', 'file'],
      ['ioctl(3, GPIO_GET_LINEHANDLE_IOCTL, {lines=1} => {fd=5}) = 0', 'file'],
      ['pipe([5, 6]) = 0', 'pipe'],
      ['pipe2([4, 5], O_CLOEXEC) = 0', 'pipe'],
      ['socketpair(AF_UNIX, SOCK_STREAM, 0, [5, 6]) = 0', 'socket'],
      ['clone(child_stack=NULL, flags=CLONE_PIDFD|SIGCHLD, parent_tid=[5]) = 777', 'pidfd'],
      ['clone3({flags=CLONE_PIDFD, pidfd=0x7f} => {pidfd=[5]}, 88) = 777', 'pidfd'],
    ] as const
  ).map(([line, kind]) => ({
    what: line,
    lines: [line, 'fstat(5, {st_mode=S_IFREG|0644, ...}) = 0'],
    expected: { '1=5': `1 ${kind}`, '2:5': `1 ${kind}` },
  })),
  {
    what: 'calls that return numbers which are no descriptors',
    lines: [
      'bpf(BPF_MAP_LOOKUP_ELEM, {map_fd=3}, 72) = 5',
      'fcntl(3, F_GETFL) = 5',
      'ioctl(3, FIONREAD, [5]) = 5',
      'seccomp(SECCOMP_GET_ACTION_AVAIL, 0, [0]) = 5',
      'fstat(5, 0x7f) = -1 EBADF (x)',
    ],
    expected: { '5:5': 'none' },
  },
  {
    what: 'lists of descriptors',
    lines: [
      'open("/a", 0) = 3',
      'open("/b", 0) = 4',
      'poll([{fd=3, events=POLLIN}, {fd=4, events=POLLIN}], 2, 0) = 0 (Timeout)',
      'pselect6(5, [3 4], NULL, [4], NULL, NULL) = 0 (Timeout)',
      'select(5, [3, 4], NULL, NULL, NULL) = 0 (Timeout)',
    ],
    expected: { '3:3': '1 file', '3:4': '2 file', '4:4': '2 file', '5:3': '1 file' },
  },
  {
    what: 'a copy of the table for a child',
    lines: [
      '100 open("/a", 0) = 3',
      '100 fork() = 101',
      '101 close(3) = 0',
      '101 open("/b", 0) = 3',
      '100 read(3, "", 1) = 0',
      '101 read(3, "", 1) = 0',
    ],
    expected: { '3:3': '1 file', '5:3': '1 file', '6:3': '4 file' },
  },
  {
    what: 'a child that runs before its parent returns',
    lines: [
      '100 open("/a", 0) = 3',
      '100 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
      '101 close(3) = 0',
      '100 <... clone resumed>) = 101',
      '100 read(3, "", 1) = 0',
      '101 read(3, 0, 1) = -1 EBADF (x)',
    ],
    expected: { '3:3': '1 file', '5:3': '1 file', '6:3': 'none' },
  },
  {
    what: 'a table that threads share',
    lines: [
      '100 open("/a", 0) = 3',
      '100 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101',
      '101 open("/b", 0) = 4',
      '100 read(4, "", 1) = 0',
      '101 close(3) = 0',
      '100 read(3, 0, 1) = -1 EBADF (x)',
    ],
    expected: { '4:4': '3 file', '5:3': '1 file', '6:3': 'none' },
  },
  {
    what: 'unshare and close_range of a shared table',
    lines: [
      '100 open("/a", 0) = 3',
      '100 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 101',
      '101 unshare(CLONE_FILES) = 0',
      '101 close(3) = 0',
      '100 read(3, "", 1) = 0',
      '100 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 102',
      '102 close_range(3, 4294967295, CLOSE_RANGE_UNSHARE) = 0',
      '100 read(3, "", 1) = 0',
      '102 read(3, 0, 1) = -1 EBADF (x)',
    ],
    expected: { '5:3': '1 file', '8:3': '1 file', '9:3': 'none' },
  },
  {
    what: 'an execve by another thread',
    lines: [
      '100 open("/a", O_RDONLY|O_CLOEXEC) = 3',
      '100 open("/b", O_RDONLY) = 4',
      '100 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 101',
      '101 execve("/x", ["x"], 0x7f <unfinished ...>',
      '100 +++ superseded by execve in pid 101 +++',
      '100 <... execve resumed>) = 0',
      '100 read(4, "", 1) = 0',
      '100 read(3, 0, 1) = -1 EBADF (x)',
    ],
    expected: { '7:4': '2 file', '8:3': 'none' },
  },
  {
    what: 'an execve of a process that shares its table with another',
    lines: [
      '100 open("/a", O_RDONLY|O_CLOEXEC) = 3',
      '100 clone(child_stack=NULL, flags=CLONE_FILES|SIGCHLD) = 101',
      '101 execve("/x", ["x"], 0x7f) = 0',
      '101 read(3, 0, 1) = -1 EBADF (x)',
      '100 read(3, "", 1) = 0',
    ],
    expected: { '4:3': 'none', '5:3': '1 file' },
  },
  {
    what: 'descriptors passed over a pair of sockets',
    lines: [
      '100 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
      '100 fork() = 101',
      '100 open("/a", 0) = 5',
      '100 sendmsg(3, {msg_name=NULL, msg_iov=[{iov_base="x", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], msg_controllen=24, msg_flags=0}, 0) = 1',
      '101 recvmsg(4, {msg_name=NULL, msg_iov=[{iov_base="x", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[9]}], msg_controllen=24, msg_flags=0}, 0) = 1',
      '101 read(9, "", 1) = 0',
    ],
    expected: { '4:5': '3 file', '5=9': '5 file', '6:9': '5 file' },
  },
  {
    what: 'split calls in the comma style of each version',
    lines: [
      '100 openat(AT_FDCWD, "/a",  <unfinished ...>',
      '101 getpid() = 101',
      '100 <... openat resumed>O_RDONLY) = 3',
      '100 pipe2( <unfinished ...>',
      '101 getpid() = 101',
      '100 <... pipe2 resumed>[4, 5], 0) = 0',
      '100 read(4, <unfinished ...>',
      '101 getpid() = 101',
      '100 <... read resumed>"", 1) = 0',
      '100 read(3 <unfinished ...>',
      '101 getpid() = 101',
      '100 <... read resumed>, "", 1) = 0',
    ],
    expected: { '3=3': '1 file', '6=5': '4 pipe', '9:4': '4 pipe', '12:3': '1 file' },
  },
  {
    what: 'a number that is free as soon as its close begins',
    lines: [
      '100 open("/a", 0) = 3',
      '100 clone(child_stack=0x7f00, flags=CLONE_FILES|CLONE_THREAD) = 101',
      '100 close(3 <unfinished ...>',
      '101 open("/b", 0) = 3',
      '100 <... close resumed>) = 0',
      '101 read(3, "", 1) = 0',
    ],
    expected: { '6:3': '4 file' },
  },
  {
    what: 'damage: returns without their beginning, ends that are cut off',
    lines: [
      '100 <... openat resumed>O_RDONLY) = 3',
      '100 read(3, "", 1) = 0',
      '100 <... close resumed>) = 0',
      '100 dup2(3',
      '100 <... read resumed>"", 1) = 0',
      '100 close(3 <unfinished ...>',
    ],
    expected: { '2:3': '1 file', '6:3': '1 file' },
  },
  {
    what: 'annotations that show a number to be another file, where calls are left out',
    lines: ['read(3</a>, "", 1) = 0', 'read(3</a>, "", 1) = 0', 'read(3</b>, "", 1) = 0'],
    expected: { '1:3': '0 unknown', '3:3': '0 unknown' },
  },
  {
    what: 'mappings without a file',
    lines: [
      'mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, 7, 0) = 0x7f0000',
      'read(7, 0, 1) = -1 EBADF (x)',
    ],
    expected: { '1:7': 'none', '2:7': 'none' },
  },
];

/** `3 file`: line of the call that made it, 0 where none, and its kind. */
function shown(descriptor: Descriptor | undefined): string {
  return descriptor === undefined ? 'none' : `${descriptor.originRow + 1} ${descriptor.kind}`;
}

function answer(trace: Trace, place: string): string {
  const [line = '', fd = ''] = place.split(/[:=]/);
  const { descriptors } = trace;
  const row = Number(line) - 1;
  return shown(
    place.includes('=')
      ? descriptors.resultAt(row, Number(fd))
      : descriptors.descriptorAt(row, Number(fd)),
  );
}

/** End of a message that carries a descriptor. */
function control(fd: number): string {
  return `{msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[${fd}]}]}, 0) = 1`;
}

describe('descriptors', () => {
  describe('follow', () => {
    for (const { what, lines, expected } of cases) {
      it(what, () => {
        const trace = traceOf(lines.join('\n'));
        const found = Object.keys(expected).map((place) => [place, answer(trace, place)]);
        assert.deepEqual(Object.fromEntries(found), expected);
      });
    }
  });

  it('tell the two generations of an annotated number apart', () => {
    const { descriptors } = traceOf('read(3</a>, "", 1) = 0\nread(3</b>, "", 1) = 0');
    assert.notEqual(descriptors.descriptorAt(0, 3)?.id, descriptors.descriptorAt(1, 3)?.id);
    assert.equal(descriptors.descriptorAt(0, 3)?.closedBy, 'lost');
  });

  it('know that copies lead to the same open file', () => {
    const { descriptors } = traceOf(
      ['open("/a", 0) = 3', 'dup(3) = 4', 'read(4, "", 1) = 0', 'read(3, "", 1) = 0'].join('\n'),
    );
    const copy = descriptors.descriptorAt(2, 4);
    assert.equal(copy?.file, descriptors.descriptorAt(3, 3)?.id);
    assert.notEqual(copy?.id, copy?.file);
  });

  it('know that a passed descriptor leads to the file that was sent', () => {
    const { descriptors } = traceOf(
      [
        'socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
        'open("/a", 0) = 5',
        `sendmsg(3, ${control(5)}`,
        `recvmsg(4, ${control(9)}`,
      ].join('\n'),
    );
    assert.equal(descriptors.resultAt(3, 9)?.file, descriptors.resultAt(1, 5)?.id);
  });

  it('list all uses of one generation and of no other', () => {
    const trace = traceOf(
      [
        '100 open("/a", 0) = 3',
        '100 read(3, "", 1) = 0',
        '100 fork() = 101',
        '101 read(3, "", 1) = 0',
        '101 poll([{fd=3, events=POLLIN}], 1, 0) = 1',
        '100 dup2(3, 9) = 9',
        '100 read(9, "", 1) = 0',
        '100 close(3) = 0',
        '100 open("/b", 0) = 3',
        '100 read(3, "", 1) = 0',
      ].join('\n'),
    );
    const first = trace.descriptors.descriptorAt(1, 3);
    assert.ok(first);
    assert.deepEqual(trace.descriptors.uses(first), [0, 1, 3, 4, 5, 7]);
    assert.deepEqual(trace.descriptors.usesOfFile(first, 0, 100), [1, 3, 4, 5, 6, 7]);
  });

  it('say where and how each is closed, in each process', () => {
    const trace = traceOf(
      [
        '100 open("/a", O_CLOEXEC) = 3',
        '100 open("/b", 0) = 4',
        '100 open("/c", 0) = 5',
        '100 open("/d", 0) = 6',
        '100 fork() = 101',
        '101 execve("/x", [], 0x7f) = 0',
        '100 close(3) = 0',
        '100 dup2(6, 4) = 4',
        '100 close_range(5, 5, 0) = 0',
      ].join('\n'),
    );
    const closing = (row: number, fd: number): string => {
      const { closedRow = -1, closedBy } = trace.descriptors.resultAt(row, fd) ?? {};
      return `${closedRow + 1} ${closedBy}`;
    };
    assert.deepEqual(
      [closing(0, 3), closing(1, 4), closing(2, 5), closing(3, 6)],
      ['7 close', '8 replaced', '9 range', '0 undefined'],
    );
    assert.equal(trace.descriptors.descriptorAt(5, 3)?.closedBy, 'exec');
  });

  it('list what is open, and what a call uses and makes', () => {
    const trace = traceOf(
      ['open("/a", 0) = 3', 'pipe([4, 5]) = 0', 'close(4) = 0', 'sendfile(5, 3, NULL, 9) = 9'].join(
        '\n',
      ),
    );
    const { descriptors } = trace;
    assert.deepEqual(
      descriptors.openAt(3).map(({ fd }) => fd),
      [0, 1, 2, 3, 5],
    );
    assert.deepEqual(
      descriptors.usedBy(3).map(({ fd }) => fd),
      [5, 3],
    );
    assert.deepEqual(
      descriptors.madeBy(1).map(({ fd }) => fd),
      [4, 5],
    );
    assert.equal(descriptors.byId(descriptors.madeBy(1)[0]?.partner ?? -1)?.fd, 5);
  });

  it('answer for rows and numbers that are not there', () => {
    const { descriptors } = traceOf('nothing\nread(0, "", 1) = 0');
    for (const [row, fd] of [
      [-1, 0],
      [0, 0],
      [9, 3],
      [1, -100],
      [1, Number.NaN],
      [1, 2 ** 40],
    ] as const) {
      assert.equal(descriptors.descriptorAt(row, fd), undefined, `${row} ${fd}`);
    }
    assert.deepEqual(descriptors.madeBy(7), []);
  });
});
