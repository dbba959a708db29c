import assert from 'node:assert/strict';
import { contextOf, resultContext, signalContext } from '../../server/src/knowledge/context.ts';
import type { Value } from '../../server/src/syntax/tree.ts';
import { joinCall } from '../../server/src/syntax/joinCall.ts';
import { fixture } from '../support/knowledgeFixture.ts';

const { knowledge } = fixture();

/** What the innermost value at the cursor is: argument, field, type and groups. */
function contextAt(marked: string): string {
  const cursor = marked.indexOf('‸');
  assert.notEqual(cursor, -1, `no cursor in ${marked}`);
  const call = joinCall([marked.replace('‸', '')]);
  const path: number[] = [];
  let values: readonly Value[] = call.args;
  for (;;) {
    const index = values.findIndex(({ start, end }) => start <= cursor && cursor < end);
    const value = values[index];
    if (value === undefined) break;
    path.push(index);
    values = value.children;
  }
  const { argument, field, type, groups } = contextOf(call, path, knowledge);
  const place = field === undefined ? argument?.name : `${field.of}.${field.name}`;
  return [place ?? '-', type ?? '-', ...groups].join(' ');
}

const cases: [title: string, marked: string, expected: string][] = [
  [
    'an argument by its position',
    'openat(AT_FDCWD, "x", O_RD‸ONLY) = 3',
    'flags flags open_mode_flags open_access_modes',
  ],
  [
    'a member of a set',
    'openat(AT_FDCWD, "x", O_RDONLY|O_CLO‸EXEC) = 3',
    'flags flags open_mode_flags open_access_modes',
  ],
  [
    'an argument by its name',
    'openat(dirfd=AT_FDCWD, pathname="x", flags=O_RD‸ONLY) = 3',
    'flags flags open_mode_flags open_access_modes',
  ],
  [
    'an argument by its name in another place',
    'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD, child_tidptr=0x7‸f) = 3',
    'child_tidptr address',
  ],
  ['an argument as its command has it', 'fcntl(3, F_SETFD, FD_CLO‸EXEC) = 0', 'arg flags fdflags'],
  ['an argument of a command without an entry', 'fcntl(3, F_FROB, 1‸0) = 0', 'arg int'],
  ['the command, raw', 'fcntl(3, 0x2, 0‸x1) = 0', 'arg flags fdflags'],
  ['the command, raw with its name', 'fcntl(3, 0x2 /* F_SETFD */, 0‸x1) = 0', 'arg flags fdflags'],
  [
    'a field of a structure',
    'fcntl(3, F_SETLK, {l_type=F_RD‸LCK, l_start=0}) = 0',
    'flock.l_type enum lockfcmds',
  ],
  ['a field without its name', 'fcntl(3, F_SETLK, {F_RDLCK, 1‸0}) = 0', 'flock.l_start offset'],
  [
    'a field in an array',
    'poll([{fd=3, events=POLL‸IN}], 1, 10) = 0',
    'pollfd.events flags pollflags',
  ],
  [
    'the structure of an ioctl',
    'ioctl(0, TCGETS, {c_iflag=FD_CLO‸EXEC}) = 0',
    'termios.c_iflag flags fdflags',
  ],
  [
    'the structure of an ioctl by its number',
    'ioctl(0, 0x5401, {c_iflag=0‸x1}) = 0',
    'termios.c_iflag flags fdflags',
  ],
  [
    'what an ioctl points to, where its command says so',
    'ioctl(3, FROB_GETFLAGS, [FD_CLO‸EXEC]) = 0',
    'argp flags fdflags',
  ],
  ['what an ioctl points to, all raw', 'ioctl(3, 0x5403, [0‸x1]) = 0', 'argp flags fdflags'],
  [
    'a field of an address by its family',
    'connect(3, {sa_family=AF_INET, sin_port=htons(8‸0)}, 16) = 0',
    '- port',
  ],
  [
    'a field in any structure where its own is not known',
    'frob({events=POLL‸IN}) = 0',
    'pollfd.events flags pollflags',
  ],
  [
    'a signal in a set of no known argument',
    'frob([INT CH‸LD]) = 0',
    '- signal signal signal_realtime',
  ],
  [
    'a value on exit',
    'fcntl(3, F_SETLK, {l_type=F_RDLCK} => {l_type=F_UN‸LCK}) = 0',
    'flock.l_type enum lockfcmds',
  ],
  [
    'the answer of a filter of system calls',
    'frob([BPF_STMT(BPF_RET|BPF_K, SECCOMP_RET_AL‸LOW)]) = 0',
    '- - seccomp_ret_action',
  ],
  ['no answer in a load', 'frob([BPF_STMT(BPF_LD|BPF_W, SECCOMP_RET_AL‸LOW)]) = 0', '- -'],
  [
    'no answer where a socket filter returns a length',
    'frob([BPF_STMT(BPF_RET|BPF_K, 0‸)]) = 0',
    '- -',
  ],
  ['nothing in an unknown call', 'frob(X‸Y) = 0', '- -'],
  ['nothing past the known arguments', 'read(3, "x", 1, 2, 3‸3) = 0', '- -'],
];

describe('context', () => {
  for (const [title, marked, expected] of cases) {
    it(`is told for ${title}`, () => assert.equal(contextAt(marked), expected));
  }

  it('is told for the result, as its type', () => {
    const call = joinCall(['openat(AT_FDCWD, "x", O_RDONLY) = 3']);
    assert.equal(resultContext(call, knowledge).type, 'fd');
    assert.deepEqual(resultContext(joinCall(['frob() = 3']), knowledge), { groups: [] });
  });

  it('is told for the fields of a signal', () => {
    const call = joinCall(['--- SIGCHLD {si_signo=SIGCHLD, si_pid=7} ---']);
    const { info } = call.line;
    assert.ok(info !== undefined);
    const reading = { text: call.text, knowledge };
    assert.equal(signalContext(info, [1], reading).type, 'pid');
    assert.equal(signalContext(info, [0], reading).field?.doc, 'Number.');
  });

  const statuses: [info: string, expected: string][] = [
    ['{si_code=CLD_EXITED, si_status=9}', 'int'],
    ['{si_code=CLD_KILLED, si_status=SIGKILL}', 'signal signal signal_realtime'],
    ['{si_code=CLD_STOPPED, si_status=SIGTSTP}', 'signal signal signal_realtime'],
    ['{si_code=0x1, si_status=0x9}', 'int'],
    ['{si_code=0x2, si_status=0x9}', 'signal signal signal_realtime'],
    ['{si_code=0x2 /* CLD_KILLED */, si_status=9}', 'signal signal signal_realtime'],
    ['{si_status=9, si_utime=0}', 'int'],
  ];
  for (const [info, expected] of statuses) {
    it(`is told for the status of a child by its code, in ${info}`, () => {
      const call = joinCall([`--- SIGCHLD ${info} ---`]);
      const value = call.line.info;
      assert.ok(value !== undefined);
      const at = info.startsWith('{si_code') ? 1 : 0;
      const { type, groups, field } = signalContext(value, [at], { text: call.text, knowledge });
      assert.equal([type, ...groups].join(' '), expected);
      assert.equal(field?.name, 'si_status');
    });
  }

  it('is none for a path that leads nowhere', () => {
    const call = joinCall(['read(3, "x", 1) = 1']);
    for (const path of [[], [9], [0, 0], [-1], [1.5]]) {
      assert.deepEqual(contextOf(call, path, knowledge), { groups: [] });
    }
  });
});
