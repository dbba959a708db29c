import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readProfiles } from '../../server/data/compilePhases.ts';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { foldPhases } from '../../server/src/model/phases/foldPhases.ts';
import type { PhaseTable } from '../../server/src/model/phases/phaseTable.ts';
import {
  foldProcesses,
  leastResumed,
  type ProcessTable,
} from '../../server/src/model/processes.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { measure } from './accuracy.ts';
import { violations } from './phaseChecks.ts';

const corpus = path.join(import.meta.dirname, '../corpus/shutdown');
const { profiles } = readProfiles();
/** Those of the programs of the corpus: with few of them a test can fold often. */
const needed = profiles.filter(
  ({ name, kind }) => kind === 'system' || ['c', 'dash', 'unknown'].includes(name),
);

interface Folded {
  readonly text: TraceText;
  readonly processes: ProcessTable;
  readonly table: PhaseTable;
}

function fold(trace: string, name = 'trace'): Folded {
  const text = TraceText.create(`file:///${name}`, 'strace', 1, trace);
  const processes = foldProcesses(text);
  return { text, processes, table: foldPhases(text, processes, needed) };
}

/** `first-last title` of the phases of stage shutdown, lines from 1. */
function endings({ table }: Folded): string[] {
  return table.phases
    .filter(({ stage }) => stage === 'shutdown')
    .map(({ startRow, endRow, title }) => `${startRow + 1}-${endRow + 1} ${title}`);
}

/** How each process of a trace of the corpus ends. What a trace shows is in the folder's README. */
const traces: readonly (readonly [name: string, endings: readonly string[]])[] = [
  ['abort', ['20-21 Killed by its own SIGABRT, core dumped']],
  ['all', ['66-73 Exit with status 1, ending 3 other threads']],
  ['all-ttT', ['60-67 Exit with status 1, ending 3 other threads']],
  ['atexit', ['20-21 Exit with status 7']],
  ['cpu', ['17-18 Killed by SIGXCPU, out of processor time']],
  ['cut', []],
  ['detach-err', ['33-33 Detached while in pause']],
  ['detach-nof', ['24-24 Detached while in pause']],
  ['exec-detach', ['48-48 Detached at execve of end']],
  ['exec-thread', ['47-51 Replaced by execve of thread 19246', '67-68 Exit with status 0']],
  ['exec-thread-err', ['40-44 Replaced by execve of thread 19306', '60-61 Exit with status 0']],
  [
    'exec-thread-ff.19441',
    ['29-29 Replaced by execve of thread 19442', '45-46 Exit with status 0'],
  ],
  ['exec-left', ['34-35 Replaced by execve of thread 882', '51-52 Exit with status 0']],
  ['exec', ['47-48 Exit with status 0']],
  ['filter', ['19-19 Killed by SIGSYS, a call that seccomp forbids, core dumped']],
  [
    'group',
    [
      '29-32 Killed by SIGTERM, sent by 19208 (end)',
      '31-34 Killed by SIGTERM, sent by 19208 (end)',
      '33-35 Killed by its own SIGTERM',
    ],
  ],
  ['join', ['84-85 Exit with status 0']],
  ['join-ky', ['147-149 Exit with status 0']],
  ['join-nof', ['36-37 Exit with status 0']],
  ['kill-child', ['24-24 Killed by SIGKILL, sent by 19203 (end)', '26-28 Exit with status 0']],
  ['kill-outside', ['30-31 Killed by SIGKILL']],
  ['last', ['53-54 End the last thread', '55-57 Exit with status 0']],
  ['other', ['46-51 Thread 19184 exits with status 3, ending 2 other threads']],
  ['other-ff.19447', ['29-29 Ended with status 3 by another thread']],
  ['other-nof', ['29-29 Ended with status 3 by another thread']],
  ['pipe', ['19-20 Killed by SIGPIPE, nobody reads the pipe']],
  ['raw', ['17-18 Exit with status 5']],
  ['segv', ['16-17 Killed by SIGSEGV at address 0x8']],
  ['segv-threads', ['29-32 Killed by SIGSEGV at address 0x8, core dumped']],
  ['segv-threads-nof', ['24-25 Killed by SIGSEGV at address 0x8']],
  [
    'shell',
    [
      '432-433 Exit with status 0',
      '442-442 Killed by SIGKILL, sent by 19435 (sh)',
      '452-452 Reach the end of the script',
      '453-454 Exit with status 0',
    ],
  ],
  ['size', ['20-21 Killed by SIGXFSZ, a file grew too large']],
  ['term-outside', ['30-33 Killed by SIGTERM, sent by 19156']],
  ['timer', ['18-19 Killed by SIGALRM of a timer']],
  ['vfork', ['21-21 Killed by its own SIGKILL', '23-25 Exit with status 0']],
];

function read(name: string): string {
  return readFileSync(path.join(corpus, `${name}.strace`), 'utf8');
}

describe('the shutdown of a process', () => {
  it('is known for all traces of the corpus', () => {
    const files = readdirSync(corpus).filter((name) => name.endsWith('.strace'));
    assert.deepEqual(files.toSorted(), traces.map(([name]) => `${name}.strace`).toSorted());
  });

  for (const [name, expected] of traces) {
    it(`tells how it ended: ${name}`, () => assert.deepEqual(endings(fold(read(name))), expected));
  }

  it('begins after the program’s last call has returned', () => {
    const off = measure(corpus, undefined).filter(({ start, end }) => start !== 0 || end !== 0);
    assert.deepEqual(off, []);
  });

  it('keeps ids, places and titles whatever is appended, and the rules of phases', () => {
    const lastLines = 12;
    for (const [name] of traces) {
      const trace = read(name);
      const whole = new Map(fold(trace).table.phases.map((phase) => [phase.id, phase]));
      const lines = trace.split('\n');
      for (let count = lines.length - lastLines; count <= lines.length; count++) {
        const { text, processes, table } = fold(lines.slice(0, count).join('\n'));
        assert.deepEqual(violations(text.rows, processes, table), [], `${name}, ${count} lines`);
        for (const { id, startRow, stage, title } of table.phases) {
          const same = whole.get(id);
          assert.deepEqual(
            [same?.startRow, same?.stage, same?.title],
            [startRow, stage, title],
            `${name}, ${count} lines: ${id}`,
          );
        }
      }
    }
  });

  it('is the same in a trace that grew as in one that was there at once', () => {
    const profilesOfAll = compiledProfiles();
    const between = Array.from({ length: leastResumed }, (_, row) => `9 lseek(3, ${row}, 0) = 0`);
    const step = 4;
    for (const name of ['exec-thread', 'group', 'last']) {
      const lines = read(name).trimEnd().split('\n');
      const half = lines.length >> 1;
      let whole = [...lines.slice(0, half), ...between, ''].join('\n');
      const text = TraceText.create('file:///trace', 'strace', 1, whole);
      let trace = new Trace(text, profilesOfAll);
      assert.ok(trace.phases.rowsRead > leastResumed);
      for (let at = half; at < lines.length; at += step) {
        const more = `${lines.slice(at, at + step).join('\n')}\n`;
        whole += more;
        const end = { line: text.lineCount - 1, character: 0 };
        TraceText.update(text, [{ range: { start: end, end }, text: more }], text.version + 1);
        trace = new Trace(text, profilesOfAll, [], trace);
        const fresh = new Trace(
          TraceText.create('file:///trace', 'strace', 1, whole),
          profilesOfAll,
        );
        assert.deepEqual(trace.phases.phases, fresh.phases.phases, `${name}, ${at + step} lines`);
        assert.ok(trace.phases.rowsRead < leastResumed, `${name}, ${at + step} lines`);
      }
    }
  });

  it('goes on with the new program where another thread ran execve', () => {
    const { phases } = fold(read('exec-thread')).table;
    const stages = phases.map(({ stage }) => stage).join(' ');
    assert.match(stages, /^exec (?:libc )+program shutdown exec (?:libc )+program shutdown$/);
    assert.equal(phases.filter(({ id }) => id.startsWith('kernel.exec'))[1]?.title, 'Execute end');
  });
});

const start = [
  '10 execve("/bin/x", ["x"], 0x7ffd /* 3 vars */) = 0',
  '10 arch_prctl(ARCH_SET_FS, 0x40a658) = 0',
  '10 set_tid_address(0x40a790) = 10',
  '10 getppid() = 9',
];

/** The phases of stage shutdown after `start` and these lines. */
function after(...lines: readonly string[]): string[] {
  const folded = fold([...start, ...lines].join('\n'));
  assert.deepEqual(violations(folded.text.rows, folded.processes, folded.table), []);
  return endings(folded);
}

describe('the cause of a death', () => {
  const cases: readonly (readonly [what: string, lines: readonly string[], title: string])[] = [
    [
      'a sender by the number that strace knows it by, of another namespace',
      [
        "10 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1 /* 77 in strace's PID NS */, si_uid=0} ---",
        '10 +++ killed by SIGTERM +++',
      ],
      'Killed by SIGTERM, sent by 77',
    ],
    [
      'a sender with its name beside (-Y)',
      [
        '10 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=77<sshd>, si_uid=0} ---',
        '10 +++ killed by SIGHUP +++',
      ],
      'Killed by SIGHUP, sent by 77',
    ],
    [
      'a sender outside of the namespace',
      [
        '10 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=0, si_uid=0} ---',
        '10 +++ killed by SIGTERM +++',
      ],
      'Killed by SIGTERM, sent from outside its namespace',
    ],
    [
      'the terminal',
      ['10 --- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---', '10 +++ killed by SIGINT +++'],
      'Killed by SIGINT from the terminal',
    ],
    [
      'an address that the kernel does not know',
      [
        '10 --- SIGSEGV {si_signo=SIGSEGV, si_code=SI_KERNEL, si_addr=NULL} ---',
        '10 +++ killed by SIGSEGV +++',
      ],
      'Killed by SIGSEGV',
    ],
    [
      'an address with all constants as numbers (-X raw)',
      [
        '10 --- SIGSEGV {si_signo=11, si_code=0x1, si_addr=0x8} ---',
        '10 +++ killed by SIGSEGV +++',
      ],
      'Killed by SIGSEGV at address 0x8',
    ],
    [
      'a timer with all constants as numbers (-X raw)',
      [
        '10 --- SIGUSR1 {si_signo=10, si_code=0xfffffffe, si_timerid=0, si_overrun=0} ---',
        '10 +++ killed by SIGUSR1 +++',
      ],
      'Killed by SIGUSR1 of a timer',
    ],
    [
      'SIGKILL by number (-X raw)',
      ['77 kill(10, 9) = 0', '10 +++ killed by SIGKILL +++'],
      'Killed by SIGKILL, sent by 77',
    ],
    [
      'a queued real-time signal of its own',
      [
        '10 --- SIGRT_3 {si_signo=SIGRT_3, si_code=SI_QUEUE, si_pid=10, si_uid=0, si_int=7} ---',
        '10 +++ killed by SIGRT_3 +++',
      ],
      'Killed by its own SIGRT_3',
    ],
    [
      'SIGPIPE that is sent, not raised by a write',
      [
        '10 --- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=77, si_uid=0} ---',
        '10 +++ killed by SIGPIPE +++',
      ],
      'Killed by SIGPIPE, sent by 77',
    ],
    [
      'an earlier signal of the same name that was handled: it did not kill',
      [
        '10 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=77, si_uid=0} ---',
        '10 rt_sigreturn({mask=[]}) = 0',
        '10 +++ killed by SIGTERM +++',
      ],
      'Killed by SIGTERM',
    ],
    [
      'SIGKILL that somebody sent to somebody else',
      ['77 kill(11, SIGKILL) = 0', '10 +++ killed by SIGKILL +++'],
      'Killed by SIGKILL',
    ],
    [
      'SIGKILL that could not be sent',
      ['77 kill(10, SIGKILL) = -1 EPERM (Operation not permitted)', '10 +++ killed by SIGKILL +++'],
      'Killed by SIGKILL',
    ],
    [
      'SIGKILL of tgkill, by a process whose program is not known',
      ['77 tgkill(10, 10, SIGKILL) = 0', '10 +++ killed by SIGKILL +++'],
      'Killed by SIGKILL, sent by 77',
    ],
    ['a status that the trace cuts off', ['10 exit_group('], 'Exit'],
    ['a negative status, as the parent sees it', ['10 exit_group(-1) = ?'], 'Exit with status 255'],
    ['a status without the call (-e trace=)', ['10 +++ exited with 4 +++'], 'End with status 4'],
  ];
  for (const [what, lines, title] of cases) {
    it(`is told: ${what}`, () =>
      assert.deepEqual(
        after(...lines).map((line) => line.replace(/^\S+ /, '')),
        [title],
      ));
  }

  it('is no death of the process where a seccomp filter kills one thread', () => {
    const lines = [
      '10 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_THREAD) = 11',
      '11 getuid() = 102',
      '11 +++ killed by SIGSYS +++',
      '10 getgid() = 0',
      '10 exit_group(0) = ?',
      '10 +++ exited with 0 +++',
    ];
    assert.deepEqual(after(...lines), ['9-10 Exit with status 0']);
  });

  it('names nobody’s text as its own: a name with braces stays as it is', () => {
    const lines = [
      '77 execve("/bin/{signal}", ["x"], 0x7ffd /* 3 vars */) = 0',
      '77 kill(10, SIGKILL) = 0',
      '10 +++ killed by SIGKILL +++',
    ];
    assert.deepEqual(endings(fold([...start, ...lines].join('\n'))), [
      '7-7 Killed by SIGKILL, sent by 77 ({signal})',
    ]);
  });
});

describe('a call that the exit finds open', () => {
  it('does not keep the shutdown from beginning: it never returns', () => {
    const lines = [
      '10 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_THREAD) = 11',
      '11 read(0,  <unfinished ...>',
      '10 exit_group(0) = ?',
      '11 <... read resumed> <unfinished ...>) = ?',
      '11 +++ exited with 0 +++',
      '10 +++ exited with 0 +++',
    ];
    for (let count = 3; count <= lines.length; count++) {
      const [ending = ''] = after(...lines.slice(0, count));
      assert.match(ending, /^7-\d+ Exit with status 0, ending 1 other thread$/);
    }
  });
});
