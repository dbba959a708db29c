import assert from 'node:assert/strict';
import { count, cursorDetail, cursorText, duration } from '../../client/src/format.ts';

describe('a duration', () => {
  const cases: readonly [seconds: number, text: string][] = [
    [0, '0 s'],
    [0.000_000_2, '0.2 µs'],
    [0.000_35, '350 µs'],
    [0.001_234_5, '1.23 ms'],
    [0.5, '500 ms'],
    [1, '1 s'],
    [3.0512, '3.05 s'],
    [59.9, '59.9 s'],
    [125.2, '2 min 5 s'],
    [3600, '1 h 0 min'],
    [11_100, '3 h 5 min'],
    [-0.25, '−250 ms'],
    [Number.NaN, '?'],
    [Number.POSITIVE_INFINITY, '?'],
  ];
  for (const [seconds, text] of cases) {
    it(`of ${seconds} seconds reads ${text}`, () => assert.equal(duration(seconds), text));
  }
});

describe('a count', () => {
  it('has its plural and its commas', () => {
    assert.equal(count(1, 'call'), '1 call');
    assert.equal(count(0, 'call'), '0 calls');
    assert.equal(count(1234, 'process', 'processes'), '1,234 processes');
  });
});

describe('the status bar', () => {
  const all = {
    pid: 12,
    tid: 13,
    comm: 'main',
    phaseTitle: 'Reserve heap arenas',
    stage: 'runtime',
    sinceStart: 0.0123,
    gap: 0.0012,
    duration: 0.000_3,
  } as const;

  it('says all that is known', () => {
    assert.equal(
      cursorText(all),
      '12 main · Reserve heap arenas · at 12.3 ms · gap 1.2 ms · took 300 µs',
    );
  });
  it('leaves out what is not', () => {
    assert.equal(cursorText({ phaseTitle: 'Exec' }), 'Exec');
    assert.equal(cursorText({ comm: 'a', duration: 1 }), 'a · took 1 s');
    assert.equal(cursorText({}), undefined);
  });
  it('says it in sentences when asked', () => {
    assert.deepEqual(cursorDetail(all).split('\n'), [
      'Process 12 main, thread 13',
      'Phase: Reserve heap arenas (runtime)',
      "12.3 ms after the trace's first line",
      '1.2 ms after the line before of the same process',
      '300 µs in the call',
      'Click to go to a phase.',
    ]);
    assert.deepEqual(cursorDetail({ pid: 7, tid: 7 }).split('\n'), [
      'Process 7',
      'Click to go to a phase.',
    ]);
  });
});
