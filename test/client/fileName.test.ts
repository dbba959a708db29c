import assert from 'node:assert/strict';
import { nameMatcher } from '../../client/src/fileName.ts';

describe('a name of a trace', () => {
  const matches = nameMatcher([
    { extensions: ['.strace'], filenamePatterns: ['*.strace.[0-9]*', 'strace.out', 'a?(b).log'] },
    {},
  ]);
  const cases: readonly [name: string, yes: boolean][] = [
    ['run.strace', true],
    ['RUN.STRACE', true],
    ['run.strace.123', true],
    ['run.strace.txt', false],
    ['strace.out', true],
    ['strace-out', false],
    ['my-strace.out', false],
    ['a1(b).log', true],
    ['ab.log', false],
    ['strace', false],
    ['', false],
  ];
  for (const [name, yes] of cases) {
    it(`${yes ? 'is' : 'is not'} “${name}”`, () => assert.equal(matches(name), yes));
  }
  it('is none where the manifest has none', () => assert.equal(nameMatcher([])('a.strace'), false));
});
