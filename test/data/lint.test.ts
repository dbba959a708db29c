import assert from 'node:assert/strict';
import { completeGroup, missingEntries } from '../../server/data/lint/complete.ts';
import { duplicates } from '../../server/data/lint/duplicates.ts';
import { argumentLists } from '../../server/data/lint/arguments.ts';
import type { Facts, SyscallFacts } from '../../server/data/lint/facts.ts';
import { notCopied, shinglesOf, textOfRoff } from '../../server/data/lint/manPages.ts';
import { names } from '../../server/data/lint/names.ts';
import { agreesWith, evaluated } from '../../server/data/lint/platform.ts';
import { prose } from '../../server/data/lint/prose.ts';
import { references } from '../../server/data/lint/references.ts';
import { gather, type Rule } from '../../server/data/lint/rule.ts';
import { runRules } from '../../server/data/lint/run.ts';
import { spelledOut } from '../../server/data/lint/spelledOut.ts';
import { templates } from '../../server/data/lint/templates.ts';
import { values } from '../../server/data/lint/values.ts';
import { entriesFrom } from '../support/knowledgeFrom.ts';

const opened: SyscallFacts = {
  name: 'open',
  argumentCount: 2,
  classes: ['desc', 'file'],
  numbers: new Map([['x86_64', 2]]),
  argumentNames: [['pathname'], ['flags']],
};
const facts: Facts = {
  syscalls: new Map([
    ['open', opened],
    ['close', { ...opened, name: 'close' }],
    ['close#64', { ...opened, name: 'close#64' }],
  ]),
  groups: new Map([
    ['errno', new Map([['ENOENT', 2n]])],
    [
      'open_mode_flags',
      new Map([
        ['O_CREAT', 0x40n],
        ['O_EXCL', 0x80n],
      ]),
    ],
    ['at', new Map([['AT_FDCWD', -100n]])],
    ['ioctl', new Map([['TCGETS', 0x5401n]])],
  ]),
};

/** What `rule` says of the files, as `path: message`, in their order. */
function said(rule: Rule, files: Record<string, string>): string[] {
  const entries = entriesFrom(files);
  return runRules([rule], entries, gather(entries, facts)).map(({ message }) => message);
}

/** A syscall that nothing is wrong with, with some lines replaced or added. */
function syscall(changes: Record<string, string> = {}): Record<string, string> {
  const parts: Record<string, string> = {
    name: 'open',
    summary: 'Opens a file.',
    class: '[file, desc]',
    args: '\n  - { name: pathname, ctype: char *, type: path, doc: What to look for. }\n  - { name: flags, ctype: int, type: flags, set: open_mode_flags, doc: How. }',
    returns: '{ type: fd, doc: The lowest that was free. }',
    sources: '["https://man7.org/linux/man-pages/man2/open.2.html"]',
    ...changes,
  };
  const yaml = Object.entries(parts).map(([key, value]) => `${key}: ${value}`);
  return { 'syscalls/open.yaml': yaml.join('\n') };
}

/** A group of constants with these lines as members. */
function group(name: string, members: string[], kind = 'flags'): Record<string, string> {
  const lines = [`group: ${name}`, 'about: What it is.', `kind: ${kind}`, 'members:', ...members];
  return {
    [`constants/${name}.yaml`]: lines
      .join('\n  ')
      .replace('\n  about', '\nabout')
      .replace('\n  kind', '\nkind')
      .replace('\n  members', '\nmembers'),
  };
}

const pages = shinglesOf(['The quick brown fox jumps over the lazy dog and runs away.']);
const platform = agreesWith({
  source: 'the test',
  value: (_group, name) =>
    new Map([
      ['O_CREAT', 0x40n],
      ['SHIFTED', 21n << 26n],
    ]).get(name),
});

/** Each rule: what it lets pass, and what it complains about. */
const cases: [rule: Rule, title: string, files: Record<string, string>, expected: string[]][] = [
  [names, 'lets a good syscall pass', syscall(), []],
  [
    names,
    'wants the name of the file',
    syscall({ name: 'close' }),
    ["name: is not the file's name, open"],
  ],
  [
    names,
    'wants a name that is there',
    syscall({ name: 'frob' }),
    ["name: is not the file's name, open", 'name: no syscall frob'],
  ],
  [
    names,
    "wants strace's classes",
    syscall({ class: '[file]' }),
    ['class: strace has it in [desc, file]'],
  ],
  [
    names,
    'wants sources that document Linux',
    syscall({ sources: '["https://example.com/x"]' }),
    ['sources.0: wants an https page of man7.org, kernel.org or docs.kernel.org'],
  ],
  [
    names,
    'wants https',
    syscall({ sources: '["http://man7.org/x"]' }),
    ['sources.0: wants an https page of man7.org, kernel.org or docs.kernel.org'],
  ],
  [
    names,
    'wants members of the group',
    group('at', ['AT_FROB: { doc: Odd. }']),
    ['members.AT_FROB: AT_FROB is not in at'],
  ],
  [argumentLists, 'lets a good syscall pass', syscall(), []],
  [
    argumentLists,
    "wants strace's names",
    syscall({ args: '\n  - { name: path, ctype: char *, type: path, doc: What. }' }),
    ['args.0.name: strace -N prints pathname'],
  ],
  [
    argumentLists,
    'wants the set of flags',
    syscall({ args: '\n  - { name: pathname, ctype: int, type: flags, doc: What. }' }),
    ['args.0: flags without a set'],
  ],
  [
    argumentLists,
    'wants each name once',
    syscall({
      args: '\n  - { name: pathname, ctype: int, type: int, doc: What. }\n  - { name: pathname, ctype: int, type: int, doc: What. }',
    }),
    ['args.1: a second argument pathname', 'args.1.name: strace -N prints flags'],
  ],
  [
    references,
    'lets good references pass',
    syscall({ see: '[close]', errors: '{ ENOENT: Gone. }' }),
    [],
  ],
  [
    references,
    'wants syscalls that are there',
    syscall({ see: '[frob]' }),
    ['see.0: no syscall frob'],
  ],
  [
    references,
    'wants errnos that are there',
    syscall({ errors: '{ EFROB: Odd. }' }),
    ['errors.EFROB: no errno EFROB'],
  ],
  [
    references,
    'wants groups that are there',
    syscall({ returns: '{ type: flags, set: frobs, doc: Odd. }' }),
    ['returns.set: no group frobs'],
  ],
  [
    references,
    'wants structures that are there',
    syscall({
      args: '\n  - { name: pathname, ctype: int, type: struct, struct: frob, doc: Odd. }',
    }),
    ['args.0.struct: no structs/frob.yaml'],
  ],
  [
    references,
    'wants commands of the group',
    syscall({
      command: '{ arg: flags, set: open_mode_flags, entries: { O_FROB: { summary: Frobs. } } }',
    }),
    ['command.entries.O_FROB: O_FROB is in no group of the command'],
  ],
  [
    references,
    'wants an argument that selects',
    syscall({ command: '{ arg: frob, set: open_mode_flags, entries: {} }' }),
    ['command.arg: no argument frob'],
  ],
  [prose, 'lets good prose pass', syscall({ notes: 'Some `code` here.' }), []],
  [
    prose,
    'wants code spans that close',
    syscall({ notes: 'Some `code here.' }),
    ['notes: a code span that never closes'],
  ],
  [
    prose,
    'wants no links',
    syscall({ notes: 'See https://example.com for it.' }),
    ['notes: holds a link: sources hold those'],
  ],
  [
    prose,
    'wants no Markdown links',
    syscall({ notes: '"See [it](x)."' }),
    ['notes: holds a link or image'],
  ],
  [prose, 'wants no HTML', syscall({ notes: 'Some <b>bold</b> words.' }), ['notes: holds HTML']],
  [
    prose,
    'wants a full stop last',
    syscall({ notes: 'Some words' }),
    ['notes: wants a full stop last'],
  ],
  [
    prose,
    'wants a verb first in a summary',
    syscall({ summary: 'Open a file.' }),
    ['summary: wants a verb in the third person first, as in "Opens …"'],
  ],
  [
    spelledOut,
    'lets a text that adds something pass',
    group('at', ['AT_FDCWD: { value: -100, doc: Where the program is now. }']),
    [],
  ],
  [
    spelledOut,
    'wants more than the name',
    group('open_mode_flags', ['O_APPEND: { doc: Append flag. }']),
    ['members.O_APPEND.doc: only spells the name out'],
  ],
  [
    spelledOut,
    'wants more than the name of an argument',
    syscall({ args: '\n  - { name: pathname, ctype: int, type: path, doc: The path name. }' }),
    ['args.0.doc: only spells the name out'],
  ],
  [
    templates,
    'lets a good template pass',
    syscall({
      sentence:
        '{ success: "Opened {pathname}[?flags:O_CREAT , new] as {result}", failure: Could not, unfinished: Opening }',
    }),
    [],
  ],
  [
    templates,
    'wants arguments that are there',
    syscall({ sentence: '{ success: "Opened {frob}", failure: Could not, unfinished: Opening }' }),
    ['sentence.success: no argument frob'],
  ],
  [
    templates,
    'wants members that are there',
    syscall({
      sentence: '{ success: "Opened[?flags:O_FROB  it]", failure: Could not, unfinished: Opening }',
    }),
    ['sentence.success: O_FROB is no member of open_mode_flags'],
  ],
  [
    templates,
    'wants known filters',
    syscall({
      sentence: '{ success: "Opened {flags|frob}", failure: Could not, unfinished: Opening }',
    }),
    ['sentence.success: no filter "frob"'],
  ],
  [
    templates,
    'wants no full stop',
    syscall({ sentence: '{ success: Opened., failure: Could not, unfinished: Opening }' }),
    ['sentence.success: ends in a full stop or colon, which the program adds'],
  ],
  [
    templates,
    'wants a last variant without a guard',
    syscall({
      sentence:
        '{ success: [{ if: flags, text: Opened }], failure: Could not, unfinished: Opening }',
    }),
    ['sentence.success.0: every variant but the last wants an `if`, and the last has none'],
  ],
  [
    values,
    'lets good values pass',
    group('open_mode_flags', [
      'O_CREAT: { value: 0x40, doc: New. }',
      'O_BOTH: { value: 0xc0, mask: true, doc: Mask. }',
    ]),
    [],
  ],
  [
    values,
    "wants Linux's values",
    group('open_mode_flags', ['O_CREAT: { value: 0x80, doc: New. }']),
    ['members.O_CREAT.value: is 128 here, 0x40 in Linux'],
  ],
  [
    values,
    'takes a negative number for the same in 32 bits',
    group('at', ["AT_FDCWD: { value: '0xffffff9c', doc: Here. }"], 'enum'),
    [],
  ],
  [
    values,
    'wants single bits in a set',
    group('open_mode_flags', ['O_ODD: { value: 0x300, doc: Odd. }']),
    ['members.O_ODD.value: 0x300 is neither one bit, nor bits that others have, nor in a field'],
  ],
  [
    duplicates,
    'lets different texts pass',
    group('at', ['A_X: { doc: One thing. }', 'A_Y: { doc: Another thing. }']),
    [],
  ],
  [
    duplicates,
    'wants a text for each thing',
    group('at', ['A_X: { value: 1, doc: One thing. }', 'B_Y: { value: 2, doc: One thing. }']),
    ['members.A_X.doc: says the same as at B_Y', 'members.B_Y.doc: says the same as at A_X'],
  ],
  [
    duplicates,
    'sees through the name',
    group('at', ['A_X: { value: 1, doc: Sets A_X now. }', 'B_Y: { value: 2, doc: Sets B_Y now. }']),
    ['members.A_X.doc: says the same as at B_Y', 'members.B_Y.doc: says the same as at A_X'],
  ],
  [
    duplicates,
    'takes two names of one number for one thing',
    group('at', ['A_X: { value: 1, doc: One thing. }', 'B_Y: { value: 1, doc: One thing. }']),
    [],
  ],
  [
    duplicates,
    'takes two widths for one thing',
    group('at', ['A_X: { value: 1, doc: One thing. }', 'A_X64: { value: 2, doc: One thing. }']),
    [],
  ],
  [
    completeGroup,
    'wants every name of the group',
    group('open_mode_flags', ['O_CREAT: { value: 0x40, doc: New. }']),
    ['members: lacks O_EXCL'],
  ],
  [
    platform,
    'lets agreeing values pass',
    group('open_mode_flags', [
      'O_CREAT: { value: 0x40, doc: New. }',
      'SHIFTED: { value: 21, doc: Before its shift. }',
    ]),
    [],
  ],
  [
    platform,
    'wants the values of the platform',
    group('open_mode_flags', ['O_CREAT: { value: 0x80, doc: New. }']),
    ['members.O_CREAT.value: is 128 here, 64 in the test'],
  ],
  [
    notCopied(pages),
    'lets seven words in common pass',
    syscall({ notes: 'A quick brown fox jumps over the lazy cat.' }),
    [],
  ],
  [
    notCopied(pages),
    'wants no eight words of a page',
    syscall({ notes: 'A quick brown fox jumps over the lazy dog.' }),
    ['notes: is worded like a manual page: "quick brown fox jumps over the lazy dog"'],
  ],
  [
    notCopied(pages),
    'sees through case and marks',
    syscall({ notes: 'Quick, Brown Fox; jumps over `the` lazy dog.' }),
    ['notes: is worded like a manual page: "quick brown fox jumps over the lazy dog"'],
  ],
];

describe('the rules for data', () => {
  for (const [rule, title, files, expected] of cases) {
    it(`"${rule.name}" ${title}`, () => assert.deepEqual(said(rule, files), expected));
  }

  it('tell what has no entry at all', () => {
    const all = gather(entriesFrom(syscall()), facts);
    assert.deepEqual(missingEntries(all), [
      '2 syscalls without an entry: close close#64',
      '3 groups of constants without an entry: errno open_mode_flags at',
      '1 ioctls without an entry: TCGETS',
    ]);
  });

  it('tell the line that a complaint is about', () => {
    const files = {
      'constants/at.yaml':
        'group: at\nabout: What.\nkind: enum\nmembers:\n  AT_FDCWD:\n    value: -99\n    doc: Here it is.\n',
    };
    const entries = entriesFrom(files);
    const [problem] = runRules([values], entries, gather(entries, facts));
    assert.equal(problem?.line, 6);
  });
});

describe('text of a manual page', () => {
  it('is what a reader sees', () => {
    const roff =
      '.\\" comment\n.TH open 2\nThe\n.BR open ()\ncall \\fBreturns\\fP a\\-b \\(aqx\\(aq.\n';
    assert.deepEqual(textOfRoff(roff).match(/\S+/g), [
      'The',
      'open',
      '()',
      'call',
      'returns',
      'a-b',
      "'x'.",
    ]);
  });
});

describe('a constant expression of C', () => {
  const expressions: [text: string, value: bigint | undefined][] = [
    ['00000100', 64n],
    ['(1 << 3)', 8n],
    ['0x10UL', 16n],
    ['(1024 + 0)', 1024n],
    ['((1U << 4) | 0x3)', 19n],
    ['(-1)', -1n],
    ['(~0U)', -1n],
    ['((unsigned int) 5)', 5n],
    ['2 * 3 + 1', 7n],
    ['sizeof(int)', undefined],
    ['"text"', undefined],
    ['(1', undefined],
    ['', undefined],
  ];
  for (const [text, value] of expressions) {
    it(`${text || 'nothing'} is ${value ?? 'not understood'}`, () =>
      assert.equal(evaluated(text), value));
  }
});
