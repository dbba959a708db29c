import assert from 'node:assert/strict';
import { parseGuard, parseTemplate } from '../../server/src/features/sentenceTemplate.ts';

describe('a sentence template', () => {
  it('is text with placeholders and optional pieces', () => {
    const { pieces, problems } = parseTemplate('A {x.0.y|size}[?z:F_A&!w  as {result}].');
    assert.deepEqual(problems, []);
    assert.deepEqual(pieces, [
      { kind: 'text', text: 'A ' },
      { kind: 'value', path: ['x', '0', 'y'], filter: 'size' },
      {
        kind: 'optional',
        guard: [
          { path: ['z'], negated: false, member: 'F_A' },
          { path: ['w'], negated: true },
        ],
        pieces: [
          { kind: 'text', text: ' as ' },
          { kind: 'value', path: ['result'] },
        ],
      },
      { kind: 'text', text: '.' },
    ]);
  });

  const problems: [title: string, template: string, problem: string][] = [
    ['a brace that never closes', 'Opened {x', 'a { without }'],
    ['a brace that never opened', 'Opened x}', 'a } without {'],
    ['an unknown filter', '{x|frob}', 'no filter "frob"'],
    ['an empty placeholder', 'x {}', '"{}" names no argument'],
    ['a piece that never closes', 'A[?x y', 'a [? without ]'],
    ['a piece without text', 'A[?x]', '"[?x]" has a guard but no text'],
    ['a guard that is none', 'A[?x== y]', '"x==" is no guard'],
  ];
  for (const [title, template, problem] of problems) {
    it(`tells ${title}, and keeps what can be read`, () => {
      assert.deepEqual(parseTemplate(template).problems, [problem]);
    });
  }

  it('leaves brackets alone that are no optional piece', () => {
    assert.deepEqual(parseTemplate('[a] b').pieces, [{ kind: 'text', text: '[a] b' }]);
  });

  const guards: [guard: string, expected: unknown][] = [
    ['a', { path: ['a'], negated: false }],
    ['!a.b', { path: ['a', 'b'], negated: true }],
    ['a:B|C', { path: ['a'], negated: false, member: 'B|C' }],
    ['result=0', { path: ['result'], negated: false, comparison: { operator: '=', value: '0' } }],
    [
      'result<=count',
      { path: ['result'], negated: false, comparison: { operator: '<=', value: 'count' } },
    ],
    ['fd!=-1', { path: ['fd'], negated: false, comparison: { operator: '!=', value: '-1' } }],
  ];
  for (const [guard, expected] of guards) {
    it(`reads the guard ${guard}`, () => assert.deepEqual(parseGuard(guard).guard, [expected]));
  }
});
