import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseLine } from '../../server/src/syntax/parseLine.ts';
import {
  argText,
  fieldOf,
  flagNames,
  numberOf,
  pathOf,
  stringOf,
  unescapeString,
  valueText,
} from '../../server/src/syntax/readValue.ts';
import type { Value } from '../../server/src/syntax/tree.ts';

/** Calls `read` with the only argument of a call that is printed so. */
function of<Answer>(printed: string, read: (value: Value, text: string) => Answer): Answer {
  const text = `x(${printed}) = 0`;
  const [value] = parseLine(text).args;
  assert.ok(value !== undefined, `no value in ${text}`);
  return read(value, text);
}

describe('unescapeString', () => {
  const cases: [printed: string, expected: string][] = [
    ['"abc"', 'abc'],
    ['abc', 'abc'],
    ['"a\\n\\t\\r\\v\\f"', 'a\n\t\r\v\f'],
    ['"\\"\\\\"', '"\\'],
    ['"\\0205"', '\x105'],
    ['"\\1772"', '\x7f2'],
    ['"\\x41\\x0a"', 'A\n'],
    ['"\\303\\244"', 'ä'],
    ['"\\74a\\76"', '<a>'],
    ['@"name"', 'name'],
    ['"cut"...', 'cut'],
    ['"cut', 'cut'],
    ['"cut\\"', 'cut"'],
    ['""', ''],
    ['"\\377"', '\ufffd'],
  ];
  for (const [printed, expected] of cases) {
    it(`reads ${printed}`, () => assert.equal(unescapeString(printed).text, expected));
  }

  it('gives the bytes that are no UTF-8', () => {
    assert.deepEqual([...unescapeString('"\\177ELF\\377\\0"').bytes], [127, 69, 76, 70, 255, 0]);
  });

  it('reads back any bytes', () => {
    const modes = [
      (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`,
      (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`,
    ];
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...modes), (bytes, escaped) => {
        const printed = `"${[...bytes].map(escaped).join('')}"`;
        assert.deepEqual(unescapeString(printed).bytes, bytes);
      }),
    );
  });

  it('survives any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void unescapeString(text)));
  });
});

describe('numberOf', () => {
  const cases: [printed: string, expected: number | bigint | undefined][] = [
    ['10', 10],
    ['-1', -1],
    ['0', 0],
    ['0644', 0o644],
    ['00000000', 0],
    ['0x1f', 31],
    ['0xffffffffffffffff', 0xffffffffffffffffn],
    ['18446744073709551615', 18446744073709551615n],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['64K', 65536],
    ['0.5', 0.5],
    ['8192*1024', 8388608],
    ['2<<20', 2097152],
    ['1<<1000000', undefined],
    ['128 => 16', 16],
    ['NULL', 0],
    ['0x3 /* PROT_READ */', 3],
    ['S_IFREG|0644', undefined],
    ['"5"', undefined],
    ['2 * sizeof(struct ifreq)', undefined],
    [`1${'0'.repeat(100)}`, undefined],
  ];
  for (const [printed, expected] of cases) {
    it(`reads ${printed}`, () => assert.equal(of(printed, numberOf), expected));
  }
});

describe('flagNames', () => {
  const cases: [printed: string, expected: string[]][] = [
    ['O_RDONLY', ['O_RDONLY']],
    ['O_RDONLY|O_CLOEXEC|0x40000000', ['O_RDONLY', 'O_CLOEXEC']],
    ['0', []],
    ['0x3 /* PROT_READ|PROT_WRITE */', ['PROT_READ', 'PROT_WRITE']],
    ['0x4e /* PR_??? */', []],
    ['0x7ffd /* 41 vars */', []],
    ['1<<CAP_CHOWN|1<<CAP_KILL', ['CAP_CHOWN', 'CAP_KILL']],
    ['MAP_HUGETLB|21<<MAP_HUGE_SHIFT', ['MAP_HUGETLB']],
    ['[INT QUIT]', ['INT', 'QUIT']],
    ['~[RTMIN RT_1]', ['RTMIN', 'RT_1']],
    ['BTRFS_IOC_CLONE or FICLONE', ['BTRFS_IOC_CLONE', 'FICLONE']],
    ['"O_RDONLY"', []],
  ];
  for (const [printed, expected] of cases) {
    it(`reads ${printed}`, () => assert.deepEqual(of(printed, flagNames), expected));
  }
});

describe('pathOf', () => {
  const cases: [printed: string, expected: string | undefined][] = [
    ['"/etc/a\\tb"', '/etc/a\tb'],
    ['3</etc/passwd>', '/etc/passwd'],
    ['3</a\\74b\\76>', '/a<b>'],
    ['0</dev/pts/0<char 136:0>>', '/dev/pts/0'],
    ['4</tmp/x>(deleted)', '/tmp/x'],
    ['4</tmp/x (deleted)>', '/tmp/x'],
    ['AT_FDCWD</home/u>', '/home/u'],
    ['AT_FDCWD', undefined],
    ['3<pipe:[12]>', undefined],
    ['3', undefined],
  ];
  for (const [printed, expected] of cases) {
    it(`reads ${printed}`, () => assert.equal(of(printed, pathOf), expected));
  }
});

describe('stringOf', () => {
  it('reads a string', () => assert.equal(of('"a\\n"...', stringOf), 'a\n'));
  it('gives nothing for a name', () => assert.equal(of('NULL', stringOf), undefined));
});

function field(name: string): (value: Value, text: string) => string | undefined {
  return (value, text) => {
    const found = fieldOf(value, name, text);
    return found && valueText(found, text);
  };
}

describe('fieldOf', () => {
  it('finds a member', () => {
    assert.equal(of('{st_mode=S_IFREG|0644, st_size=5}', field('st_size')), '5');
  });
  it('takes the value on exit where the call changed it', () => {
    assert.equal(of('{a=1, b=2} => {a=3}', field('a')), '3');
    assert.equal(of('{a=1, b=2} => {a=3}', field('b')), '2');
  });
  it('gives nothing where there is none', () => {
    assert.equal(of('{a=1}', field('b')), undefined);
    assert.equal(of('NULL', field('b')), undefined);
  });
});

describe('argText', () => {
  const cases: [printed: string, expected: string][] = [
    ['flags=O_RDONLY|O_CLOEXEC', 'O_RDONLY|O_CLOEXEC'],
    ['fd=3</tmp/x>(deleted)', '3</tmp/x>(deleted)'],
    ['0x7ffd /* 41 vars */', '0x7ffd /* 41 vars */'],
    ['"abc"...', '"abc"...'],
    ['"sec.txt" [user_home_t]', '"sec.txt" [user_home_t]'],
    ['\x1b[35mfd\x1b[0m=\x1b[34mA\x1b[0m|\x1b[34mB\x1b[0m', 'A|B'],
  ];
  for (const [printed, expected] of cases) {
    it(`gives ${printed} as printed`, () => assert.equal(of(printed, argText), expected));
  }
});
