import assert from 'node:assert/strict';
import type { Explanation, Phase, Stage } from '../../server/src/protocol.ts';
import {
  foldsWithoutProgram,
  nextPhase,
  previousPhase,
  processAt,
  programStart,
} from '../../client/src/phaseMoves.ts';

type Row = readonly [stage: Stage, startLine: number, endLine: number, pid?: number];

function phase([stage, startLine, endLine, pid]: Row): Phase {
  const id = `${stage}@${startLine}`;
  return { id, title: id, stage, startLine, endLine, calls: 1, ...(pid ? { pid } : {}) };
}

const one = [
  ['exec', 0, 0],
  ['loader', 1, 9],
  ['libc', 10, 12],
  ['program', 13, 20],
  ['shutdown', 21, 22],
] as const satisfies Row[];

const two = [
  ['exec', 0, 0, 100],
  ['libc', 1, 5, 100],
  ['program', 6, 40, 100],
  ['program', 10, 12, 101],
  ['exec', 13, 13, 101],
  ['libc', 14, 18, 101],
  ['program', 19, 30, 101],
  ['shutdown', 41, 42, 100],
] as const satisfies Row[];

const phasesOfOne = one.map(phase);
const phasesOfTwo = two.map(phase);
const of = (pid: number) => phasesOfTwo.filter((candidate) => candidate.pid === pid);
const explained = (fields: Partial<Explanation>): Explanation => ({
  line: 0,
  kind: 'call',
  ...fields,
});

describe('the process at a line', () => {
  const cases: readonly [
    what: string,
    line: number,
    explanation: Explanation | undefined,
    pid: number,
  ][] = [
    ['is the one of the phase that the server names', 11, explained({ phase: 'libc@1' }), 100],
    ['is the one whose pid the line has', 11, explained({ pid: 100 }), 100],
    ['is the one whose phase began last where the line says nothing', 11, explained({}), 101],
    ['is that too without an answer', 20, undefined, 101],
    ['is the first one where no phase holds the line', 99, undefined, 100],
  ];
  for (const [what, line, explanation, pid] of cases) {
    it(what, () => assert.deepEqual(processAt(phasesOfTwo, line, explanation), of(pid)));
  }
  it('is nobody without phases', () => assert.deepEqual(processAt([], 0), []));
  it('may have no pid', () => assert.deepEqual(processAt(phasesOfOne, 3), phasesOfOne));
});

describe('the next phase', () => {
  it('starts below the line', () => {
    assert.equal(nextPhase(phasesOfOne, 0)?.startLine, 1);
    assert.equal(nextPhase(phasesOfOne, 5)?.startLine, 10);
    assert.equal(nextPhase(of(100), 1)?.startLine, 6);
  });
  it('is none after the last', () => assert.equal(nextPhase(phasesOfOne, 21), undefined));
});

describe('the previous phase', () => {
  it('is that of the line itself at first', () => {
    assert.equal(previousPhase(phasesOfOne, 15)?.startLine, 13);
    assert.equal(previousPhase(phasesOfOne, 13)?.startLine, 10);
    assert.equal(previousPhase(of(100), 41)?.startLine, 6);
  });
  it('is none before the first', () => assert.equal(previousPhase(phasesOfOne, 0), undefined));
});

describe('where the program starts', () => {
  const cases: readonly [what: string, process: readonly Phase[], line: number, start?: number][] =
    [
      ['is found from the first line', phasesOfOne, 0, 13],
      ['is found from the end', phasesOfOne, 22, 13],
      ['is, for a forked child, its first line', of(101), 11, 10],
      ['is, after its execve, in what it became', of(101), 15, 19],
      ['is nowhere without a program', phasesOfOne.slice(0, 3), 0],
    ];
  for (const [what, process, line, start] of cases) {
    it(what, () => assert.equal(programStart(process, line)?.startLine, start));
  }
});

describe('folding all but the program', () => {
  it('takes the ranges in which no program is', () => {
    const folds = [
      { start: 0, end: 22 },
      { start: 1, end: 9 },
      { start: 10, end: 13 },
      { start: 10, end: 12 },
      { start: 13, end: 20 },
      { start: 21, end: 22 },
    ];
    assert.deepEqual(foldsWithoutProgram(folds, phasesOfOne), [folds[1], folds[3], folds[5]]);
  });
  it('leaves alone what is of no phase', () => {
    assert.deepEqual(foldsWithoutProgram([{ start: 50, end: 60 }], phasesOfOne), []);
  });
  it('leaves lines that another process shares with a program', () => {
    assert.deepEqual(foldsWithoutProgram([{ start: 14, end: 18 }], phasesOfTwo), []);
  });
});
