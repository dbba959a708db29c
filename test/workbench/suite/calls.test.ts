import assert from 'node:assert/strict';
import { commands, Selection, type TextEditor } from 'vscode';
import { closeAll, jump, lineWith, open, outline, placeOf, putCursor } from './support.ts';

const file = 'state.strace';

/** Opens the trace with the cursor on a word of a line. */
async function openAt(line: string, word: string): Promise<TextEditor> {
  const editor = await open(file);
  await outline(editor.document);
  const place = placeOf(editor.document, line, word);
  editor.selection = new Selection(place, place);
  return editor;
}

describe('going from call to call', () => {
  after(closeAll);

  const cases: readonly [from: string, word: string, command: string, to: string][] = [
    ['fork()', 'fork', 'strace.nextInProcess', 'nanosleep('],
    ['nanosleep(', 'nanosleep', 'strace.previousInProcess', 'fork()'],
    ['read(3, "one"', '3,', 'strace.nextOfDescriptor', 'unfinished'],
    ['read(3, "one"', '3,', 'strace.previousOfDescriptor', 'openat('],
    ['execve(', 'execve', 'strace.nextFailed', 'EBADF'],
    ['+++ exited with 1', 'exited', 'strace.previousFailed', 'EBADF'],
    ['execve(', 'execve', 'strace.nextSlow', 'nanosleep('],
    ['exited with 1', 'exited', 'strace.previousSlow', 'resumed'],
    ['unfinished', 'unfinished', 'strace.otherHalf', 'resumed'],
    ['resumed', 'resumed', 'strace.otherHalf', 'unfinished'],
  ];
  for (const [from, word, command, to] of cases) {
    it(`leads from ${from} to ${to} by ${command}`, async () => {
      const editor = await openAt(from, word);
      await jump(editor, command, lineWith(editor.document, to));
    });
  }

  it('stays where it is when there is no further one', async () => {
    const editor = await openAt('EBADF', 'read');
    await commands.executeCommand('strace.nextFailed');
    assert.equal(editor.selection.active.line, lineWith(editor.document, 'EBADF'));
  });

  it('goes to the next process by the code lens', async () => {
    const editor = await openAt('execve(', 'execve');
    const line = lineWith(editor.document, 'unfinished');
    await commands.executeCommand('strace.goToLine', line);
    assert.equal(editor.selection.active.line, line);
  });
});

describe('following', () => {
  after(closeAll);

  for (const command of ['strace.followProcess', 'strace.followDescriptor']) {
    it(`leaves the cursor where it is: ${command}`, async () => {
      const editor = await openAt('read(3, "one"', '3,');
      const before = editor.selection;
      await commands.executeCommand(command);
      assert.ok(editor.selection.isEqual(before));
      await commands.executeCommand('strace.stopFollowing');
    });
  }

  it('is no failure on a line without a descriptor', async () => {
    const editor = await openAt('fork()', 'fork');
    putCursor(editor, lineWith(editor.document, 'fork()'));
    await commands.executeCommand('strace.followDescriptor');
  });
});
