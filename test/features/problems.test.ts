import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { defaultConfig } from '../../server/src/features/config.ts';
import { problemSearch, problems } from '../../server/src/features/problems.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { traceOf, traceOfFile } from '../support/traceOf.ts';

const options = { level: 'unusual', slow: 0.1, limit: 1_000 } as const;

/** `line code` of each problem. */
function found(lines: readonly string[], level: 'unusual' | 'all' = 'unusual'): string[] {
  const text = `${lines.join('\n')}\n`;
  return problems(traceOf(text), knowledge, { ...options, level }).map(
    ({ row, code }) => `${row + 1} ${code}`,
  );
}

const times = (count: number, line: string): string[] => Array.from({ length: count }, () => line);

/** How many pauses a search makes in a trace of so many lines. */
function steps(lines: number): number {
  const trace = traceOf(times(lines, 'close(3) = 0\n').join(''));
  return [...problemSearch(trace, knowledge, options)].length;
}

describe('problems', () => {
  const cases: readonly (readonly [title: string, lines: readonly string[], found: string[]])[] = [
    [
      'use of a closed descriptor',
      [
        'open("/a", O_RDONLY) = 3',
        'close(3) = 0',
        'read(3, 0x1, 1) = -1 EBADF (Bad file descriptor)',
      ],
      ['3 closed'],
    ],
    [
      'a descriptor that is closed twice',
      ['open("/a", O_RDONLY) = 3', 'close(3) = 0', 'close(3) = -1 EBADF (Bad file descriptor)'],
      ['3 double-close'],
    ],
    ['a descriptor that never was', ['read(9, 0x1, 1) = -1 EBADF (Bad file descriptor)'], []],
    [
      'a runtime that asks which numbers are open',
      ['close(3) = 0', 'fcntl(3, F_SETFD, FD_CLOEXEC) = -1 EBADF (Bad file descriptor)'],
      [],
    ],
    [
      'a failure that is not usual',
      ['mount("a", "/b", "ext4", 0, NULL) = -1 EBUSY (Device or resource busy)'],
      ['1 unusual'],
    ],
    [
      'a failure that is usual',
      ['open("/a", O_RDONLY) = -1 ENOENT (No such file or directory)'],
      [],
    ],
    ['death by signal', ['getpid() = 1', '+++ killed by SIGSEGV (core dumped) +++'], ['2 killed']],
    ['an ordinary end', ['exit_group(1) = ?', '+++ exited with 1 +++'], []],
    [
      'calls interrupted again and again',
      times(25, 'read(0, 0x1, 1) = -1 EINTR (Interrupted system call)'),
      ['1 interrupted'],
    ],
    [
      'a call interrupted now and then',
      times(25, 'read(0, 0x1, 1) = -1 EINTR (Interrupted system call)\nread(0, "", 1) = 1'),
      [],
    ],
    [
      'tiny writes by the thousand',
      ['open("/a", O_WRONLY) = 3', ...times(1_000, 'write(3, "a", 1) = 1')],
      ['2 tiny'],
    ],
    [
      'large writes by the thousand',
      ['open("/a", O_WRONLY) = 3', ...times(1_000, 'write(3, "a"..., 4096) = 4096')],
      [],
    ],
    [
      'polling without waiting',
      times(120, 'poll([{fd=3, events=POLLIN}], 1, 0) = 0 (Timeout)'),
      ['1 polling'],
    ],
    [
      'polling that finds something',
      times(120, 'poll([{fd=3, events=POLLIN}], 1, 0) = 1 ([{fd=3, revents=POLLIN}])'),
      [],
    ],
    ['polling that waits', times(120, 'poll([{fd=3, events=POLLIN}], 1, 10) = 0 (Timeout)'), []],
    [
      'an fsync after each write',
      ['open("/a", O_WRONLY) = 3', ...times(60, 'write(3, "a"..., 4096) = 4096\nfsync(3) = 0')],
      ['3 fsync'],
    ],
    ['a long call', ['read(3, "", 1) = 0 <12.500000>'], ['1 wait']],
    ['a long sleep', ['nanosleep({tv_sec=20, tv_nsec=0}, NULL) = 0 <20.000000>'], []],
    [
      'descriptors that nobody closes',
      [
        'execve("a", ["a"], 0x1 /* 1 var */) = 0',
        ...Array.from({ length: 60 }, (_, fd) => `open("/a", O_RDONLY) = ${fd + 3}`),
        'exit_group(0) = ?',
        '+++ exited with 0 +++',
      ],
      ['2 leak'],
    ],
    [
      'a descriptor that a new program inherits',
      [
        '1 openat(AT_FDCWD, "/a", O_RDONLY) = 3',
        '1 fork() = 2',
        '2 execve("b", ["b"], 0x1 /* 1 var */) = 0',
      ],
      ['3 inherited'],
    ],
    [
      'one that closes on exec',
      [
        '1 openat(AT_FDCWD, "/a", O_RDONLY|O_CLOEXEC) = 3',
        '1 fork() = 2',
        '2 execve("b", ["b"], 0x1 /* 1 var */) = 0',
      ],
      [],
    ],
    ['a second half without its first', ['1 <... read resumed>"", 1) = 0'], ['1 no-start']],
  ];
  for (const [title, lines, expected] of cases) {
    it(`${expected.length === 0 ? 'do not tell' : 'tell'} ${title}`, () =>
      assert.deepEqual(found(lines), expected));
  }

  it('tell usual failures too where all are asked for', () => {
    assert.deepEqual(
      found(['open("/a", O_RDONLY) = -1 ENOENT (No such file or directory)'], 'all'),
      ['1 failed'],
    );
  });

  it('tell that the trace was cut off', () => {
    const trace = traceOf('getpid() = 1\nopenat(AT_FDCWD, "/et');
    assert.deepEqual(
      problems(trace, knowledge, options).map(({ code }) => code),
      ['cut'],
    );
  });

  it('are searched in steps, more of them for a longer trace', () => {
    assert.ok(steps(20_000) > steps(100));
  });

  it('end at the limit', () => {
    const trace = traceOf(`${times(50, '+++ killed by SIGKILL +++').join('\n')}\n`);
    assert.equal(problems(trace, knowledge, { ...options, limit: 10 }).length, 10);
  });

  it('are sentences with a place, and none where they are off', () => {
    const trace = traceOf('close(3) = 0\nread(3, 0x1, 1) = -1 EBADF (Bad file descriptor)\n');
    const [one] = diagnostics(trace, knowledge, defaultConfig, 10);
    assert.match(JSON.stringify(one?.message), /^"The descriptor 3 was closed on line 1 /);
    assert.equal(one?.range.start.line, 1);
    assert.equal(one?.relatedInformation?.[0]?.location.range.start.line, 0);
    assert.deepEqual(diagnostics(trace, knowledge, { ...defaultConfig, problems: 'off' }, 10), []);
  });

  const folder = 'test/corpus/phases';
  const hello = readdirSync(folder).filter((name) => /hello.*\.strace$/.test(name));
  for (const name of hello) {
    it(`are none in ${name}`, () => {
      const told = problems(traceOfFile(`${folder}/${name}`), knowledge, options);
      assert.deepEqual(
        told.map(({ row, code }) => `${row + 1} ${code}`),
        [],
      );
    });
  }

  it('are looked for in programs of eight languages at least', () => {
    const languages = new Set(hello.map((name) => name.split('-')[0]));
    assert.ok(languages.size >= 8, [...languages].join(' '));
  });
});
