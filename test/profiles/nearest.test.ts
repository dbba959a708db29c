import assert from 'node:assert/strict';
import { nearest } from '../../server/src/profiles/nearest.ts';

describe('the name that was meant', () => {
  const names = ['open', 'openat', 'read', 'readlinkat', 'loader.libraries', 'go.hugepage', 'c.*'];
  const cases: [word: string, expected: string | undefined][] = [
    ['opne', 'open'],
    ['oppenat', 'openat'],
    ['OPENAT', 'openat'],
    ['raed', 'read'],
    ['readlnkat', 'readlinkat'],
    ['go.hugpaeg', 'go.hugepage'],
    ['xyzw', undefined],
    ['a', undefined],
    ['', undefined],
    ['o'.repeat(1000), undefined],
  ];
  for (const [word, expected] of cases) {
    it(`is ${expected ?? 'none'} for '${word.slice(0, 20)}'`, () => {
      assert.equal(nearest(word, names), expected);
    });
  }
});
