import assert from 'node:assert/strict';
import { ArgumentBytes } from '../../server/src/model/state/argumentBytes.ts';
import { traceOf } from '../support/traceOf.ts';

describe('the first string among arguments', () => {
  const cases: readonly [what: string, lines: string, string: string][] = [
    ['is what stands first', 'execve("/a", ["/b"], NULL) = 0', '"/a"'],
    ['comes after other arguments', 'openat(AT_FDCWD, "/a, b", O_RDONLY) = 3', '"/a, b"'],
    ['keeps its escapes', 'write(1, "\\"x\\"\\n", 4) = 4', '"\\"x\\"\\n"'],
    ['is not one inside a structure', 'uname({sysname="Linux"}) = 0', ''],
    ['follows its name', 'openat(dirfd=AT_FDCWD, pathname="/a") = 3', '"/a"'],
    ['is none where none is', 'close(3) = 0', ''],
    [
      'may be on the second half',
      '1 read(3,  <unfinished ...>\n1 <... read resumed>"b", 9) = 1',
      '"b"',
    ],
    ['ends where the trace does', 'write(1, "ab', '"ab'],
  ];
  for (const [what, lines, string] of cases) {
    it(what, () => {
      const { text, processes } = traceOf(lines);
      const args = new ArgumentBytes(text, processes.calls);
      args.load(0);
      assert.equal(args.firstString, string);
    });
  }
});
