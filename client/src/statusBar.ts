import { Disposable, StatusBarAlignment, window, workspace, type CancellationToken } from 'vscode';
import { readConfig } from './config.ts';
import { debounce } from './debounce.ts';
import { cursorDetail, cursorText } from './format.ts';
import { language, type CommandId } from './names.ts';
import type { Server } from './server.ts';

const delayMilliseconds = 80;
/** Left of the language and the encoding, right of the cursor's position. */
const priority = 99;

/** Tells in the status bar what the cursor's line is part of. Hidden without a trace in focus. */
export function createStatusBar(server: Server): Disposable {
  const click: CommandId = 'strace.goToPhase';
  const item = window.createStatusBarItem('strace.cursor', StatusBarAlignment.Left, priority);
  item.name = 'Strace: Cursor';
  item.command = click;

  const update = async (token: CancellationToken) => {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== language || !readConfig().statusBar) {
      item.hide();
      return;
    }
    const info = await server.cursor(editor.document, editor.selection.active.line, token);
    if (token.isCancellationRequested) return;
    const text = info && cursorText(info);
    if (info === undefined || text === undefined) {
      item.hide();
      return;
    }
    // A `$(name)` in a traced program's name would show as an icon.
    item.text = `$(pulse) ${text.replaceAll('$(', '$\u200b(')}`;
    item.tooltip = cursorDetail(info);
    item.show();
  };
  const debounced = debounce(delayMilliseconds, update);

  debounced.schedule();
  return Disposable.from(
    item,
    debounced,
    window.onDidChangeActiveTextEditor(debounced.schedule),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) debounced.schedule();
    }),
    workspace.onDidOpenTextDocument(debounced.schedule),
    server.onDidSendProfiles(debounced.schedule),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) debounced.schedule();
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('strace')) debounced.schedule();
    }),
  );
}
