import assert from 'node:assert/strict';
import { definition } from '../../server/src/features/definition.ts';
import { documentHighlight, references } from '../../server/src/features/references.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { atCursor } from '../support/cursor.ts';
import { traceOf } from '../support/traceOf.ts';

/** Lines, from 1, to which the definition of the marked word leads. */
function definedAt(lines: readonly string[]): number[] {
  const { text, position } = atCursor(lines.join('\n'));
  const place = { row: position.line, column: position.character };
  return definition(traceOf(text), knowledge, place).map(({ range }) => range.start.line + 1);
}

/** `line:word` of each use of the marked word. */
function usedAt(lines: readonly string[]): string[] {
  const { text, position } = atCursor(lines.join('\n'));
  const place = { row: position.line, column: position.character };
  return references(traceOf(text), knowledge, place, 1_000).map(({ range: { start, end } }) => {
    const line = text.split('\n')[start.line] ?? '';
    return `${start.line + 1}:${line.slice(start.character, end.character)}`;
  });
}

describe('go to definition', () => {
  const cases: readonly (readonly [title: string, lines: readonly string[], rows: number[]])[] = [
    [
      'leads from a descriptor to the call that opened it',
      ['openat(AT_FDCWD, "/a", O_RDONLY) = 3', 'getpid() = 1', 'read(‸3, "", 1) = 0'],
      [1],
    ],
    [
      'knows a number that is used again',
      [
        'openat(AT_FDCWD, "/a", O_RDONLY) = 3',
        'close(3) = 0',
        'openat(AT_FDCWD, "/b", O_RDONLY) = 3',
        'read(‸3, "", 1) = 0',
      ],
      [3],
    ],
    [
      'leads from one half of a call to the other',
      ['1 read(3,  <unfin‸ished ...>', '2 getpid() = 2', '1 <... read resumed>"", 1) = 0'],
      [3],
    ],
    [
      'and back',
      ['1 read(3,  <unfinished ...>', '2 getpid() = 2', '1 <... read res‸umed>"", 1) = 0'],
      [1],
    ],
    [
      'leads from a thread to the clone that made it',
      ['10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_THREAD) = 11', '1‸1 getpid() = 10'],
      [1],
    ],
    [
      'leads from a process that is waited for to where it was made',
      ['10 fork() = 11', '11 +++ exited with 0 +++', '10 wait4(1‸1, NULL, 0, NULL) = 11'],
      [1],
    ],
    [
      'leads from a signal to who sent it, and to the end of its handler',
      [
        '1 kill(2, SIGUSR1) = 0',
        '2 --- SIGU‸SR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=1, si_uid=0} ---',
        '2 getpid() = 2',
        '2 rt_sigreturn({mask=[]}) = 0',
      ],
      [1, 4],
    ],
    [
      'leads from the signal of a timer to the call that set it',
      [
        'timer_create(CLOCK_REALTIME, NULL, [0]) = 0',
        'timer_settime(0, 0, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=1, tv_nsec=0}}, NULL) = 0',
        'pause() = ?',
        '--- SIGA‸LRM {si_signo=SIGALRM, si_code=SI_TIMER, si_timerid=0, si_overrun=0} ---',
      ],
      [2],
    ],
    [
      'leads from the end of a handler to its signal',
      [
        '--- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---',
        'getpid() = 2',
        'rt_sig‸return({mask=[]}) = 0',
      ],
      [1],
    ],
    [
      'leads from an address to the call that mapped it',
      [
        'mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'getpid() = 1',
        'madvise(0x7f00000‸01000, 4096, MADV_DONTNEED) = 0',
      ],
      [1],
    ],
    [
      'leads from a wait for a futex to who woke it',
      [
        '10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_THREAD) = 11',
        '11 futex(0x55‸00, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>',
        '10 futex(0x5500, FUTEX_WAKE_PRIVATE, 1) = 1',
        '11 <... futex resumed>) = 0',
      ],
      [3],
    ],
    ['leads nowhere from a descriptor of before the trace', ['read(‸3, "", 1) = 0'], []],
    ['leads nowhere from a number', ['read(3, "", ‸1) = 0'], []],
  ];
  for (const [title, lines, rows] of cases) {
    it(title, () => assert.deepEqual(definedAt(lines), rows));
  }
});

describe('references', () => {
  it('are all uses of a descriptor, until it is closed', () => {
    assert.deepEqual(
      usedAt([
        'openat(AT_FDCWD, "/a", O_RDONLY) = 3',
        'read(‸3, "", 3) = 0',
        'dup2(3, 4) = 4',
        'close(3) = 0',
        'openat(AT_FDCWD, "/b", O_RDONLY) = 3',
        'read(3, "", 1) = 0',
      ]),
      ['1:3', '2:3', '3:3', '4:3'],
    );
  });

  it('stand where each form of a call names the descriptor', () => {
    assert.deepEqual(
      usedAt([
        '10 open("/a", O_RDONLY) = 3',
        '10 read(‸3</a>, "", 3) = 0',
        '10 read(fd=3, buf="", count=3) = 0',
        '10 read(33, "", 3) = -1 EBADF (Bad file descriptor)',
        '10 read(3,  <unfinished ...>',
        '10 <... read resumed>"", 3) = 0',
        '10 fcntl(3, F_GETFD) = 0',
        '[pid    10] close(3) = 0',
      ]),
      ['1:3', '2:3', '3:3', '5:3', '7:3', '8:3'],
    );
  });

  it('are all lines of a thread, in each form of its number', () => {
    assert.deepEqual(
      usedAt(['1‸1 getpid() = 11', '11<a> getpid() = 11', '[pid    11] exit_group(0) = ?']),
      ['1:11', '2:11', '3:11'],
    );
  });

  it('are all lines of a thread', () => {
    assert.deepEqual(
      usedAt(['10 fork() = 11', '11 getpid() = 11', '10 getpid() = 10', '1‸1 exit_group(0) = ?']),
      ['1:fork', '2:11', '4:11'],
    );
  });

  it('are all calls that name a path', () => {
    assert.deepEqual(
      usedAt([
        'access("/etc/pas‸swd", R_OK) = 0',
        'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
        'openat(AT_FDCWD, "/etc/passwd-", O_RDONLY) = 4',
        'write(1, "/etc/passwd", 11) = 11',
      ]),
      ['1:"/etc/passwd"', '2:"/etc/passwd"'],
    );
  });

  it('end at the limit', () => {
    const lines = [
      'open("/a", O_RDONLY) = 3',
      ...Array.from({ length: 50 }, () => 'read(3, "", 1) = 0'),
    ];
    const place = { row: 1, column: 5 };
    assert.equal(references(traceOf(lines.join('\n')), knowledge, place, 10).length, 10);
  });

  it('are marked, and where a thing is made counts as written', () => {
    const trace = traceOf('open("/a", O_RDONLY) = 3\nread(3, "", 1) = 0');
    assert.deepEqual(
      documentHighlight(trace, knowledge, { row: 1, column: 5 }, 10).map(({ kind }) => kind),
      [3, 2],
    );
  });
});
