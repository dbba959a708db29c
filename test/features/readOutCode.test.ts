import assert from 'node:assert/strict';
import fc from 'fast-check';
import { code, codeBlock, toPlain, visible } from '../../server/src/features/readOutCode.ts';

const cases: [title: string, text: string, expected: string][] = [
  ['plain text', '/etc/passwd', '`/etc/passwd`'],
  ['a backtick', 'a`b', '``a`b``'],
  ['runs of backticks', '``a```b', '```` ``a```b ````'],
  ['backticks at the ends', '`', '`` ` ``'],
  ['blanks at the ends', ' a ', '`  a  `'],
  ['nothing', '', '` `'],
  ['a line break', 'a\nb\r', '`a\\nb\\r`'],
  ['control characters', '\u0000\u001b[31m', '`\\u0000\\u001b[31m`'],
  ['marks that reverse text', 'a\u202eb\u2066c', '`a\\u202eb\\u2066c`'],
  ['characters without width', 'a\u200bb\ufeff', '`a\\u200bb\\ufeff`'],
  ['half a character', 'a\ud800b', '`a\\ud800b`'],
  ['letters of any script', 'café 日本 🙂', '`café 日本 🙂`'],
  ['a link', '[x](https://evil.example)', '`[x](https://evil.example)`'],
  ['HTML', '<img src=x>', '`<img src=x>`'],
];

describe('a code span', () => {
  for (const [title, text, expected] of cases) {
    it(`shows ${title}`, () => assert.equal(code(text), expected));
  }

  it('is cut with an ellipsis, never within a character', () => {
    assert.equal(code('x'.repeat(10), 5), '`xxxxx…`');
    assert.equal(code('xxxx🙂🙂', 5), '`xxxx…`');
    assert.equal(visible('xxxx🙂🙂', 6), 'xxxx🙂…');
  });

  it('is one span whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        assert.equal(closesAt(code(text)), code(text).length);
      }),
    );
    const nasty = fc.array(fc.constantFrom('`', '``', '\n', ' ', '](', '<a>', '\\', 'x'));
    fc.assert(
      fc.property(nasty, (pieces) => {
        const span = code(pieces.join(''));
        assert.equal(closesAt(span), span.length);
      }),
    );
  });

  it('of many lines is a block that nothing in it ends', () => {
    const block = codeBlock('a\n```\nb\u202e', 'text');
    assert.equal(block, '````text\na\n```\nb\\u202e\n````');
  });

  it('stands bare in plain text', () => {
    assert.equal(toPlain(['Opened `x`: ', { code: 'a`b\n' }]), 'Opened x: a`b\\n');
  });
});

/** Where the code span at the start of `markdown` ends, by CommonMark's rule: an equal run. */
function closesAt(markdown: string): number {
  const fence = /^`+/.exec(markdown)?.[0].length ?? 0;
  assert.notEqual(fence, 0);
  assert.ok(!/[\r\n]/.test(markdown), 'a span has one line');
  for (const run of markdown.slice(fence).matchAll(/`+/g)) {
    if (run[0].length === fence) return fence + run.index + fence;
  }
  return -1;
}
