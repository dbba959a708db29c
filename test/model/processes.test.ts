import assert from 'node:assert/strict';
import { foldProcesses } from '../../server/src/model/processes.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

function fold(lines: readonly string[], uri = 'untitled:a') {
  return foldProcesses(TraceText.create(uri, 'strace', 1, lines.join('\n')));
}

/** `pid(tid tid)<parent`, one for each process. */
function shape(lines: readonly string[], uri?: string): string[] {
  const { processes, tasks } = fold(lines, uri);
  return processes.map(({ pid, tasks: own, parent }) => {
    const tids = own.map((task) => tasks[task]?.tid).join(' ');
    return `${pid ?? '?'}(${tids})${parent === -1 ? '' : `<${processes[parent]?.pid ?? '?'}`}`;
  });
}

const thread = 'flags=CLONE_VM|CLONE_THREAD';

describe('processes', () => {
  const cases: readonly (readonly [title: string, lines: readonly string[], shape: string[]])[] = [
    ['keep a trace without numbers as one', ['getuid() = 1', 'getuid() = 1'], ['?(0)']],
    ['learn the number from gettid', ['gettid() = 7', 'getuid() = 1'], ['7(0)']],
    ['learn the number from set_tid_address', ['set_tid_address(0x7f) = 7'], ['7(0)']],
    [
      'take a thread to its creator',
      [`10 clone(child_stack=0x7f, ${thread}) = 11`, '11 getuid() = 1'],
      ['10(10 11)'],
    ],
    [
      'take a thread to its creator that runs before the clone returns',
      [
        `10 clone(child_stack=0x7f, ${thread} <unfinished ...>`,
        '11 getuid() = 1',
        '10 <... clone resumed>) = 11',
      ],
      ['10(10 11)'],
    ],
    [
      'take a thread to its creator even where the clone never returns',
      [`10 clone(child_stack=0x7f, ${thread} <unfinished ...>`, '11 getuid() = 1'],
      ['10(10 11)'],
    ],
    [
      'let go of what ran inside a fork and was not its child',
      [
        '10 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
        '99 getuid() = 1',
        '10 <... clone resumed>) = 11',
        '11 getuid() = 1',
      ],
      ['10(10)', '99(99)', '11(11)<10'],
    ],
    [
      'know a thread whose flags are on the resumed half (strace 4.21)',
      [
        '10 clone( <unfinished ...>',
        '11 getuid() = 1',
        `10 <... clone resumed> child_stack=0x7f, ${thread}) = 11`,
      ],
      ['10(10 11)'],
    ],
    [
      'know a thread from raw flags',
      ['10 clone(child_stack=0x7f, flags=0x3d0f00) = 11', '11 getuid() = 1'],
      ['10(10 11)'],
    ],
    [
      'know a thread of an undecoded clone3 by its robust list',
      ['10 syscall_0x1b3(0x7f, 0x58) = 0xb', '11 set_robust_list(0x7f, 24) = 0'],
      ['10(10 11)'],
    ],
    [
      'make a fork a process of its own',
      ['10 fork() = 11', '11 getuid() = 1', '11 vfork() = 12', '12 getuid() = 1'],
      ['10(10)', '11(11)<10', '12(12)<11'],
    ],
    [
      'go by the outer number where strace prints both',
      ["10 fork() = 1 /* 11 in strace's PID NS */", '11 getuid() = 1'],
      ['10(10)', '11(11)<10'],
    ],
    [
      'take a number that comes again for another process',
      ['10 fork() = 11', '11 +++ exited with 0 +++', '10 fork() = 11', '11 getuid() = 1'],
      ['10(10)', '11(11)<10', '11(11)<10'],
    ],
    [
      'fill the number in backwards on a terminal',
      [
        'clone(child_stack=NULL, flags=SIGCHLDstrace: Process 11 attached',
        ' <unfinished ...>',
        '[pid    11] getuid( <unfinished ...>',
        '[pid    10] <... clone resumed>) = 11',
        '[pid    11] <... getuid resumed>) = 0',
        '[pid    11] +++ exited with 0 +++',
        'getuid() = 0',
      ],
      ['10(10)', '11(11)<10'],
    ],
    [
      'do so too where strace was told to be quiet',
      [
        'vfork( <unfinished ...>',
        '[pid    11] getuid() = 0',
        '[pid    10] <... vfork resumed>) = 11',
      ],
      ['10(10)', '11(11)<10'],
    ],
    [
      'let the leader go on after another thread ran execve',
      [
        `9524 clone(child_stack=0x7f, ${thread}) = 9527`,
        '9527 execve("/bin/echo", ["echo"], 0x7f /* 1 var */ <unfinished ...>',
        '9524 +++ superseded by execve in pid 9527 +++',
        '9524 <... execve resumed>) = 0',
        '9524 brk(NULL) = 0x1',
      ],
      ['9524(9524 9527)'],
    ],
    [
      'group threads that strace attached to',
      [
        'strace: Process 20 attached with 2 threads',
        '[pid 21] getuid() = 0',
        '[pid 20] getuid() = 0',
      ],
      ['20(21 20)'],
    ],
    [
      'group threads by tgkill',
      ['20 getuid() = 0', '21 getuid() = 0', '20 tgkill(20, 21, SIGRT_1) = 0'],
      ['20(20 21)'],
    ],
    [
      'start anew after the end, as in appended traces',
      ['execve("a", ["a"], 0x7f) = 0', '+++ exited with 0 +++', 'execve("b", ["b"], 0x7f) = 0'],
      ['?(0)', '?(0)'],
    ],
  ];
  for (const [title, lines, expected] of cases) {
    it(title, () => assert.deepEqual(shape(lines), expected));
  }

  it('take the number of an -ff part from its name', () => {
    assert.deepEqual(shape(['getuid() = 0'], 'file:///x/out.12970'), ['12970(12970)']);
    assert.deepEqual(shape(['getuid() = 0'], 'file:///x/strace-5.3.strace'), ['?(0)']);
  });

  it('keep every image of a process', () => {
    const { processes } = fold([
      '5 execve("/bin/sh", ["sh"], 0x7f) = 0',
      '5 execve("/bin/no", ["no"], 0x7f) = -1 ENOENT (No such file or directory)',
      '5 execve("/bin/ls", ["ls"], 0x7f) = 0',
    ]);
    assert.deepEqual(
      processes[0]?.images.map((image) => image.row),
      [0, 2],
    );
  });
});

/** Rows of each call. */
function callsOf(lines: readonly string[]): number[][] {
  const table = fold(lines).calls;
  return lines.flatMap((_, row) => (table.head(row) === row ? [table.pieces(row)] : []));
}

describe('calls', () => {
  const cases: readonly (readonly [title: string, lines: readonly string[], rows: number[][]])[] = [
    ['are one line each', ['getuid() = 0', 'getgid() = 0'], [[0], [1]]],
    [
      'join their halves by thread',
      [
        '1 read(3,  <unfinished ...>',
        '2 read(4,  <unfinished ...>',
        '2 <... read resumed>"", 1) = 0',
        '1 <... read resumed>"", 1) = 0',
      ],
      [
        [0, 3],
        [1, 2],
      ],
    ],
    [
      'may be unfinished again',
      [
        '1 nanosleep( <unfinished ...>',
        '1 <... nanosleep resumed> <unfinished ...>',
        '1 <... nanosleep resumed>) = 0',
      ],
      [[0, 1, 2]],
    ],
    ['begin anew where the start is missing', ['1 <... read resumed>"", 1) = 0'], [[0]]],
    [
      'are not joined where the names differ',
      ['1 read(3,  <unfinished ...>', '1 <... write resumed>) = 0'],
      [[0], [1]],
    ],
    [
      'go on behind the output that cut them',
      ['write(1, "a\\n", 2a', ')                       = 2', 'getuid() = 0'],
      [[0, 1], [2]],
    ],
  ];
  for (const [title, lines, expected] of cases) {
    it(title, () => assert.deepEqual(callsOf(lines), expected));
  }
});
