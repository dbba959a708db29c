import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProfiles } from '../../server/data/compilePhases.ts';
import { foldPhases } from '../../server/src/model/phases/foldPhases.ts';
import type { PhaseTable } from '../../server/src/model/phases/phaseTable.ts';
import { foldProcesses, type ProcessTable } from '../../server/src/model/processes.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { measure } from './accuracy.ts';
import { violations } from './phaseChecks.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const samples = path.join(here, '../../samples');
const corpus = path.join(here, '../corpus/phases');
const { profiles, problems } = readProfiles();

interface Folded {
  readonly text: TraceText;
  readonly processes: ProcessTable;
  readonly table: PhaseTable;
}

function fold(trace: string): Folded {
  const text = TraceText.create('file:///trace', 'strace', 1, trace);
  const processes = foldProcesses(text);
  return { text, processes, table: foldPhases(text, processes, profiles) };
}

/** `first-last stage id`, lines from 1: one for each phase. */
function outline(trace: string): string[] {
  return fold(trace).table.phases.map(
    ({ startRow, endRow, stage, id }) => `${startRow + 1}-${endRow + 1} ${stage} ${id}`,
  );
}

function sample(name: string): string {
  return readFileSync(path.join(samples, name), 'utf8');
}

describe('the phase profiles', () => {
  it('are all of the form that the schema asks for', () => {
    assert.deepEqual(problems, []);
  });

  it('say of every phase what happens and why', () => {
    const silent = profiles.flatMap(({ name, start, windDown, fixed = [], activities = [] }) =>
      [...[...start, ...windDown].flatMap(({ phases }) => phases), ...fixed, ...activities]
        .filter(({ doc }) => doc === undefined)
        .map(({ id }) => `${name}.${id}`),
    );
    assert.deepEqual(silent, []);
  });
});

describe('phases of the article', () => {
  it('follow the C program from its execve to its exit', () => {
    assert.deepEqual(outline(sample('c-static.strace')), [
      '1-1 exec kernel.exec',
      '2-2 libc libc.cet',
      '3-4 libc libc.tls',
      '5-5 libc libc.thread',
      '6-6 libc libc.kernel',
      '7-7 libc libc.origin',
      '8-9 libc libc.heap',
      '10-10 libc libc.relro',
      '11-12 program c.program',
      '13-14 shutdown c.exit',
    ]);
  });

  it('start where each group of lines of the Go program starts', () => {
    assert.deepEqual(outline(sample('go-min.strace')), [
      '1-1 exec kernel.exec',
      '2-2 runtime go.tls',
      '3-3 runtime go.cpus',
      '4-6 runtime go.hugepage',
      '7-7 runtime go.kernel',
      '8-25 runtime go.arenas',
      '26-29 runtime go.sigstack',
      '30-30 runtime go.tid',
      '31-39 runtime go.handlers',
      '40-41 runtime go.threads',
      '42-49 runtime go.preemption',
      '50-54 runtime go.futex',
      '55-56 shutdown go.exit',
    ]);
  });
});

describe('phases of a process', () => {
  it('are none for a text that is no trace', () => {
    assert.deepEqual(outline('hello\nworld\n'), []);
    assert.deepEqual(outline(''), []);
  });

  it('are one where strace was attached to it, whatever it does', () => {
    const trace = [
      'strace: Process 812 attached',
      'restart_syscall(<... resuming interrupted read ...>) = 0',
      'write(1, "x", 1) = 1',
      'exit_group(0) = ?',
      '+++ exited with 0 +++',
    ].join('\n');
    assert.deepEqual(outline(trace), ['2-5 program kernel.running']);
  });

  it('are one for a part of -ff that is a thread, which has its number as its title', () => {
    const trace = [
      '12970 rseq(0x7f1f0d5fffe0, 0x20, 0, 0x53053053) = 0',
      '12970 set_robust_list(0x7f1f0d5ff9a0, 24) = 0',
      '12970 write(1, "x", 1) = 1',
      '12970 exit(0) = ?',
      '12970 +++ exited with 0 +++',
    ].join('\n');
    const { phases } = fold(trace).table;
    assert.deepEqual(
      phases.map(({ title, stage }) => [title, stage]),
      [['Thread 12970', 'program']],
    );
  });

  it('keep a forked copy in stage program until it runs another program', () => {
    const trace = [
      '10 execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0',
      '10 brk(NULL) = 0x1000',
      '10 brk(0x2000) = 0x2000',
      '10 arch_prctl(ARCH_SET_FS, 0x1380) = 0',
      '10 set_tid_address(0x1650) = 10',
      '10 readlink("/proc/self/exe", "/bin/x", 4096) = 6',
      '10 mprotect(0x4a0000, 16384, PROT_READ) = 0',
      '10 fork() = 11',
      '11 close(3) = 0',
      '11 execve("/bin/y", ["y"], 0x7ffd /* 3 vars */) = 0',
      '11 arch_prctl(ARCH_SET_FS, 0x40a658) = 0',
      '11 set_tid_address(0x40a790) = 11',
      '11 getppid() = 10',
      '11 exit_group(0) = ?',
      '11 +++ exited with 0 +++',
      '10 wait4(11, NULL, 0, NULL) = 11',
      '10 exit_group(0) = ?',
      '10 +++ exited with 0 +++',
    ].join('\n');
    const own = outline(trace).filter((line) => / (program|exec) /.test(line));
    assert.deepEqual(own, [
      '1-1 exec kernel.exec',
      '8-16 program c.program',
      '9-9 program kernel.forked',
      '10-10 exec kernel.exec#2',
      '13-13 program c.program#2',
    ]);
  });

  it('name the signal that killed it', () => {
    const trace = [
      '10 execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0',
      '10 arch_prctl(ARCH_SET_FS, 0x40a658) = 0',
      '10 set_tid_address(0x40a790) = 10',
      '10 getppid() = 9',
      '10 --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---',
      '10 +++ killed by SIGSEGV (core dumped) +++',
    ].join('\n');
    const last = fold(trace).table.phases.at(-1);
    assert.equal(last?.title, 'Killed by SIGSEGV at address NULL, core dumped');
    assert.equal(last?.stage, 'shutdown');
    assert.equal(last?.startRow, 4);
  });

  it('hold the turns of a loop in one phase that names its calls', () => {
    const start = [
      'execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0',
      'arch_prctl(ARCH_SET_FS, 0x40a658) = 0',
      'set_tid_address(0x40a790) = 10',
      'socket(AF_INET, SOCK_STREAM, 0) = 3',
    ];
    const turns = 25;
    const turn = [
      'accept4(3, NULL, NULL, 0) = 4',
      'read(4, "q", 1) = 1',
      'write(4, "a", 1) = 1',
      'close(4) = 0',
    ];
    const end = Array.from({ length: 20 }, (_, index) => `unlink("/tmp/${index}") = 0`);
    const loop = Array.from({ length: turns }, () => turn).flat();
    const rest = ['mkdir("/tmp/a", 0777) = 0', ...end, 'exit_group(0) = ?'];
    const { phases } = fold([...start, ...loop, ...rest].join('\n')).table;
    assert.deepEqual(
      phases
        .filter(({ stage }) => stage === 'program')
        .map(({ id, title, startRow, endRow }) => [id, title, startRow, endRow]),
      [
        ['c.program', 'Program', 3, 3],
        ['c.repeat', `Serve connections: accept4, read, write, close × ${turns}`, 4, 103],
        ['c.program#2', 'Program', 104, 124],
      ],
    );
  });

  it('claim no loader where a filter hides its calls', () => {
    const trace = [
      '10 execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0',
      '10 openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3',
      '10 openat(AT_FDCWD, "/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY|O_CLOEXEC) = 3',
      '10 openat(AT_FDCWD, "/etc/hostname", O_RDONLY) = 3',
      '10 +++ exited with 0 +++',
    ].join('\n');
    assert.deepEqual(outline(trace), [
      '1-1 exec kernel.exec',
      '2-4 program unknown.filtered',
      '5-5 shutdown unknown.gone',
    ]);
  });
});

/** Milliseconds after which a test that goes through every trace several times is taken for stuck. */
const wholeCorpus = 300_000;

describe('phases of the corpus', () => {
  const files = readdirSync(corpus).filter((name) => name.endsWith('.strace'));

  it('cover every line of every process once, in the order of the stages', () => {
    for (const name of files) {
      const { text, processes, table } = fold(readFileSync(path.join(corpus, name), 'utf8'));
      assert.deepEqual(violations(text.rows, processes, table), [], name);
    }
  });

  it('keep their ids when lines are appended', () => {
    const steps = 6;
    for (const name of files) {
      const trace = readFileSync(path.join(corpus, name), 'utf8');
      const lines = trace.split('\n');
      const whole = new Map(fold(trace).table.phases.map((phase) => [phase.id, phase]));
      for (let step = 1; step < steps; step++) {
        const part = lines.slice(0, Math.floor((lines.length * step) / steps));
        const { table, processes } = fold(`${part.join('\n')}\n`);
        for (const { id, startRow, stage, process } of table.phases) {
          // Until a `clone` has returned, its child may turn out to be a thread of its maker.
          if (process > 0 && processes.processes[process]?.creatorRow === -1) continue;
          const same = whole.get(id);
          assert.deepEqual(
            [same?.startRow, same?.stage],
            [startRow, stage],
            `${name}, ${part.length} lines: ${id}`,
          );
        }
      }
    }
  }).timeout(wholeCorpus);

  for (const set of ['dev', 'held']) {
    it(`find where the program starts and ends, to two lines, in 19 of 20 (${set})`, () => {
      const all = measure(corpus, set);
      const exact = all.filter(
        ({ start = 0, end = 0 }) => Math.abs(start) <= 2 && Math.abs(end) <= 2,
      );
      assert.ok(all.length > 0);
      assert.ok(exact.length >= all.length * 0.95, `${exact.length} of ${all.length}`);
    });
  }
});

describe('the figures of a phase', () => {
  it('are sums over its calls, the pieces of a split one among them', () => {
    const { phases } = fold(
      [
        '10 10:00:00.000000 restart_syscall(<... resuming interrupted read ...>) = 0 <0.000100>',
        '10 10:00:00.500000 read(3,  <unfinished ...>',
        '11 10:00:00.600000 write(1, "abc", 3) = 3 <0.000200>',
        '10 10:00:01.000000 <... read resumed>"x", 4096) = 4000 <0.500000>',
        '10 10:00:02.000000 read(3, 0x7f, 10) = -1 EAGAIN (Resource temporarily unavailable) <0.000010>',
        '10 10:00:02.500000 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000000000 <0.000010>',
        '10 10:00:03.000000 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 9, 0) = -1 EBADF (Bad file descriptor) <0.000010>',
      ].join('\n'),
    ).table;
    const [first, other] = phases;
    assert.equal(phases.length, 2);
    assert.equal(first?.seconds.toFixed(6), '0.500130');
    assert.equal(first.wall, 3);
    assert.deepEqual([first.bytes, first.reserved, first.failures], [4000, 8192, 2]);
    assert.deepEqual([other?.bytes, other?.wall, other?.seconds], [3, 0, 0.0002]);
  });

  it('are not numbers where the trace has no times', () => {
    const [phase] = fold('10 read(3, "x", 1) = 1\n10 close(3) = 0\n').table.phases;
    assert.deepEqual([phase?.seconds, phase?.wall, phase?.bytes], [Number.NaN, Number.NaN, 1]);
  });
});
