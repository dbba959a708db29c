import assert from 'node:assert/strict';
import { traceOf } from '../support/traceOf.ts';

/** A static program begins: its first own line is the fourth. */
const start = [
  'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
  'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
  'set_tid_address(0x4c1650) = 1',
];

/** Titles and lines from 1 of the program's phases. */
function parts(lines: readonly string[]): string[] {
  const { phases } = traceOf(`${[...start, ...lines].join('\n')}\n`).phases;
  return phases
    .filter(({ stage }) => stage === 'program')
    .map(({ title, startRow, endRow }) => `${startRow + 1}-${endRow + 1} ${title}`);
}

function times<T>(count: number, make: (turn: number) => readonly T[]): T[] {
  return Array.from({ length: count }, (_, turn) => make(turn)).flat();
}

const open = 'openat(AT_FDCWD, "/srv/a", O_RDONLY) = 3';
const read = 'read(3, "x", 4096) = 1';
const close = 'close(3) = 0';
const stat = 'fstat(3, {st_size=1}) = 0';
const wait = 'epoll_wait(4, [{events=EPOLLIN}], 8, -1) = 1';
const exit = 'exit_group(0) = ?';
const brk = 'brk(0x5000) = 0x5000';

describe('a loop', () => {
  it('is found however often a turn repeats one of its calls', () => {
    const loop = times(40, (turn) => [open, stat, ...times(1 + (turn % 5), () => [read]), close]);
    assert.deepEqual(parts([...loop, exit]), [
      `4-${3 + loop.length} Read files: openat, fstat, read, close × 40`,
    ]);
  });

  it('is found where now and then a call is missing, or one more is there', () => {
    const loop = times(40, (turn) => [
      open,
      ...(turn % 7 === 3 ? [] : [stat]),
      read,
      ...(turn % 9 === 5 ? ['lseek(3, 0, SEEK_SET) = 0'] : []),
      close,
    ]);
    assert.deepEqual(parts([...loop, exit]), [
      `4-${3 + loop.length} Read files: openat, fstat, read, close × 40`,
    ]);
  });

  it('is found past calls that say nothing of it', () => {
    const loop = times(40, (turn) => [open, ...times(turn % 3, () => [brk]), read, close]);
    assert.deepEqual(parts([...loop, exit]), [
      `4-${3 + loop.length} Read files: openat, read, close × 40`,
    ]);
  });

  it('may have forty calls of many names in a turn', () => {
    const names = Array.from({ length: 20 }, (_, at) => `ioctl${at}(3) = 0`);
    const loop = times(12, () => [open, ...names, ...names.toReversed(), close]);
    const [part, ...rest] = parts([...loop, exit]);
    assert.match(part ?? '', /openat, .*, … × 12$/);
    assert.deepEqual(rest, []);
  });

  it('begins with the call that waits for work', () => {
    const loop = times(40, () => [read, 'write(1, "x", 1) = 1', wait]);
    const [first, second] = parts([...loop, exit]);
    assert.equal(first, '4-5 Program');
    // The last one is followed by nothing.
    assert.equal(second, '6-123 epoll_wait, read, write × 39');
  });

  it('goes on after a disturbance, and ends where something else begins', () => {
    const loop = () => times(60, () => [open, stat, read, close]);
    const other = times(20, (turn) => [`umask(0${turn}) = 0`, `getrusage(${turn}) = 0`]);
    const after = ['getuid() = 0', 'getgid() = 1', 'alarm(0) = 0', 'umask(0) = 0', 'getppid() = 1'];
    assert.deepEqual(parts([...loop(), ...other, ...loop(), ...after, exit]), [
      '4-523 Read files: openat, fstat, read, close × 120',
      '524-528 Program',
    ]);
  });

  it('within a turn of another is no loop of its own', () => {
    const copy = times(12, () => [read, 'write(5, "x", 4096) = 4096']);
    const loop = times(20, (turn) => [
      open,
      stat,
      'creat("/srv/b", 0644) = 5',
      read,
      'write(5, "x", 4096) = 4096',
      ...(turn === 14 ? copy : []),
      'utimensat(5) = 0',
      close,
      'close(5) = 0',
    ]);
    const [part, ...rest] = parts([...loop, exit]);
    assert.match(part ?? '', /openat, fstat, creat, read, write, utimensat, … × 20$/);
    assert.deepEqual(rest, []);
  });

  it('of one call is told where it comes very often', () => {
    const loop = times(300, () => ['lseek(3, 0, SEEK_SET) = 0']);
    assert.deepEqual(parts(['getppid() = 1', 'umask(0) = 0', ...loop, exit]), [
      '4-5 Program',
      '6-305 lseek × 300',
    ]);
  });

  it('is none where nothing repeats', () => {
    const mixed = times(200, (turn) => [`lookup${(turn * turn * 7 + turn) % 61}() = 0`]);
    assert.deepEqual(parts([...mixed, exit]), ['4-203 Program']);
  });

  it('is parted where the program pauses for longer than many turns', () => {
    const loop = times(80, (turn) =>
      [open, stat, read, close].map((line, at) => {
        const seconds = 10 + (turn >= 40 ? 2 : 0) + turn * 0.001 + at * 0.0001;
        return `10:00:${seconds.toFixed(6)} ${line}`;
      }),
    );
    const first = start.map((line) => `10:00:09.000000 ${line}`);
    const { phases } = traceOf([...first, ...loop, `10:00:15.000000 ${exit}`].join('\n')).phases;
    assert.deepEqual(
      phases.slice(2, 4).map(({ title, startRow }) => `${startRow + 1} ${title}`),
      [
        '4 Read files: openat, fstat, read, close × 40',
        '164 After 2 s of waiting: read files (openat, fstat, read, close × 40)',
      ],
    );
  });

  it('is found in a forked copy, after what it does first', () => {
    const loop = times(40, () => [`2 ${open}`, `2 ${read}`, `2 ${close}`]);
    const lines = [
      ...start.map((line) => `1 ${line}`),
      '1 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = 2',
      '2 setsid() = 2',
      '2 umask(0) = 0',
      ...loop,
      '2 exit_group(0) = ?',
      '2 +++ exited with 0 +++',
    ];
    const trace = traceOf(lines.join('\n'));
    const child = trace.phases.phases.filter(({ process }) => process === 1);
    assert.deepEqual(child.map(({ title, stage }) => `${stage} ${title}`).slice(0, 2), [
      'program Forked copy',
      'program Read files: openat, read, close × 40',
    ]);
  });
});
