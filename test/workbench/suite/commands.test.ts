import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { closeAll, jump, lineWith, open, outline, putCursor, until } from './support.ts';

describe('jumping', () => {
  after(closeAll);

  it('goes to where the program starts', async () => {
    const editor = await open('c-static.strace');
    await outline(editor.document);
    putCursor(editor, 0);
    await jump(editor, 'strace.goToProgram', lineWith(editor.document, 'fstat(1'));
  });

  it('goes from phase to phase and back', async () => {
    const editor = await open('go-min.strace');
    await outline(editor.document);
    putCursor(editor, 0);
    const lines = [0];
    for (;;) {
      const from = editor.selection.active.line;
      await commands.executeCommand('strace.nextPhase');
      const to = editor.selection.active.line;
      if (to === from) break;
      assert.ok(to > from, 'each phase starts below the one before');
      lines.push(to);
    }
    assert.ok(lines.length > 5, `it has many phases, not ${lines.length}`);
    for (const line of lines.slice(0, -1).toReversed()) {
      await jump(editor, 'strace.previousPhase', line);
    }
  });

  it('goes to the start of the phase that the cursor is in', async () => {
    const editor = await open('go-min.strace');
    putCursor(editor, 0);
    await commands.executeCommand('strace.nextPhase');
    const start = editor.selection.active.line;
    await commands.executeCommand('strace.nextPhase');
    putCursor(editor, editor.selection.active.line - 1);
    assert.ok(editor.selection.active.line >= start);
    await jump(editor, 'strace.previousPhase', start === editor.selection.active.line ? 0 : start);
  });

  it('stays with the process of the cursor', async () => {
    const editor = await open('two.strace');
    await outline(editor.document);
    putCursor(editor, lineWith(editor.document, '101 10:00:00.003'));
    await commands.executeCommand('strace.nextPhase');
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /^101 /);
  });

  it('lets one choose a phase', async () => {
    const editor = await open('c-static.strace');
    putCursor(editor, 0);
    await commands.executeCommand('strace.goToPhase');
    await commands.executeCommand('workbench.action.quickOpenNavigateNext');
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await until('a chosen phase', () => editor.selection.active.line > 0);
  });

  it('folds all but the program', async () => {
    const editor = await open('c-static.strace');
    putCursor(editor, lineWith(editor.document, 'write(1'));
    await commands.executeCommand('strace.foldAllButProgram');
    await until('folded lines', () => editor.visibleRanges.length > 1);
    const program = lineWith(editor.document, 'fstat(1');
    assert.ok(
      editor.visibleRanges.some((range) => range.contains(editor.document.lineAt(program).range)),
      'the program is in view',
    );
    await commands.executeCommand('editor.unfoldAll');
  });

  it('is told of in a text that is no trace', async () => {
    const editor = await open('notes.txt');
    await commands.executeCommand('strace.nextPhase');
    assert.equal(editor.selection.active.line, 0);
  });
});

describe('Open a Sample Trace', () => {
  after(closeAll);

  it('opens each of the two, as a trace that cannot be changed', async () => {
    for (const file of ['c-static.strace', 'go-min.strace']) {
      await commands.executeCommand('strace.openSample', file);
      const document = await until(`the sample ${file}`, () => {
        const shown = window.activeTextEditor?.document;
        return shown?.uri.scheme === 'strace-sample' && shown.uri.path === `/${file}`
          ? shown
          : undefined;
      });
      assert.equal(document.languageId, 'strace');
      assert.match(document.lineAt(0).text, /^execve\(/);
      assert.notEqual((await outline(document)).length, 0);
    }
  });
});

describe('Restart Language Server', () => {
  after(closeAll);

  it('brings the answers back', async () => {
    const { document } = await open('c-static.strace');
    await outline(document);
    await commands.executeCommand('strace.restartServer');
    assert.notEqual((await outline(document)).length, 0);
  });
});
