import assert from 'node:assert/strict';
import {
  Range,
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type DocumentHighlight,
  type Location,
  type SelectionRange,
  type SymbolInformation,
} from 'vscode';
import { closeAll, lineWith, open, outline, placeOf, provided } from './support.ts';

const file = 'state.strace';

describe('Go to Definition', () => {
  after(closeAll);

  const cases: readonly [what: string, line: string, word: string, target: string][] = [
    ['a descriptor, the call that opened it', 'read(3, "one"', '3,', 'openat('],
    ['a first half, the second', 'unfinished', 'unfinished', 'resumed'],
    ['a second half, the first', 'resumed', 'resumed', 'unfinished'],
    ['a process, the call that made it', 'resumed', '101', 'fork()'],
  ];
  for (const [what, line, word, target] of cases) {
    it(`finds, of ${what}`, async () => {
      const { document } = await open(file);
      const found = await provided<Location[]>(
        'vscode.executeDefinitionProvider',
        [document.uri, placeOf(document, line, word)],
        ({ length }) => length > 0,
      );
      assert.deepEqual(
        found.map(({ range }) => range.start.line),
        [lineWith(document, target)],
      );
    });
  }
});

describe('the uses of a descriptor', () => {
  after(closeAll);

  it('are found on its lines, also in the child, and none after its close', async () => {
    const { document } = await open(file);
    const found = await provided<Location[]>(
      'vscode.executeReferenceProvider',
      [document.uri, placeOf(document, 'read(3, "one"', '3,')],
      ({ length }) => length > 0,
    );
    const lines = ['openat(', 'read(3, "one"', 'unfinished', 'close(3)'];
    assert.deepEqual(
      found.map(({ range }) => range.start.line).toSorted((a, b) => a - b),
      lines.map((line) => lineWith(document, line)),
    );
  });

  it('are marked in the text too', async () => {
    const { document } = await open(file);
    const found = await provided<DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      [document.uri, placeOf(document, 'read(3, "one"', '3,')],
      ({ length }) => length > 0,
    );
    assert.deepEqual(
      found.map(({ range }) => document.getText(new Range(range.start, range.end))),
      ['3', '3', '3', '3'],
    );
  });
});

describe('Expand Selection', () => {
  after(closeAll);

  it('goes from a string to the arguments, the line and the phase', async () => {
    const { document } = await open(file);
    const [innermost] = await provided<SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      [document.uri, [placeOf(document, 'openat(', 'config')]],
      ([range]) => range?.parent?.parent !== undefined,
    );
    const texts: string[] = [];
    for (let range = innermost; range !== undefined; range = range.parent) {
      texts.push(document.getText(range.range));
    }
    const whole = texts.indexOf(document.lineAt(1).text);
    assert.ok(texts.includes('"/traced/etc/config"'), texts.join(' | '));
    assert.ok(texts.includes('AT_FDCWD, "/traced/etc/config", O_RDONLY|O_CLOEXEC'));
    assert.ok(whole > 0 && whole < texts.length - 1, 'a phase is around the line');
  });
});

describe('the call hierarchy', () => {
  after(closeAll);

  it('is the tree of processes', async () => {
    const { document } = await open(file);
    const [parent] = await provided<CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      [document.uri, placeOf(document, 'execve', 'execve')],
      ({ length }) => length > 0,
    );
    assert.equal(parent?.name, '100 a');
    const [outgoing] = await provided<CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      [parent],
      ({ length }) => length > 0,
    );
    assert.equal(outgoing?.to.name, '101 a');
    assert.equal(outgoing?.fromRanges[0]?.start.line, lineWith(document, 'fork()'));
    const [incoming] = await provided<CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      [outgoing?.to],
      ({ length }) => length > 0,
    );
    assert.equal(incoming?.from.name, '100 a');
  });
});

describe('Go to Symbol in Workspace', () => {
  after(closeAll);

  const cases: readonly [kind: string, query: string, name: string, line: string][] = [
    ['a process', '101 a', '101 a', 'unfinished'],
    ['a file', 'etc/config', '/traced/etc/config', 'openat('],
    ['a phase', 'Execute', 'Execute a', 'execve('],
  ];
  for (const [kind, query, name, line] of cases) {
    it(`finds ${kind}`, async () => {
      const { document } = await open(file);
      await outline(document);
      const found = await provided<SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        [query],
        (symbols) => symbols.some(isIt),
      );
      assert.equal(found.find(isIt)?.location.range.start.line, lineWith(document, line));

      // VS Code keeps the traces of other tests open for a while.
      function isIt(symbol: SymbolInformation): boolean {
        return symbol.name === name && symbol.location.uri.path === document.uri.path;
      }
    });
  }
});
