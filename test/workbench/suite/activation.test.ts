import assert from 'node:assert/strict';
import { commands, extensions, workspace } from 'vscode';
import { commandIds } from '../../../client/src/names.ts';
import { extensionId, fileUri, open } from './support.ts';

describe('activation', () => {
  it('happens with the first trace', async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension, 'the extension is known');
    const { document } = await open('go-min.strace');
    assert.equal(document.languageId, 'strace');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('brings every command', async () => {
    const known = new Set(await commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !known.has(id)),
      [],
    );
  });
});

describe('the language of a file', () => {
  const names: readonly [name: string, language: string][] = [
    ['go-min.strace', 'strace'],
    ['c-static.strace', 'strace'],
    ['run.strace.4711', 'strace'],
    ['strace.out', 'strace'],
    ['first-line', 'strace'],
    ['notes.txt', 'plaintext'],
  ];
  for (const [name, language] of names) {
    it(`of ${name} is ${language}`, async () => {
      const { languageId } = await workspace.openTextDocument(fileUri(name));
      assert.equal(languageId, language);
    });
  }
});
