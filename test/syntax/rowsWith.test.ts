import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowsWith } from '../../server/src/syntax/rowsWith.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

function rowsOf(text: string, wanted: string): number[] {
  return [...rowsWith(TraceText.create('untitled:t', 'strace', 1, text), wanted)];
}

describe('rowsWith', () => {
  const cases: readonly [what: string, lines: readonly string[], wanted: string, rows: number[]][] =
    [
      ['finds a text on each line once', ['open("/a/a")', 'close(3)', 'stat("/a")'], '/a', [0, 2]],
      ['finds either case', ['open("/ETC/Hosts")'], 'etc/hosts', [0]],
      ['does not take another sign for a letter', ['stat("@A[")', 'stat("`a{")'], '@a[', [0]],
      ['does not find what goes over the end of a line', ['ab', 'cd'], 'abcd', []],
      ['looks for the longest plain part', ['stat("\\303\\251/name")', 'close(1)'], 'é/name', [0]],
      ['gives every row where there is no plain part', ['a', 'b'], 'é', [0, 1]],
      ['finds at the end of a text without a line end', ['a', 'xyz'], 'xyz', [1]],
    ];
  for (const [what, lines, wanted, rows] of cases) {
    it(what, () => {
      assert.deepEqual(rowsOf(lines.join('\n'), wanted), rows);
    });
  }

  it('finds what a search of each line finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '/', '\n'), maxLength: 60 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(text, word, (all, wanted) => {
        const lines = all.split('\n');
        const expected = lines.flatMap((line, row) =>
          line.toLowerCase().includes(wanted) ? [row] : [],
        );
        assert.deepEqual(rowsOf(all, wanted), expected);
      }),
    );
  });
});
