import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver-types';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { completeFile } from '../../server/src/profiles/complete.ts';
import { explainFile } from '../../server/src/profiles/explain.ts';
import type { HelpContext } from '../../server/src/profiles/helpContext.ts';
import { readUserFile } from '../../server/src/profiles/readUserFile.ts';
import { addProfiles } from '../../server/src/profiles/userProfiles.ts';
import { teamProfile } from './files.ts';

const builtIn = compiledProfiles();
const { profiles } = addProfiles([{ uri: 'file:///team.yaml', text: teamProfile }], builtIn);
const everything: HelpContext = { names: knowledge, profiles, offers: 'everything' };
const names: HelpContext = { ...everything, offers: 'names' };

/** Lines of a text without `‸`, and where that stands. */
function marked(text: string) {
  const before = text.slice(0, text.indexOf('‸')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { lines: text.replace('‸', '').split('\n'), position };
}

/** Labels of what is offered at `‸`. */
function offered(text: string, context = everything): string[] {
  const { lines, position } = marked(text);
  return completeFile(lines, position, context).map(({ label }) => label);
}

/** The text with one of the offers taken. */
function taking(text: string, label: string): string {
  const { lines, position } = marked(text);
  const offer = completeFile(lines, position, everything).find((one) => one.label === label);
  const edit = offer?.textEdit;
  assert.ok(edit && 'range' in edit, `${label} is not offered`);
  const { start, end } = edit.range;
  assert.equal(end.line, position.line);
  assert.ok(start.character <= position.character && position.character <= end.character);
  const line = lines[position.line] ?? '';
  lines[position.line] = line.slice(0, start.character) + edit.newText + line.slice(end.character);
  return lines.join('\n');
}

/** What is told of the word at `‸`. */
function told(text: string, context = everything): string | undefined {
  const { lines, position } = marked(text);
  const hover = explainFile(lines, position, context);
  return (hover?.contents as MarkupContent | undefined)?.value;
}

describe('completion in a file with a profile or reasons', () => {
  it('offers the keys of both while it is neither', () => {
    const keys = offered('‸');
    for (const key of ['name', 'runtime', 'reasons', 'activities', 'phase']) {
      assert.ok(keys.includes(key), key);
    }
    assert.ok(!keys.includes('why'));
  });

  it('offers the keys of what the file is, those that it must have first', () => {
    assert.deepEqual(offered('name: shop\n‸').slice(0, 2), ['title', 'runtime']);
    assert.ok(!offered('name: shop\n‸').includes('phase'));
    assert.ok(!offered('reasons: []\n‸').includes('activities'));
    assert.deepEqual(offered('reasons:\n  - ‸').slice(0, 2), ['name', 'why']);
  });

  it('leaves out keys that are there already', () => {
    const keys = offered('reasons:\n  - name: a\n    ‸\n    why: B.\n  - usual: true\n');
    assert.ok(keys.includes('match') && keys.includes('usual'));
    assert.ok(!keys.includes('name') && !keys.includes('why'));
  });

  const values: [text: string, expected: string[]][] = [
    ['stage: ‸', ['exec', 'loader', 'libc', 'runtime', 'program', 'shutdown']],
    ['name: a\nkind: ‸', ['system', 'runtime']],
    ['reasons:\n  - usual: ‸', ['true', 'false']],
    ['reasons:\n  - match: open ‸', ['ok', 'failed', 'zero', 'on', 'then', 'after']],
    ['name: a\nidle: [open ‸', ['ok', 'failed', 'zero', 'on', '->', 'then', 'after']],
    ['reasons:\n  - match: open on ‸', []],
    ['reasons:\n  - match: \'@open "/etc/‸', []],
    ['reasons:\n  - match: getpp‸', ['getppid']],
    ['reasons:\n  - match:\n      - read\n      - getpp‸', ['getppid']],
    ['reasons:\n  - match: close|getpp‸', ['getppid']],
    ['reasons:\n  - match: close then read|getpp‸', ['getppid']],
    ["reasons:\n  - match: '@sig‸", ['@sigaction', '@sigmask']],
    ['reasons:\n  - errno: ENOTD‸', ['ENOTDIR']],
    ['reasons:\n  - signal: [SIGUSR‸', ['SIGUSR1', 'SIGUSR2']],
    ['phase: team.pre‸', ['team.prepare']],
    ['reasons:\n  - phase: [go.*, python.encod‸', ['python.encodings']],
    ['reasons:\n  - why: ‸', []],
    ['nothing: ‸', []],
    ['# ‸', []],
  ];
  for (const [text, expected] of values) {
    it(`offers ${expected.length > 0 ? expected.join(', ') : 'nothing'} at ${JSON.stringify(text)}`, () => {
      assert.deepEqual(offered(text), expected);
    });
  }

  const taken: [text: string, label: string, expected: string][] = [
    ['na‸', 'name', 'name: '],
    ['na‸me: x', 'name', 'name: x'],
    ['stage: lo‸', 'loader', 'stage: loader'],
    ['stage: [lo‸ad, exec]', 'loader', 'stage: [loader, exec]'],
    ['reasons:\n  - match: @op‸', '@open', "reasons:\n  - match: '@open'"],
    ["reasons:\n  - match: '@op‸'", '@open', "reasons:\n  - match: '@open'"],
    ['reasons:\n  - match: close|getpp‸ ok', 'getppid', 'reasons:\n  - match: close|getppid ok'],
    ['reasons:\n  - match:\n    - getpp‸', 'getppid', 'reasons:\n  - match:\n    - getppid'],
    ['phase: go.ar‸', 'go.arenas', 'phase: go.arenas'],
  ];
  for (const [text, label, expected] of taken) {
    it(`writes ${label} at ${JSON.stringify(text)}`, () =>
      assert.equal(taking(text, label), expected));
  }

  it('leads to files that are right', () => {
    let text = 'rea‸';
    for (const [label, more] of [
      ['reasons', '\n  - ‸'],
      ['name', 'a\n    ‸'],
      ['match', '‸'],
      ['@open', '\n    ‸'],
      ['stage', '‸'],
      ['program', '\n    ‸'],
      ['phase', 'go.‸'],
      ['go.arenas', '\n    ‸'],
      ['why', 'So.'],
    ] as const) {
      const next = taking(text, label);
      const line = marked(text).position.line;
      const lines = next.split('\n');
      text = [
        ...lines.slice(0, line),
        `${(lines[line] ?? '').trimEnd().replace(/:$/, ': ')}${more}`,
      ].join('\n');
    }
    const { problems, reasons } = readUserFile(text.replaceAll(': \n', ':\n'), 'a', knowledge);
    assert.deepEqual(problems, []);
    assert.equal(reasons[0]?.phase?.[0], 'go.arenas');
  });

  it('offers only names where another server knows the form', () => {
    assert.deepEqual(offered('‸', names), []);
    assert.deepEqual(offered('stage: ‸', names), []);
    assert.deepEqual(offered('reasons:\n  - match: getpp‸', names), ['getppid']);
    assert.deepEqual(offered('phase: team.pre‸', names), ['team.prepare']);
  });

  it('offers nothing in junk', () => {
    for (const text of ['[[[[{{{‸', '\u0000: \u0001‸', '"‸', '- - - - ‸', `${' '.repeat(9000)}‸`]) {
      assert.ok(Array.isArray(offered(text)));
    }
  });
});

describe('hovers in a file with a profile or reasons', () => {
  const cases: [text: string, expected: RegExp][] = [
    ['na‸me: a', /^First part of the ids of its phases\.$/],
    ['reasons:\n  - na‸me: a', /^Names the reason/],
    ['reasons:\n  - name: a\n    sta‸ge: exec', /One of `exec`, `loader`/],
    ['reasons:\n  - match: get‸ppid', /^`getppid`: /],
    ['reasons:\n  - match: close|getpp‸id ok', /^`getppid`: /],
    ["reasons:\n  - match: '@op‸en'", /^`@open`: open, openat, openat2$/],
    ['reasons:\n  - match: close fai‸led', /^`failed`: The call failed\.$/],
    ['reasons:\n  - errno: ENO‸ENT', /^`ENOENT`: /],
    ['reasons:\n  - signal: [SIGINT, SIGTE‸RM]', /^`SIGTERM`: /],
    ['phase: team.pre‸pare', /^`team.prepare`: Prepare the team$/],
    ['phase: go.‸*', /`go\.arenas`: Reserve heap arenas/],
  ];
  for (const [text, expected] of cases) {
    it(`explain ${JSON.stringify(text)}`, () => assert.match(told(text) ?? '', expected));
  }

  it('are none where nothing is known', () => {
    for (const text of ['na‸: x', 'why: So‸ it is.', 'x‸', '‸', '# na‸me: a', 'match: opennn‸at']) {
      assert.equal(told(text), undefined, text);
    }
  });

  it('explain only names where another server knows the form', () => {
    assert.equal(told('na‸me: a', names), undefined);
    assert.match(told('reasons:\n  - match: get‸ppid', names) ?? '', /^`getppid`: /);
  });
});
