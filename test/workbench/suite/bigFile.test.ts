import assert from 'node:assert/strict';
import { commands, TabInputText, window } from 'vscode';
import { closeAll, fileUri, open, outline, until } from './support.ts';

describe('a big trace', () => {
  after(closeAll);

  it('of more than 300,000 lines has its outline', async () => {
    const { document } = await open('large.strace');
    assert.equal(document.lineCount, 300_002);
    assert.notEqual((await outline(document)).length, 0);
  });

  it('of more than 50 MB reaches no extension', async () => {
    await closeAll();
    await commands.executeCommand('vscode.open', fileUri('huge.strace'));
    await until('its tab', () => {
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof TabInputText && input.uri.path.endsWith('huge.strace');
    });
    assert.equal(window.activeTextEditor, undefined);
  });
});
