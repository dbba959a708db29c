import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { leastResumed, resumeDistance } from '../../server/src/model/processes.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { mulberry32 } from '../bench/generate.ts';
import { mixedTrace } from '../support/mixedTrace.ts';

const profiles = compiledProfiles();
/** Some dozens of long traces are read as a whole, to compare with. */
const longEnough = 120_000;

function newTrace(text: string): Trace {
  return new Trace(TraceText.create('file:///trace', 'strace', 1, text), profiles);
}

/** The same trace with more text at its end, or with `cut` characters of its last line gone. */
function grown(trace: Trace, more: string, cut = 0): Trace {
  const { text } = trace;
  const line = text.lineCount - 1;
  const { length } = text.text(line);
  const start = { line, character: Math.max(0, length - cut) };
  const range = { start, end: { line, character: length } };
  TraceText.update(text, [{ range, text: more }], text.version + 1);
  return new Trace(text, profiles, [], trace);
}

/** All that phases, processes and times say. */
function facts(trace: Trace) {
  const { phases, processes, times } = trace;
  const rows = Array.from({ length: trace.lineCount }, (_, row) => [
    processes.taskAt(row),
    processes.calls.head(row),
    processes.calls.next(row),
    phases.phaseAt(row),
    times.at(row),
    times.elapsed(row),
  ]);
  return {
    phases: phases.phases,
    tasks: processes.tasks,
    processes: processes.processes,
    calls: processes.calls.callCount,
    rows,
  };
}

/** As `deepEqual`, but tells the first difference alone: there are a million numbers. */
function assertSame(actual: ReturnType<typeof facts>, expected: ReturnType<typeof facts>): void {
  for (const key of ['phases', 'tasks', 'processes', 'rows'] as const) {
    assert.equal(actual[key].length, expected[key].length, key);
    for (const [index, one] of actual[key].entries()) {
      assert.deepEqual(one, expected[key][index], `${key} ${index}`);
    }
  }
  assert.equal(actual.calls, expected.calls);
}

describe('a trace that grows', () => {
  it('has the phases, processes and times of one that was there at once', function () {
    this.timeout(longEnough);
    let resumed = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 2, maxLength: 4 }),
        (seed, steps) => {
          const first = leastResumed + (seed % 2000);
          const count = first + steps.reduce((sum, step) => sum + step, 0);
          const text = `${mixedTrace(mulberry32(seed), count).join('\n')}\n`;
          const lines = text.split('\n');
          let at = lines.slice(0, first).join('\n').length;
          let trace = newTrace(text.slice(0, at));
          assert.ok(trace.phases.phases.length > 0);
          for (const step of steps) {
            // Some pieces end in the middle of a line, as those of a file that is being written.
            const next = Math.min(text.length, at + step * 70);
            trace = grown(trace, text.slice(at, next));
            at = next;
            const { phases } = trace;
            if (phases.rowsRead < trace.lineCount / 2) resumed++;
            assertSame(facts(trace), facts(newTrace(text.slice(0, at))));
          }
        },
      ),
      { numRuns: 5 },
    );
    assert.ok(resumed > 5, `only ${resumed} went on from where they were`);
  });

  const start = [
    '100 execve("/opt/app", ["app"], 0x7ffc8 /* 10 vars */) = 0',
    '100 brk(NULL) = 0x1000',
    '100 getppid() = 1',
    '100 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_THREAD) = 101',
    '101 epoll_wait(3,  <unfinished ...>',
  ];
  const calls = Array.from(
    { length: 30_000 },
    (_, index) => `100 lseek(3, ${index}, SEEK_SET) = 0`,
  );
  const long = [...start, ...calls, ''].join('\n');

  it('costs the lines that are new, and some before them', () => {
    const trace = newTrace(long);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const more = grown(trace, '100 getuid() = 0\n100 getgid() = 0\n');
    assert.equal(more.phases.rowsRead, resumeDistance + 2);
    const last = grown(more, '100 exit_group(0) = ?\n100 +++ exited with 0 +++');
    assert.equal(last.phases.rowsRead, resumeDistance + 2);
    assert.equal(last.phases.phases.at(-1)?.stage, 'shutdown');
    assert.equal(grown(last, '\n').phases.rowsRead, resumeDistance);
  });

  it('is gone on with where a version between was not asked for', () => {
    const trace = newTrace(long);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const last = grown(grown(trace, '100 getuid() = 0\n'), '100 getgid() = 0\n');
    assert.equal(last.phases.rowsRead, resumeDistance + 2);
  });

  it('is gone on with where a thread returns from a call that began long before', () => {
    const trace = newTrace(long);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const more = grown(trace, '101 <... epoll_wait resumed>[], 8, -1) = 0\n');
    assert.equal(more.phases.rowsRead, resumeDistance + 1);
    assert.equal(more.processes.calls.head(more.lineCount - 1), 4);
  });

  it('is read anew where a line before has changed', () => {
    const trace = newTrace(long);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const place = { line: 2, character: 4 };
    TraceText.update(trace.text, [{ range: { start: place, end: place }, text: '_' }], 2);
    const edited = new Trace(trace.text, profiles, [], trace);
    assert.equal(edited.phases.rowsRead, edited.lineCount);
    assertSame(facts(edited), facts(newTrace(edited.text.getText())));
  });

  it('is read anew where a new line tells what an old one was', () => {
    const unfinished = long.replace(
      '100 getppid() = 1',
      '100 getppid() = 1\n102 execve("/bin/sh", ["sh"], 0x7ffc8 /* 10 vars */ <unfinished ...>',
    );
    const trace = newTrace(unfinished);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const more = grown(trace, '102 <... execve resumed>) = 0\n');
    assert.equal(more.phases.rowsRead, more.lineCount);
    assertSame(facts(more), facts(newTrace(more.text.getText())));
  });

  it('is read anew with other profiles', () => {
    const trace = newTrace(long);
    assert.equal(trace.phases.rowsRead, trace.lineCount);
    const other = new Trace(trace.text, [...profiles], [], trace);
    assert.equal(other.phases.rowsRead, other.lineCount);
  });
});
