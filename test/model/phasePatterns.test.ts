import assert from 'node:assert/strict';
import { readCommandLine, isScript } from '../../server/src/model/phases/commandLine.ts';
import { splitArguments, unquote } from '../../server/src/model/phases/callText.ts';
import { fitsGlob } from '../../server/src/model/phases/glob.ts';
import { readPattern } from '../../server/src/model/phases/patternText.ts';
import { decodeRaw } from '../../server/src/model/phases/rawConstants.ts';

describe('the short form of call patterns', () => {
  const cases: [title: string, text: string, expected: unknown][] = [
    ['names', 'open|openat', [{ calls: ['open', 'openat'] }]],
    [
      'paths, results and tags',
      'openat "/etc/*" "*.so" ok -> library',
      [{ calls: ['openat'], path: ['/etc/*', '*.so'], result: 'ok', opens: 'library' }],
    ],
    [
      'arguments with flags and alternatives',
      'mmap 0=NULL 3=*MAP_ANON*,MAP_SHARED|MAP_FIXED',
      [{ calls: ['mmap'], args: { 0: ['NULL'], 3: ['*MAP_ANON*', 'MAP_SHARED|MAP_FIXED'] } }],
    ],
    ['descriptors', 'close on cache,own', [{ calls: ['close'], on: ['cache', 'own'] }]],
    [
      'neighbors',
      'getpid then tgkill|kill after read',
      [{ calls: ['getpid'], next: ['tgkill', 'kill'], previous: ['read'] }],
    ],
    ['a group of several patterns', '@nope', "there is no group '@nope'"],
    ['an empty text', '', 'wants the name of a call'],
    ['a name that is none', 'Open', "'Open' is no name of a call"],
    ['a word too many', 'close soon', "'soon' is not understood here"],
    ['a tag that is missing', 'close on', "'on' wants a word after it"],
  ];
  for (const [title, text, expected] of cases) {
    it(`reads ${title}`, () => assert.deepEqual(readPattern(text), expected));
  }
});

describe('globs', () => {
  const cases: [text: string, glob: string, fits: boolean][] = [
    ['/lib/libc.so.6', '*.so.*', true],
    ['/lib/libc.so', '*.so.*', false],
    ['a', 'a*a', false],
    ['aa', 'a*a', true],
    ['a-b-c', 'a*b*c', true],
    ['a-c-b', 'a*b*c', false],
    ['', '*', true],
    ['x', 'x', true],
  ];
  for (const [text, glob, fits] of cases) {
    it(`${fits ? 'fit' : 'do not fit'}: ${glob} and '${text}'`, () => {
      assert.equal(fitsGlob(text, glob), fits);
    });
  }
});

describe('the arguments of a start-up call', () => {
  const cases: [title: string, text: string, expected: string[]][] = [
    [
      'at commas of the outermost level',
      '1, {a=2, b=[3, 4]}, f(5, 6)) = 0',
      ['1', '{a=2, b=[3, 4]}', 'f(5, 6)'],
    ],
    ['but not inside strings', '"a, b)", "\\", "', ['"a, b)"', '"\\", "']],
    ['without fd annotations', 'AT_FDCWD</a, b>, 3<TCP:[1->2]>, 0', ['AT_FDCWD', '3', '0']],
    ['without the names of -N', 'dirfd=AT_FDCWD, pathname="x")', ['AT_FDCWD', '"x"']],
    ['of a call that has none', ') = 1', []],
  ];
  for (const [title, text, expected] of cases) {
    it(`are split ${title}`, () => assert.deepEqual(splitArguments(text), expected));
  }

  it('have strings that are unescaped, octal and hexadecimal', () => {
    assert.equal(unquote('"\\177ELF\\n\\x2f\\"q\\\\"'), '\u007fELF\n/"q\\');
  });

  it('are spelled out where -X raw prints numbers', () => {
    assert.equal(decodeRaw('mmap', 3, '0x22'), 'MAP_PRIVATE|MAP_ANONYMOUS');
    assert.equal(decodeRaw('mprotect', 2, '0'), 'PROT_NONE');
    assert.equal(decodeRaw('arch_prctl', 0, '0x1002'), 'ARCH_SET_FS');
    assert.equal(decodeRaw('read', 0, '0x3'), '0x3');
  });
});

describe('the command line of an image', () => {
  it('tells which file is the script', () => {
    const command = readCommandLine([
      '"/usr/bin/python3"',
      '["python3", "-u", "./a.py", "x"]',
      '0x7f',
    ]);
    assert.ok(isScript({ ...command, isRuntime: true }, '/home/me/a.py'));
    assert.ok(!isScript({ ...command, isRuntime: true }, '/usr/bin/python3'));
    assert.ok(!isScript(command, '/usr/lib/ca.py'));
  });

  it('knows a script whose name strace cut', () => {
    const command = readCommandLine(['"/bin/p"', '["p", "/opt/a/very/lo"...]', '0x7f']);
    assert.ok(isScript(command, '/opt/a/very/long/path.py'));
    assert.ok(!isScript(command, '/opt/a/short.py'));
  });
});
