import assert from 'node:assert/strict';
import { traceOf } from '../support/traceOf.ts';

const kernel = (signal: string): string =>
  `--- ${signal} {si_signo=${signal}, si_code=SI_KERNEL} ---`;
const timer = (signal: string, id: string): string =>
  `--- ${signal} {si_signo=${signal}, si_code=SI_TIMER, si_timerid=${id}, si_overrun=0} ---`;
const spec = (value: number, interval: number): string =>
  `{it_interval={tv_sec=${interval}, tv_nsec=0}, it_value={tv_sec=${value}, tv_nsec=0}}`;
const usec = (value: number, interval: number): string =>
  spec(value, interval).replaceAll('nsec', 'usec');

describe('timers', () => {
  /** The last column: for each signal in order the line, from 1, that set its timer; 0 for none. */
  const cases: readonly (readonly [
    what: string,
    lines: readonly string[],
    expected: readonly number[],
  ])[] = [
    ['of alarm run out once', ['alarm(1) = 0', kernel('SIGALRM'), kernel('SIGALRM')], [1, 0]],
    ['of alarm are stopped by 0', ['alarm(1) = 0', 'alarm(0) = 1', kernel('SIGALRM')], [0]],
    [
      'of alarm and ITIMER_REAL are the same',
      ['alarm(1) = 0', `setitimer(ITIMER_REAL, ${usec(2, 0)}, NULL) = 0`, kernel('SIGALRM')],
      [2],
    ],
    [
      'of setitimer have a signal each, and repeat',
      [
        `setitimer(ITIMER_REAL, ${usec(1, 0)}, NULL) = 0`,
        `setitimer(ITIMER_VIRTUAL, ${usec(1, 1)}, NULL) = 0`,
        `setitimer(ITIMER_PROF, {it_interval={0, 0}, it_value={0, 200000}}, NULL) = 0`,
        kernel('SIGPROF'),
        kernel('SIGVTALRM'),
        kernel('SIGVTALRM'),
        kernel('SIGALRM'),
        kernel('SIGINT'),
      ],
      [3, 2, 2, 1, 0],
    ],
    [
      'of setitimer are stopped by a value of no time',
      [
        `setitimer(ITIMER_PROF, ${usec(1, 1)}, NULL) = 0`,
        `setitimer(ITIMER_PROF, ${usec(0, 1)}, NULL) = 0`,
        kernel('SIGPROF'),
      ],
      [0],
    ],
    [
      'that fail to be set change nothing',
      [
        `setitimer(ITIMER_REAL, ${usec(1, 1)}, NULL) = 0`,
        `setitimer(ITIMER_REAL, ${usec(0, 0)}, 0x1) = -1 EFAULT (Bad address)`,
        kernel('SIGALRM'),
      ],
      [1],
    ],
    [
      'of timer_settime are told apart by their number',
      [
        'timer_create(CLOCK_REALTIME, {sigev_signo=SIGRT_5, sigev_notify=SIGEV_SIGNAL}, [0]) = 0',
        'timer_create(CLOCK_REALTIME, NULL, [10]) = 0',
        `timer_settime(0, 0, ${spec(1, 1)}, NULL) = 0`,
        `timer_settime64(10, TIMER_ABSTIME, ${spec(1, 0)}, NULL) = 0`,
        timer('SIGALRM', '0xa'),
        timer('SIGRT_5', '0'),
        timer('SIGRT_5', '0'),
        timer('SIGALRM', '10'),
        timer('SIGALRM', '0'),
        kernel('SIGALRM'),
      ],
      [4, 3, 3, 0, 0, 0],
    ],
    [
      'that were made before the trace are known by their number',
      [`timer_settime(3, 0, ${spec(1, 0)}, NULL) = 0`, timer('SIGUSR1', '3')],
      [1],
    ],
    [
      'of timer_settime are stopped by a value of no time, and by timer_delete',
      [
        'timer_create(CLOCK_REALTIME, NULL, [0]) = 0',
        'timer_create(CLOCK_REALTIME, NULL, [1]) = 0',
        `timer_settime(0, 0, ${spec(1, 1)}, NULL) = 0`,
        `timer_settime(1, 0, ${spec(1, 1)}, NULL) = 0`,
        `timer_settime(0, 0, ${spec(0, 0)}, NULL) = 0`,
        'timer_delete(1) = 0',
        timer('SIGALRM', '0'),
        timer('SIGALRM', '1'),
      ],
      [0, 0],
    ],
    [
      'are of a process: its threads share them and its children have none',
      [
        '9 alarm(1) = 0',
        '9 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_SIGHAND|CLONE_THREAD) = 10',
        '9 fork() = 11',
        '10 getpid() = 9',
        `11 ${kernel('SIGALRM')}`,
        `10 ${kernel('SIGALRM')}`,
      ],
      [0, 1],
    ],
    [
      'of alarm outlive a new program, those of timer_settime do not',
      [
        '9 timer_create(CLOCK_REALTIME, NULL, [0]) = 0',
        `9 timer_settime(0, 0, ${spec(1, 1)}, NULL) = 0`,
        '9 alarm(1) = 0',
        '9 execve("/x", ["x"], 0x7ffe) = 0',
        `9 ${timer('SIGALRM', '0')}`,
        `9 ${kernel('SIGALRM')}`,
      ],
      [0, 3],
    ],
    [
      'run out between the pieces of the call that sets them',
      [
        '9 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_SIGHAND|CLONE_THREAD) = 10',
        `9 timer_settime(0, 0, ${spec(1, 0)},  <unfinished ...>`,
        `10 ${timer('SIGALRM', '0')}`,
        '9 <... timer_settime resumed>NULL) = 0',
      ],
      [2],
    ],
  ];
  for (const [what, lines, expected] of cases) {
    it(what, () => {
      const { signals } = traceOf(lines.join('\n'));
      const found = lines.flatMap((_, row) => {
        const delivery = signals.deliveryAt(row);
        return delivery === undefined ? [] : [delivery.senderRow + 1];
      });
      assert.deepEqual(found, expected);
    });
  }

  it('list the signals at the call that set them', () => {
    const lines = [`setitimer(ITIMER_REAL, ${usec(1, 1)}, NULL) = 0`, kernel('SIGALRM')];
    const { signals } = traceOf([...lines, kernel('SIGALRM')].join('\n'));
    assert.deepEqual(signals.deliveredBy(0), [1, 2]);
    assert.deepEqual([signals.isExpiry(1), signals.isExpiry(0)], [true, false]);
  });
});
