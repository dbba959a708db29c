import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { closeAll, open, until, withSetting } from './support.ts';

describe('a plain text that looks like a trace', () => {
  afterEach(closeAll);

  it('stays what it is unless somebody says yes', async () => {
    const { document } = await open('never.txt');
    // The next one in line gets its question first; nobody answers either.
    await open('notes.txt');
    await open('never.txt');
    assert.equal(document.languageId, 'plaintext');
  });

  it('becomes one where the user wants that always', async () => {
    await withSetting('detection', 'always', async () => {
      await open('output.txt');
      await until('the language', () => window.activeTextEditor?.document.languageId === 'strace');
    });
  });

  it('becomes one after it was pasted', async () => {
    await withSetting('detection', 'always', async () => {
      const document = await workspace.openTextDocument({ language: 'plaintext', content: '' });
      const editor = await window.showTextDocument(document);
      await editor.edit((edit) => {
        edit.insert(document.positionAt(0), 'close(1) = 0\nclose(2) = 0\nclose(3) = 0\n');
      });
      await until('the language', () => window.activeTextEditor?.document.languageId === 'strace');
    });
  });

  it('becomes one by the command', async () => {
    await open('never.txt');
    await commands.executeCommand('strace.setLanguage');
    await until('the language', () => window.activeTextEditor?.document.languageId === 'strace');
  });
});
