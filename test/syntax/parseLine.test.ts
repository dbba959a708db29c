import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseLine } from '../../server/src/syntax/parseLine.ts';
import { drawLine } from './drawLine.ts';

/**
 * Lines in the forms that strace prints, most of them out of real traces, each followed by its
 * tree after an arrow (see drawLine). `@` begins a group.
 */
const CASES = new URL('parseLine.cases.txt', import.meta.url);
const ARROW = '→ ';

interface Group {
  readonly title: string;
  readonly cases: { readonly line: string; readonly expected: string }[];
}

function readGroups(): Group[] {
  const groups: Group[] = [];
  let before = '';
  for (const line of readFileSync(CASES, 'utf8').split('\n')) {
    if (line.startsWith('@')) groups.push({ title: line.slice(1), cases: [] });
    if (line.startsWith(ARROW)) {
      groups.at(-1)?.cases.push({ line: before, expected: line.slice(ARROW.length) });
    }
    before = line;
  }
  return groups;
}

describe('parseLine', () => {
  for (const { title, cases } of readGroups()) {
    describe(title, () => {
      for (const { line, expected } of cases) {
        it(line, () => assert.equal(drawLine(parseLine(line), line), expected));
      }
    });
  }
});
