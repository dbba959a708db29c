import assert from 'node:assert/strict';
import { traceOf } from '../support/traceOf.ts';

describe('namespaces', () => {
  /** By line, from 1: kinds with the line of the call that gave them. */
  const cases: readonly (readonly [
    what: string,
    lines: readonly string[],
    expected: Readonly<Record<number, string>>,
  ])[] = [
    [
      'are given by unshare, and the latest counts',
      [
        '9 unshare(CLONE_NEWNS|CLONE_NEWUTS) = 0',
        '9 unshare(CLONE_NEWNS) = 0',
        '9 unshare(CLONE_NEWNET) = -1 EPERM (Operation not permitted)',
        '9 getpid() = 9',
      ],
      { 1: '', 2: 'mount 1, uts 1', 4: 'mount 2, uts 1' },
    ],
    [
      'are inherited as they are at the fork',
      [
        '9 unshare(CLONE_NEWIPC) = 0',
        '9 fork() = 10',
        '9 unshare(CLONE_NEWIPC|CLONE_NEWCGROUP) = 0',
        '10 getpid() = 10',
        '9 getpid() = 9',
      ],
      { 4: 'ipc 1', 5: 'ipc 3, cgroup 3' },
    ],
    [
      'are given to the child by clone and clone3',
      [
        '9 clone(child_stack=NULL, flags=CLONE_NEWUSER|CLONE_NEWPID|SIGCHLD) = 10',
        '10 clone3({flags=CLONE_NEWNET|CLONE_NEWTIME, exit_signal=SIGCHLD, stack=NULL}, 88) = 11',
        '9 getpid() = 9',
        '10 getpid() = 1',
        '11 getpid() = 2',
      ],
      { 3: '', 4: 'pid 1, user 1', 5: 'pid 1, net 2, user 1, time 2' },
    ],
    [
      'of processes and of time are for the children of who unshares',
      [
        '9 unshare(CLONE_NEWPID|CLONE_NEWTIME) = 0',
        '9 fork() = 10',
        '10 getpid() = 1',
        '10 fork() = 11',
        '11 getpid() = 2',
        '9 getpid() = 9',
      ],
      { 3: 'pid 1, time 1', 5: 'pid 1, time 1', 6: '' },
    ],
    [
      'are joined by setns, of a type or of what strace says the descriptor is',
      [
        '9 setns(3, CLONE_NEWNET) = 0',
        '9 setns(4<mnt:[4026532758]>, 0) = 0',
        '9 setns(5</proc/7/ns/time>, 0) = 0',
        '9 setns(6</home/net>, 0) = 0',
        '9 setns(7, 0) = 0',
        '9 getpid() = 9',
      ],
      { 6: 'mount 2, net 1, time 3' },
    ],
    [
      'are read from flags that are printed as a number',
      ['9 unshare(0x40020000) = 0', '9 getpid() = 9'],
      { 2: 'mount 1, net 1' },
    ],
    ['are not known from before the trace', ['9 getpid() = 9'], { 1: '' }],
  ];
  for (const [what, lines, expected] of cases) {
    it(what, () => {
      const trace = traceOf(lines.join('\n'));
      const found = Object.keys(expected).map((line) => {
        const { namespaces } = trace.attributesAt(Number(line) - 1);
        return [line, [...namespaces].map(([kind, row]) => `${kind} ${row + 1}`).join(', ')];
      });
      assert.deepEqual(Object.fromEntries(found), expected);
    });
  }
});
