import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readProfiles } from '../../server/data/compilePhases.ts';
import { foldPhases } from '../../server/src/model/phases/foldPhases.ts';
import { foldProcesses } from '../../server/src/model/processes.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { violations } from './phaseChecks.ts';

const { profiles } = readProfiles();

function fold(lines: readonly string[], tried = profiles) {
  const text = TraceText.create('file:///trace', 'strace', 1, `${lines.join('\n')}\n`);
  const processes = foldProcesses(text);
  return { text, processes, table: foldPhases(text, processes, tried) };
}

/** Ids, titles and lines from 1 of the program's phases. */
function parts(lines: readonly string[]): string[] {
  return fold(lines)
    .table.phases.filter(({ stage }) => stage === 'program')
    .map(({ id, title, startRow, endRow }) => `${startRow + 1}-${endRow + 1} ${id}: ${title}`);
}

/** A static program begins: its first own line is the fourth. */
const start = [
  'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
  'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
  'set_tid_address(0x4c1650) = 1',
];

/** Names that differ, so that no loop is found in what is not about loops. */
function mixed(calls: readonly string[], count: number): string[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return calls[(state >> 8) % calls.length] ?? '';
  });
}

const blocks = {
  files: (count: number) =>
    mixed(
      [
        'openat(AT_FDCWD, "/srv/data", O_RDONLY) = 3',
        'read(3, "x", 4096) = 1',
        'fstat(3, {st_size=1}) = 0',
        'lseek(3, 0, SEEK_SET) = 0',
        'pread64(3, "x", 1, 0) = 1',
        'readv(3, [{iov_base="x", iov_len=1}], 1) = 1',
        'fcntl(3, F_GETFL) = 0',
        'flock(3, LOCK_SH) = 0',
        'fadvise64(3, 0, 0, POSIX_FADV_SEQUENTIAL) = 0',
      ],
      count,
    ),
  memory: (count: number) =>
    mixed(
      [
        'brk(0x5000) = 0x5000',
        'mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000',
        'mremap(0x7f0000000000, 4096, 8192, MREMAP_MAYMOVE) = 0x7f0000001000',
      ],
      count,
    ),
  sockets: (count: number) => [
    'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 4',
    'connect(4, {sa_family=AF_INET, sin_port=htons(80)}, 16) = 0',
    ...mixed(
      [
        'sendto(4, "x", 1, 0, NULL, 0) = 1',
        'recvfrom(4, "x", 9, 0, NULL, NULL) = 1',
        'getsockopt(4)',
      ],
      count,
    ),
  ],
  loop: (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        ['poll([{fd=4}], 1, -1) = 1', 'read(4, "x", 1) = 1', 'write(1, "x", 1) = 1'][at % 3],
    ).filter((line) => line !== undefined),
  neutral: (count: number) =>
    mixed(
      [
        'getppid',
        'close',
        'umask',
        'getuid',
        'getgid',
        'getpgid',
        'setsid',
        'alarm',
        'getitimer',
      ].map((name) => `${name}() = 1`),
      count,
    ),
};

function clock(at: number): string {
  return `10:00:${at.toFixed(6).padStart(9, '0')}`;
}

describe('what a large program does', () => {
  it('divides it, from the first call of each activity on', () => {
    const program = [...blocks.files(120), ...blocks.sockets(100), ...blocks.memory(250)];
    assert.deepEqual(parts([...start, ...program, 'exit_group(0) = ?']), [
      '4-123 c.program: Read files',
      '124-225 c.connect: Connect and exchange data',
      '226-475 c.memory: Take memory',
    ]);
  });

  it('leaves a small one whole', () => {
    const program = [...blocks.files(60), ...blocks.sockets(60), ...blocks.memory(60)];
    assert.deepEqual(parts([...start, ...program, 'exit_group(0) = ?']), [
      '4-185 c.program: Program',
    ]);
  });

  it('counts the calls of a shutdown as well, which look the same until the exit is there', () => {
    // A runtime that frees its memory at the end: these calls become its wind-down.
    const program = [...blocks.files(100), ...blocks.memory(105)];
    const windDown = Array.from({ length: 450 }, () => 'munmap(0x7f0000000000, 4096) = 0');
    const lines = [...start, ...program, ...windDown];
    const freeing = profiles.map((profile) =>
      profile.name === 'c'
        ? {
            ...profile,
            windDown: [
              {
                stage: 'shutdown' as const,
                phases: [{ id: 'free', title: 'Free', calls: [{ calls: ['munmap'] }] }],
              },
            ],
          }
        : profile,
    );
    const starts = (text: readonly string[]) =>
      fold(text, freeing).table.phases.map(({ id, startRow }) => `${startRow + 1} ${id}`);
    const before = starts(lines);
    const after = starts([...lines, 'exit_group(0) = ?']);
    assert.ok(before.includes('104 c.memory'), before.join(', '));
    assert.ok(after.includes('209 c.free'), after.join(', '));
    assert.deepEqual(
      before.filter((one) => !after.includes(one)),
      [],
    );
  });

  it('leaves one whole of which nothing is known', () => {
    const lines = [...start, ...blocks.neutral(400), 'exit_group(0) = ?'];
    assert.deepEqual(parts(lines), ['4-403 c.program: Program']);
  });

  it('is told after a pause that is long for it, and no other', () => {
    let now = 0;
    const lines = [...start, ...blocks.files(220), ...blocks.memory(220)].map((line, index) => {
      now += index === 150 ? 3.2 : index === 190 ? 0.9 : 0.001;
      return `${clock(now)} ${line}`;
    });
    assert.deepEqual(parts([...lines, `${clock(now)} exit_group(0) = ?`]), [
      '4-150 c.program: Read files',
      '151-223 c.pause: After 3.2 s of waiting: read files',
      '224-443 c.memory: Take memory',
    ]);
  });

  it('comes in some hundreds of parts at the most', () => {
    const lines = [...start];
    for (let turn = 0; turn < 700; turn++) {
      lines.push(...blocks.files(40), ...blocks.memory(40), ...blocks.sockets(40));
    }
    const { length } = parts([...lines, 'exit_group(0) = ?']);
    assert.ok(length > 100 && length <= 400, `${length} parts`);
  });

  it('can be told by profiles of a runtime before all others', () => {
    const own = profiles.map((profile) =>
      profile.name === 'c'
        ? {
            ...profile,
            activities: [{ id: 'names', title: 'Take names', calls: [{ calls: ['umask'] }] }],
          }
        : profile,
    );
    const lines = [
      ...start,
      ...blocks.memory(50),
      ...mixed(['umask(022) = 022', 'umask(077) = 022', 'getpid() = 1'], 35),
      ...blocks.memory(250),
      'exit_group(0) = ?',
    ];
    const table = fold(lines, own).table;
    assert.deepEqual(
      table.phases.filter(({ stage }) => stage === 'program').map(({ id }) => id),
      ['c.program', 'c.names', 'c.memory'],
    );
  });

  it('keeps ids, starts and stages whatever is appended, and covers every line once', () => {
    const kinds = Object.keys(blocks) as (keyof typeof blocks)[];
    const block = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 260 }), fc.nat(4));
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 2, maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        (chosen, cuts, exits) => {
          let now = 1_700_000_000;
          const lines = [
            ...start,
            ...chosen.flatMap(([kind, count, pause]) =>
              blocks[kind](count).map((line, index) => (index === 0 ? `${pause}@${line}` : line)),
            ),
            ...(exits ? ['exit_group(0) = ?', '+++ exited with 0 +++'] : []),
          ].map((line) => {
            const [, pause = '0', rest = ''] = /^(?:(\d)@)?(.*)$/.exec(line) ?? [];
            now += Number(pause) + 0.001;
            return `${now.toFixed(6)} ${rest}`;
          });
          const whole = fold(lines);
          assert.deepEqual(violations(whole.text.rows, whole.processes, whole.table), []);
          const byId = new Map(whole.table.phases.map((phase) => [phase.id, phase]));
          for (const cut of cuts) {
            const part = lines.slice(0, Math.max(1, Math.floor(lines.length * cut)));
            const { table, text, processes } = fold(part);
            assert.deepEqual(violations(text.rows, processes, table), []);
            for (const { id, startRow, stage } of table.phases) {
              const same = byId.get(id);
              assert.deepEqual([same?.startRow, same?.stage], [startRow, stage], id);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
