import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { columnOf, joinCall, placeOf } from '../../server/src/syntax/joinCall.ts';
import { parseLine } from '../../server/src/syntax/parseLine.ts';
import { drawLine } from './drawLine.ts';

/** `‸` stands between the lines of one call. */
const cases: [title: string, lines: string, joined: string][] = [
  ['a call on one line', 'close(3) = 0', 'close(3) = 0'],
  [
    'the comma of strace up to 4.26',
    '7 rt_sigprocmask(SIG_SETMASK, [],  <unfinished ...>‸7 <... rt_sigprocmask resumed> NULL, 8) = 0',
    '7 rt_sigprocmask(SIG_SETMASK, [], NULL, 8) = 0',
  ],
  [
    'the comma of strace 5.0 to 6.15',
    '7 rt_sigprocmask(SIG_SETMASK, [],  <unfinished ...>‸7 <... rt_sigprocmask resumed>NULL, 8) = 0',
    '7 rt_sigprocmask(SIG_SETMASK, [], NULL, 8) = 0',
  ],
  [
    'the comma of strace 6.16 and later',
    '7 rt_sigprocmask(SIG_SETMASK, [] <unfinished ...>‸7 <... rt_sigprocmask resumed>, NULL, 8) = 0',
    '7 rt_sigprocmask(SIG_SETMASK, [], NULL, 8) = 0',
  ],
  [
    'no arguments',
    '[pid 32036] getpid( <unfinished ...>‸[pid 32036] <... getpid resumed>)     = 32036',
    '[pid 32036] getpid()     = 32036',
  ],
  [
    'no arguments, up to 4.26',
    'getpid( <unfinished ...>‸<... getpid resumed> )     = 32036',
    'getpid()     = 32036',
  ],
  [
    'nothing printed on entry',
    '[pid 24026] clone( <unfinished ...>‸[pid 24026] <... clone resumed> child_stack=NULL, flags=SIGCHLD) = 24028',
    '[pid 24026] clone(child_stack=NULL, flags=SIGCHLD) = 24028',
  ],
  [
    'a value that the call changed',
    'clone3({flags=CLONE_VM, exit_signal=0} <unfinished ...>‸<... clone3 resumed> => {parent_tid=[2080]}, 88) = 2080 <0.1>',
    'clone3({flags=CLONE_VM, exit_signal=0} => {parent_tid=[2080]}, 88) = 2080 <0.1>',
  ],
  [
    'a call that never came back',
    'clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=30, tv_nsec=0},  <unfinished ...>‸<... clock_nanosleep resumed> <unfinished ...>) = ?',
    'clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=30, tv_nsec=0},  <unfinished ...>) = ?',
  ],
  [
    'a resumed line that is unfinished again',
    'read(3,  <unfinished ...>‸<... read resumed> <unfinished ...>‸<... read resumed>"x", 1) = 1',
    'read(3, "x", 1) = 1',
  ],
  [
    'a message between the arguments',
    'clone(child_stack=NULL, flags=SIGCHLD/usr/bin/strace: Process 32036 attached‸, child_tidptr=0x7f) = 8662',
    'clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x7f) = 8662',
  ],
  [
    'a message, and then another process',
    'vfork(/usr/bin/strace: Process 9879 attached‸ <unfinished ...>‸<... vfork resumed>)     = 9879',
    'vfork()     = 9879',
  ],
  [
    "the program's own line end",
    'write(1, "\\n", 1‸)                       = 1',
    'write(1, "\\n", 1)                       = 1',
  ],
  [
    'a head that is still waiting',
    'vfork(/usr/bin/strace: Process 9879 attached‸ <unfinished ...>',
    'vfork( <unfinished ...>',
  ],
];

describe('joinCall', () => {
  for (const [title, lines, joined] of cases) {
    it(`joins ${title}`, () => assert.equal(joinCall(lines.split('‸')).text, joined));
  }

  it('reads the arguments and the result of the joined call', () => {
    const call = joinCall([
      '7 read(3</tmp/x>,  <unfinished ...>',
      '7 <... read resumed>"a"..., 10) = 9 <0.2>',
    ]);
    assert.equal(
      drawLine(call.line, call.text),
      'call; tid: 7; name: read; args: #3</tmp/x>, "a"..., #10; result: #9; duration: 0.2',
    );
    assert.equal(call.args, call.line.args);
  });

  it('takes no line for no call', () => assert.deepEqual(joinCall([]).args, []));

  it('leads from a column of the call to its line and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(200), ([, lines], column) => {
        const pieces = lines.split('‸');
        const call = joinCall(pieces);
        const place = placeOf(call, column);
        assert.equal(place === undefined, column >= call.text.length);
        if (place === undefined) return;
        assert.equal(pieces[place.piece]?.[place.column], call.text[column]);
        assert.equal(columnOf(call, place), column);
      }),
    );
  });

  it('has no column for what joining left out', () => {
    const call = joinCall(['read(3,  <unfinished ...>', '<... read resumed>"x", 1) = 1']);
    assert.equal(columnOf(call, { piece: 0, column: 10 }), undefined);
    assert.equal(columnOf(call, { piece: 1, column: 3 }), undefined);
  });

  it('undoes any split between two arguments, whoever prints the comma', () => {
    const whole =
      '7 epoll_ctl(4<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, 5</a, b>, {events=EPOLLIN, data=0x1}) = 0';
    const styles = [
      { head: ',  <unfinished ...>', tail: '<... epoll_ctl resumed> ' },
      { head: ',  <unfinished ...>', tail: '<... epoll_ctl resumed>' },
      { head: ' <unfinished ...>', tail: '<... epoll_ctl resumed>, ' },
    ];
    const { args } = parseLine(whole);
    for (const { end } of args.slice(0, -1)) {
      for (const { head, tail } of styles) {
        const lines = [whole.slice(0, end) + head, `7 ${tail}${whole.slice(end + ', '.length)}`];
        assert.equal(joinCall(lines).text, whole);
      }
    }
  });

  it('survives any lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 4 }),
        (pieces) => {
          const { text } = joinCall(pieces);
          assert.ok(text.length <= pieces.join('').length);
        },
      ),
    );
  });
});
