import assert from 'node:assert/strict';
import { fixture } from '../support/knowledgeFixture.ts';

const { knowledge } = fixture();

describe('knowledge', () => {
  it('reads a part only when something in it is asked for', () => {
    const { knowledge: fresh, partsRead } = fixture();
    assert.deepEqual(partsRead, []);
    fresh.syscall('openat');
    fresh.syscall('read');
    assert.deepEqual(partsRead, ['syscalls']);
    fresh.constant('O_CREAT', ['open_mode_flags']);
    assert.deepEqual(partsRead, ['syscalls', 'constants']);
    fresh.ioctl('TCGETS');
    fresh.field(undefined, 'sin_port');
    fresh.path('/etc/ld.so.cache');
    assert.deepEqual(partsRead, ['syscalls', 'constants', 'ioctls', 'structs', 'paths']);
  });

  const syscalls: [title: string, name: string, summary: string | undefined][] = [
    ['by its name', 'openat', 'Opens a file.'],
    ['by the name of its double on x32', 'openat#64', 'Opens a file.'],
    ['by a number without a name', 'syscall_0x101', 'Opens a file.'],
    ['not by an unknown number', 'syscall_0xfff', undefined],
    ['not by an unknown name', 'frobnicate', undefined],
    ['not by an empty name', '', undefined],
    ['not by a name of every object', 'constructor', undefined],
  ];
  for (const [title, name, summary] of syscalls) {
    it(`finds a syscall ${title}`, () => assert.equal(knowledge.syscall(name)?.summary, summary));
  }

  const constants: [
    title: string,
    name: string,
    groups: string[] | undefined,
    doc: string | undefined,
  ][] = [
    ['in its group', 'O_CREAT', ['open_mode_flags'], 'Creates.'],
    [
      'in the second of two groups',
      'O_RDWR',
      ['open_mode_flags', 'open_access_modes'],
      'For both.',
    ],
    ['as it is meant in this group', 'AMBIGUOUS', ['fdflags'], 'As a flag.'],
    ['as it is meant in that group', 'AMBIGUOUS', ['fcntlcmds'], 'As a command.'],
    ['of which the group is not known', 'POLLIN', undefined, 'Readable.'],
    ['that its group does not have, elsewhere', 'POLLIN', ['fdflags'], 'Readable.'],
    ['of several groups in the one that more arguments take', 'AMBIGUOUS', undefined, 'As a flag.'],
    ['that is a signal without SIG, among signals', 'CHLD', ['signal'], 'A child changed.'],
    ['that is no signal elsewhere', 'CHLD', ['fdflags'], undefined],
    ['that is a real-time signal', 'SIGRT_7', undefined, 'Free for use.'],
    ['that is the number of a syscall', '__NR_openat', undefined, 'Opens a file.'],
    ['that nobody knows', 'O_FROBNICATE', ['open_mode_flags'], undefined],
  ];
  for (const [title, name, groups, doc] of constants) {
    it(`finds a constant ${title}`, () => assert.equal(knowledge.constant(name, groups)?.doc, doc));
  }

  const numbers: [title: string, value: bigint, groups: string[], names: string, rest: bigint][] = [
    [
      'flags and an access mode',
      0x80002n,
      ['open_mode_flags', 'open_access_modes'],
      'O_RDWR O_CLOEXEC',
      0n,
    ],
    ['a zero that has a name', 0n, ['open_mode_flags', 'open_access_modes'], 'O_RDONLY', 0n],
    ['a zero without a name', 0n, ['pollflags'], '', 0n],
    ['unknown bits', 0x81000n, ['open_mode_flags'], 'O_CLOEXEC', 0x1000n],
    [
      'a flag of several bits before those it has',
      0x410040n,
      ['open_mode_flags'],
      'O_TMPFILE O_CREAT',
      0n,
    ],
    ['a field with values of its own', 0x111n, ['clone_flags'], 'SIGCHLD CLONE_VM', 0n],
    ['a field that holds nothing', 0x100n, ['clone_flags'], 'CLONE_VM', 0n],
    ['an enumeration', 6n, ['fcntlcmds'], 'F_SETLK', 0n],
    ['a number that no member has', 77n, ['fcntlcmds'], '', 77n],
    ['a negative number', -100n, ['at'], 'AT_FDCWD', 0n],
    ['a negative number as 32 bits', 0xffffff9cn, ['at'], 'AT_FDCWD', 0n],
    ['a negative number as 64 bits', 0xffffffffffffff9cn, ['at'], 'AT_FDCWD', 0n],
    ['of two names of one number the first', 11n, ['errno'], 'EAGAIN', 0n],
    ['nothing without groups', 5n, [], '', 5n],
    ['nothing in a group that is not there', 5n, ['frobs'], '', 5n],
  ];
  for (const [title, value, groups, names, rest] of numbers) {
    it(`decodes ${title}`, () => {
      const decoded = knowledge.decode(value, groups);
      assert.equal(decoded.members.map(({ name }) => name).join(' '), names);
      assert.equal(decoded.rest, rest);
    });
  }

  const signals: [asked: string | number, name: string | undefined, value: bigint | undefined][] = [
    ['SIGINT', 'SIGINT', 2n],
    ['INT', 'SIGINT', 2n],
    [9, 'SIGKILL', 9n],
    [32, 'SIGRTMIN', 32n],
    ['RTMIN', 'SIGRTMIN', 32n],
    ['RT_1', 'SIGRT_1', 33n],
    ['SIGRT_5', 'SIGRT_5', 37n],
    [64, 'SIGRT_32', 64n],
    [65, undefined, undefined],
    [-1, undefined, undefined],
    ['SIGRT_99', undefined, undefined],
    ['', undefined, undefined],
  ];
  for (const [asked, name, value] of signals) {
    it(`takes ${asked === '' ? 'nothing' : asked} for ${name ?? 'no signal'}`, () => {
      assert.equal(knowledge.signal(asked)?.name, name);
      assert.equal(knowledge.signal(asked)?.value, value);
    });
  }

  it('finds an errno by name and by number', () => {
    assert.equal(knowledge.errno('ENOENT')?.value, 2n);
    assert.equal(knowledge.errno(2)?.name, 'ENOENT');
    assert.equal(knowledge.errno(9999), undefined);
  });

  it('finds an ioctl by name and by number, whatever its sign', () => {
    assert.equal(knowledge.ioctl('TCGETS')?.doc, 'Gets the settings.');
    assert.equal(knowledge.ioctl(0x5402n)?.name, 'TCSETS');
    assert.equal(knowledge.ioctl(0xffffffff00005402n)?.name, 'TCSETS');
    assert.equal(knowledge.ioctl('TCFROB'), undefined);
    assert.equal(knowledge.ioctl(0x9999n), undefined);
  });

  it('finds a field in its structure, else in the first that has one', () => {
    assert.equal(knowledge.field('pollfd', 'events')?.of, 'pollfd');
    assert.equal(knowledge.field('pollfd', 'sin_port')?.of, 'sockaddr_in');
    assert.equal(knowledge.field(undefined, 'frob'), undefined);
  });

  it('tells the numbers of a syscall', () => {
    const ofRead = { x86_64: 0, i386: 3, x32: 0, aarch64: 63, arm: 3, riscv64: 63 };
    assert.deepEqual(knowledge.syscallNumbers('read'), ofRead);
    assert.deepEqual(knowledge.syscallNumbers('frobnicate'), {});
    assert.equal(knowledge.syscallNumbered(56, 'aarch64'), 'openat');
    assert.equal(knowledge.syscallNumbered(9999, 'aarch64'), undefined);
  });

  it('keeps the values of other architectures', () => {
    assert.deepEqual(knowledge.constant('F_SETLK')?.values, { mips: 33n });
  });

  const paths: [path: string, doc: string | undefined][] = [
    ['/etc/ld.so.cache', 'Cache of the loader.'],
    ['/etc/ld.so.cache~', undefined],
    ['/proc/self/maps', 'Memory map.'],
    ['/proc/1/task/maps', undefined],
    ['/usr/share/locale/de/LC_MESSAGES/x.mo', 'Translations.'],
    ['/etc/ldXso.cache', undefined],
    [`/proc/${'x'.repeat(100_000)}/maps`, undefined],
  ];
  for (const [path, doc] of paths) {
    it(`takes ${path.slice(0, 40)} for ${doc ?? 'nothing special'}`, () => {
      assert.equal(knowledge.path(path)?.doc, doc);
    });
  }
});
