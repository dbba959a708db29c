import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sentenceOf } from '../../server/src/features/sentence.ts';
import { knowledge as compiled } from '../../server/src/knowledge/knowledge.ts';
import { joinCall } from '../../server/src/syntax/joinCall.ts';
import { fixture } from '../support/knowledgeFixture.ts';

const { knowledge } = fixture();
const state = { descriptor: (fd: number) => (fd === 9 ? '/var/log/nine' : undefined) };

/** `‸` stands between the two halves of a split call. */
const cases: [title: string, lines: string, expected: string][] = [
  [
    'a success',
    'openat(AT_FDCWD, "/etc/x", O_RDONLY|O_CLOEXEC) = 3',
    'Opened `/etc/x` read-only as fd 3, closed across exec.',
  ],
  [
    'a variant whose guard holds',
    'openat(AT_FDCWD, "/etc", O_RDONLY|O_DIRECTORY) = 3',
    'Opened the directory `/etc` as fd 3.',
  ],
  [
    'an optional piece',
    'openat(AT_FDCWD, "x", O_WRONLY|O_CREAT, 0644) = 3',
    'Opened `x` write-only with `rw-r--r--` as fd 3.',
  ],
  [
    'names of arguments',
    'openat(dirfd=AT_FDCWD, pathname="x", flags=O_RDWR) = 3',
    'Opened `x` read-write as fd 3.',
  ],
  [
    'annotations',
    'openat(AT_FDCWD</home>, "x", O_RDONLY) = 3</home/x>',
    'Opened `x` read-only as fd 3 (`/home/x`).',
  ],
  [
    'raw numbers',
    'openat(0xffffff9c, "x", 0x80000) = 3',
    'Opened `x` read-only as fd 3, closed across exec.',
  ],
  [
    'raw numbers with their names',
    'openat(-100 /* AT_FDCWD */, "x", 0x80002 /* O_RDWR|O_CLOEXEC */) = 3',
    'Opened `x` read-write as fd 3, closed across exec.',
  ],
  [
    'raw addresses',
    'openat(0xffffff9c, 0x7fa6, 0x80000, 0) = 0x3',
    'Opened `0x7fa6` read-only as fd 3, closed across exec.',
  ],
  [
    'a failure as this call means it',
    'openat(AT_FDCWD, "x", O_RDONLY) = -1 ENOENT (No such file or directory)',
    'Could not open `x` read-only: the path does not exist, says `openat`.',
  ],
  [
    'a failure by the number of its errno',
    'openat(AT_FDCWD, "x", O_RDONLY) = -1 (errno 2)',
    'Could not open `x` read-only: the path does not exist, says `openat`.',
  ],
  [
    'a failure by a number that nobody knows',
    'openat(AT_FDCWD, "x", O_RDONLY) = -1 (errno 999)',
    'Could not open `x` read-only: `999`.',
  ],
  [
    'a failure in general',
    'openat(AT_FDCWD, "x", O_RDONLY) = -1 EAGAIN (Resource temporarily unavailable)',
    'Could not open `x` read-only: not now.',
  ],
  [
    'a failure that only the trace explains',
    'openat(AT_FDCWD, "x", O_RDONLY) = -1 EFROB (Much *too* [odd](x))',
    'Could not open `x` read-only: `EFROB`, Much  too   odd (x).',
  ],
  [
    'a failure as its command means it',
    'fcntl(3, F_SETLK, {l_type=F_RDLCK, l_start=0}) = -1 EAGAIN (x)',
    'Could not do `F_SETLK` on fd 3: another process holds the lock.',
  ],
  ['an unfinished call', '7 read(3,  <unfinished ...>', 'Reading from fd 3 (not returned yet).'],
  [
    'a call that was joined',
    '7 read(3,  <unfinished ...>‸7 <... read resumed>"abc", 3) = 3',
    'Read 3 bytes from fd 3: `"abc"`.',
  ],
  ['a resumed half alone', '7 <... read resumed>"abc", 10) = 3', 'Read 3 bytes'],
  ['a short result', 'read(3, "abc", 4096) = 3', 'Read 3 of 4,096 bytes from fd 3.'],
  ['an end of file', 'read(3, "", 4096) = 0', 'Reached the end of fd 3.'],
  [
    'a restarted call',
    'read(3, 0x7ffd, 10) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    'Reading from fd 3 (interrupted by a signal; the kernel may start it again).',
  ],
  ['a call that was killed', 'read(3, 0x7ffd, 10) = ?', 'Reading from fd 3 (never returned).'],
  ['a call that never returns by nature', 'exit_group(2) = ?', 'Ended with 2.'],
  ['a command', 'fcntl(3, F_SETFD, FD_CLOEXEC) = 0', 'Set the flags of fd 3 to `FD_CLOEXEC`.'],
  ['a raw command', 'fcntl(3, 0x2, 0x1) = 0', 'Set the flags of fd 3 to `FD_CLOEXEC`.'],
  [
    'a command without a template of its own',
    'fcntl(3, F_SETLK, {l_type=F_RDLCK}) = 0',
    'Did `F_SETLK` on fd 3.',
  ],
  [
    'an ioctl with a template',
    'ioctl(0, TCGETS, {c_iflag=0}) = 0',
    'Asked for the settings of fd 0.',
  ],
  ['an ioctl without one', 'ioctl(0, TCSETS, {c_iflag=0}) = 0', 'Sent `TCSETS` to fd 0.'],
  [
    'an argument out of its place',
    'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD, child_tidptr=0x7f) = 12',
    'Started process 12 (`0x7f` is cleared).',
  ],
  [
    'an argument that is not there',
    'clone(child_stack=NULL, flags=SIGCHLD) = 12',
    'Started process 12.',
  ],
  [
    'an address',
    'connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.1")}, 16) = 0',
    'Connected fd 3 to `10.0.0.1:80`.',
  ],
  [
    'fields, elements and counts',
    'poll([{fd=3, events=POLLIN}, {fd=4, events=0}], 2, 1500) = 1',
    'Waited for `POLLIN` on fd 3 up to 1.5 s, 2 in all: 1 ready.',
  ],
  [
    'fields without names',
    'poll([{3, POLLIN}], 1, 1500) = 1',
    'Waited for `POLLIN` on fd 3 up to 1.5 s, 1 in all: 1 ready.',
  ],
  [
    'what strace notes after the result',
    'poll([{fd=3, events=POLLIN}], 1, 1500) = 1 ([{fd=3, revents=POLLOUT}])',
    'Waited for `POLLIN` on fd 3 up to 1.5 s, 1 in all: 1 ready for `POLLOUT`.',
  ],
  [
    'a note that has no such part',
    'poll([{fd=3, events=POLLIN}], 1, 1500) = 0 (Timeout)',
    'Waited for `POLLIN` on fd 3 up to 1.5 s, 1 in all: 0 ready.',
  ],
  [
    'a wait status',
    'wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 2}], 0, NULL) = 7',
    'process 7 exited with 2.',
  ],
  [
    'a guard on a wait status',
    'wait4(-1, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGINT}], 0, NULL) = 7',
    'process 7 is only stopped by `SIGINT`.',
  ],
  [
    'a guard on a raw wait status',
    'wait4(-1, [0x27f], 0, NULL) = 7',
    'process 7 is only stopped by `SIGINT`.',
  ],
  [
    'guards on numbers',
    '7 wait4(12,  <unfinished ...>',
    'Waiting for process 12 (not returned yet).',
  ],
  [
    'guards on negative numbers',
    '7 wait4(-1,  <unfinished ...>',
    'Waiting for any child (not returned yet).',
  ],
  [
    'what the model knows of a descriptor',
    'read(9, "", 1) = 0',
    'Reached the end of fd 9 (`/var/log/nine`).',
  ],
  ['arguments that strace left out', 'openat(...) = 3', 'Opened a path as fd 3.'],
  [
    'arguments that strace could not read',
    'openat(AT_FDCWD, ???, O_RDONLY) = 3',
    'Opened a path read-only as fd 3.',
  ],
  ['no arguments at all', 'openat() = 3', 'Opened a path'],
  [
    'a result that strace injected',
    'read(3, 0x7f, 9) = -1 EAGAIN (Resource temporarily unavailable) (INJECTED)',
    'Could not read from fd 3: not now (so strace made it look, by fault injection).',
  ],
  ['an unknown call', 'frobnicate(1, 2) = 3', '`frobnicate` returned `3`.'],
  [
    'an unknown call that failed',
    'frobnicate(1) = -1 ENOENT (No such file or directory)',
    '`frobnicate` failed: no such file in general.',
  ],
  ['an unknown call without a value', 'frobnicate(1) = ?', 'Called `frobnicate`.'],
  [
    'an unknown call that goes on',
    '7 frobnicate(1 <unfinished ...>',
    'Calling `frobnicate` (not returned yet).',
  ],
];

describe('the sentence of a call', () => {
  for (const [title, lines, expected] of cases) {
    it(`says ${title}`, () => {
      const { markdown } = sentenceOf(joinCall(lines.split('‸')), knowledge, state);
      if (expected.endsWith('.')) assert.equal(markdown, expected);
      else assert.ok(markdown.startsWith(expected), markdown);
    });
  }

  it('is the same in plain text, without markup', () => {
    const call = joinCall(['openat(AT_FDCWD, "/etc/x", O_RDONLY|O_CLOEXEC) = -1 ENOENT (x)']);
    const { plain } = sentenceOf(call, knowledge);
    assert.equal(plain, 'Could not open /etc/x read-only: the path does not exist, says openat.');
  });

  it('holds no Markdown of the trace', () => {
    const hostile = '](https://e.example)`<img src=x>`![x](y)\\n# H';
    const call = joinCall([`openat(AT_FDCWD, "${hostile}", O_RDONLY) = 3<${hostile}>`]);
    const { markdown } = sentenceOf(call, knowledge);
    // What is left outside of code spans is our own.
    const outside = markdown.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    assert.ok(!/[[\]<>!#]/.test(outside), markdown);
  });

  it('is made of any text, by the fixture and by all that is known', () => {
    const piece = fc.constantFrom(
      'openat',
      'fcntl',
      'read',
      '(',
      ')',
      ', ',
      '"x"',
      '{',
      '}',
      '[',
      ']',
      '=',
      ' = ',
      '3',
      '-1 ENOENT (x)',
      '<unfinished ...>',
      '<... read resumed>',
      'O_RDONLY',
      '|',
      '???',
      '...',
      'NULL',
      '0x7f',
      'F_SETFD',
      '=>',
      '~',
      '/* x */',
      '\u0000',
      '🙂',
      '%',
      '<',
      '>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        for (const known of [knowledge, compiled]) {
          const { markdown, plain } = sentenceOf(joinCall([pieces.join('')]), known, state);
          assert.match(markdown, /\.$/);
          assert.ok(!/\{\w+\}|\[\?/.test(plain.replaceAll(pieces.join(''), '')), plain);
        }
      }),
    );
  });
});
