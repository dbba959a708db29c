import assert from 'node:assert/strict';
import { yamlPlace } from '../../server/src/profiles/yamlPlace.ts';

/** The place of `‸` in a text: what is there, the path, the text, other keys of its map. */
function place(text: string): string | undefined {
  const before = text.slice(0, text.indexOf('‸')).split('\n');
  const lines = text.replace('‸', '').split('\n');
  const found = yamlPlace(lines, before.length - 1, before.at(-1)?.length ?? 0);
  if (found === undefined) return undefined;
  const { what, path, quote, siblings } = found;
  const others = siblings.length === 0 ? '' : ` beside ${siblings.join(' ')}`;
  return `${what} ${path.join('.')} ${quote}${found.text}${quote}${others}`;
}

describe('the place in a YAML text', () => {
  const cases: [title: string, text: string, expected: string | undefined][] = [
    ['an empty text', '‸', 'key  '],
    ['a key that begins', 'na‸', 'key  na'],
    ['a key that is there', 'na‸me: x', 'key  name'],
    ['the next key', 'name: x\n‸', 'key   beside name'],
    ['a key between others', 'name: x\n‸\ntitle: y', 'key   beside name title'],
    ['a value', 'name: x\nstage: lo‸', 'value stage lo'],
    ['no value yet', 'stage: ‸', 'value stage '],
    ['a value in quotes', "stage: 'lo‸'", "value stage 'lo'"],
    ['a value behind its quotes', "stage: 'lo' ‸", undefined],
    ['a list of one line', 'stage: [exec, lo‸', 'value stage.1 lo'],
    ['a list of one line with quotes', 'match: ["a, b", \'@op‸', "value match.1 '@op'"],
    ['an empty list', 'stage: [‸]', 'value stage.0 '],
    ['a key of a list item', 'reasons:\n  - na‸', 'key reasons.0 na'],
    ['a later key of an item', 'reasons:\n  - name: a\n    ‸', 'key reasons.0  beside name'],
    ['a key of the second item', 'reasons:\n  - name: a\n    why: B.\n  - ‸', 'key reasons.1 '],
    [
      'an item at the column of its key',
      'reasons:\n- name: a\n- name: b\n  ma‸',
      'key reasons.1 ma beside name',
    ],
    ['a key after a list at its column', 'reasons:\n- name: a\nab‸', 'key  ab beside reasons'],
    ['a text in a list', 'match:\n  - open\n  - "@op‸', 'value match.1 "@op"'],
    ['a plain text in a list', 'match:\n  - open ok‸', 'value match.0 open ok'],
    [
      'deep in a profile',
      'start:\n  - phases:\n      - id: a\n      - id: b\n        opens: re‸',
      'value start.0.phases.1.opens re',
    ],
    ['the next block', 'start:\n  - phases:\n      - id: a\n  - ‸', 'key start.1 '],
    ['the next phase', 'start:\n  - phases:\n      - id: a\n      - ‸', 'key start.0.phases.1 '],
    ['a text of several lines', 'why: >-\n  So it\n  is ‸', undefined],
    ['behind a text of several lines', 'why: >-\n  So: it\n  is\n‸', 'key   beside why'],
    ['a comment', '# na‸', undefined],
    ['behind a comment', 'name: x # y‸', undefined],
    ['comments between', '# a: b\nreasons:\n  # c:\n  - ‸', 'key reasons.0 '],
    ['a map in braces', 'recognize: { ex‸', undefined],
    ['a key in quotes', '"name": x‸', 'value name x'],
    [
      'the end of lines of Windows',
      'reasons:\r\n  - name: a\r\n    ‸',
      'key reasons.0  beside name',
    ],
    ['junk', '\u0000[[[{{{‸', undefined],
    ['a text that looks like a key', 'why: so: it‸', 'value why so: it'],
  ];
  for (const [title, text, expected] of cases) {
    it(`is found for ${title}`, () => assert.equal(place(text), expected));
  }

  it('takes a time that grows no faster than the text', () => {
    const deep = Array.from({ length: 5000 }, (_, index) => `${' '.repeat(index % 50)}- a: b`);
    assert.ok(yamlPlace(deep, deep.length, 0));
    assert.deepEqual(yamlPlace([`a${' '.repeat(200_000)}b`], 0, 200_000)?.path, []);
    const long = `x: [${'a, '.repeat(50_000)}`;
    assert.deepEqual(yamlPlace([long], 0, long.length)?.path, ['x', 50_000]);
  });
});
