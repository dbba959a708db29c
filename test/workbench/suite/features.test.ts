import assert from 'node:assert/strict';
import { commands, type DocumentSymbol, type FoldingRange } from 'vscode';
import { closeAll, hoverText, lineWith, open, outline } from './support.ts';

/** Names of the phases below the stages of a process, with their lines counted from 1. */
function phaseNames(stages: readonly DocumentSymbol[]): string[] {
  return stages.flatMap(({ children }) =>
    children.map(({ name, range }) => `${range.start.line + 1}-${range.end.line + 1} ${name}`),
  );
}

describe('hover', () => {
  after(closeAll);

  const cases: readonly [kind: string, line: string, word: string, text: RegExp][] = [
    [
      'a syscall',
      'readlink(',
      'readlink',
      /\*\*This call:\*\* Read the symbolic link `\/proc\/self\/exe`/,
    ],
    ['a flag', 'mprotect(', 'PROT_READ', /`PROT_READ`\*\* = `1`.*read/],
    ['an errno', 'EINVAL', 'EINVAL', /`EINVAL`\*\* \(22\)/],
    ['a string', 'write(1', 'Ink', /14 bytes/],
    ['a descriptor', 'fstat(1', '1,', /standard output/],
    ['an exit', '+++ exited', 'exited', /exit status `0`/],
  ];
  for (const [kind, line, word, text] of cases) {
    it(`explains ${kind}`, async () => {
      const { document } = await open('c-static.strace');
      assert.match(await hoverText(document, lineWith(document, line), word), text);
    });
  }

  it('explains a signal', async () => {
    const { document } = await open('go-min.strace');
    assert.match(
      await hoverText(document, lineWith(document, '--- SIGURG'), 'SIGURG'),
      /`SIGURG`\*\* \(23\)/,
    );
  });
});

describe('the outline', () => {
  after(closeAll);

  it('of the C program tells kernel, C library, program and shutdown apart', async () => {
    const { document } = await open('c-static.strace');
    const stages = await outline(document);
    assert.deepEqual(
      stages.map(({ name, range }) => `${range.start.line + 1} ${name}`),
      ['1 Exec', '2 C library', '11 Program', '13 Shutdown'],
    );
  });

  it('of the Go program names the parts of its runtime as the article does', async () => {
    const { document } = await open('go-min.strace');
    const stages = await outline(document);
    assert.deepEqual(
      stages.map(({ name }) => name),
      ['Exec', 'Go runtime', 'Shutdown'],
    );
    assert.deepEqual(phaseNames(stages), [
      '1-1 Execute main',
      '2-2 Thread-local storage',
      '3-3 Count the processors',
      '4-6 Read the huge page size',
      '7-7 Kernel information',
      '8-25 Reserve heap arenas',
      '26-29 Signal stack',
      '30-30 Thread id',
      '31-39 Install signal handlers',
      '40-41 Start threads',
      '42-49 Signal masks and preemption',
      '50-54 Synchronize threads',
      '55-56 Exit with status 0',
    ]);
  });

  it('of two processes has one node for each', async () => {
    const { document } = await open('two.strace');
    const names = (await outline(document)).map(({ name }) => name);
    assert.equal(names.length, 2, names.join(', '));
    for (const [index, pid] of ['100', '101'].entries()) {
      assert.ok(names[index]?.includes(pid), `${pid} in ${names.join(', ')}`);
    }
  });
});

describe('folding', () => {
  after(closeAll);

  it('covers the start of the C library', async () => {
    const { document } = await open('c-static.strace');
    await outline(document);
    const ranges = await commands.executeCommand<FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(ranges.some(({ start, end }) => start === 1 && end === 9));
  });
});
