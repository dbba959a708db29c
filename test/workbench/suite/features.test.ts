import assert from 'node:assert/strict';
import { commands, type FoldingRange } from 'vscode';
import { closeAll, hoverText, lineWith, open, outline } from './support.ts';

describe('hover', () => {
  after(closeAll);

  const cases: readonly [kind: string, line: string, word: string, text: RegExp][] = [
    ['a syscall', 'readlink(', 'readlink', /readlink/],
    ['a flag', 'mprotect(', 'PROT_READ', /PROT_READ/],
    ['an errno', 'EINVAL', 'EINVAL', /EINVAL/],
    ['a string', 'write(1', 'Ink', /14|Ink is great/],
    ['a descriptor', 'fstat(1', '1,', /standard output|stdout/i],
    ['an exit', '+++ exited', 'exited', /exit/i],
  ];
  for (const [kind, line, word, text] of cases) {
    it(`explains ${kind}`, async () => {
      const { document } = await open('c-static.strace');
      assert.match(await hoverText(document, lineWith(document, line), word), text);
    });
  }

  it('explains a signal', async () => {
    const { document } = await open('go-min.strace');
    assert.match(await hoverText(document, lineWith(document, 'SIGHUP'), 'SIGHUP'), /SIGHUP/);
  });
});

describe('the outline', () => {
  after(closeAll);

  it('of the C program tells the C library from the program', async () => {
    const { document } = await open('c-static.strace');
    const symbols = await outline(document);
    const ranges = symbols.map(({ range }) => [range.start.line, range.end.line]);
    assert.equal(ranges[0]?.[0], 0, 'it begins with the first line');
    const program = lineWith(document, 'fstat(1');
    assert.ok(
      symbols.some(({ range }) => range.start.line === program),
      `a stage starts with the program: ${symbols.map(({ name }) => name).join(', ')}`,
    );
  });

  it('of the Go program names the parts of its runtime', async () => {
    const { document } = await open('go-min.strace');
    const symbols = await outline(document);
    const names = symbols.flatMap(({ name, children }) => [name, ...children.map((c) => c.name)]);
    for (const part of [/arena/i, /signal/i]) {
      assert.ok(
        names.some((name) => part.test(name)),
        `${part} in ${names.join(', ')}`,
      );
    }
  });

  it('of two processes has one node for each', async () => {
    const { document } = await open('two.strace');
    const names = (await outline(document)).map(({ name }) => name);
    assert.equal(names.length, 2, names.join(', '));
    for (const pid of ['100', '101']) {
      assert.ok(
        names.some((name) => name.includes(pid)),
        `${pid} in ${names.join(', ')}`,
      );
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
    const program = lineWith(document, 'fstat(1');
    assert.ok(ranges.some(({ start, end }) => start < program && end < program));
  });
});
