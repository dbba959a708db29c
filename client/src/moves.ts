import { Position, Selection, window, type TextEditor } from 'vscode';
import type { NextParams, NextWhat } from '../../server/src/protocol.ts';
import type { Server } from './server.ts';

const messageMilliseconds = 4000;

const missing: Readonly<Record<NextWhat, string>> = {
  process: 'No further call of this process.',
  descriptor: 'No further call of this descriptor.',
  failed: 'No further call that failed.',
  slow: 'No further slow call; durations need strace -T.',
  half: 'This call is on one line.',
};

/** Puts the cursor on the next or previous call of a kind. */
export function goToCall(what: NextWhat, direction: NextParams['direction']) {
  return async (editor: TextEditor, server: Server): Promise<void> => {
    const from = editor.selection.active;
    const line = await server.next(editor.document, from, { what, direction });
    if (line === undefined) {
      window.setStatusBarMessage(missing[what], messageMilliseconds);
      return;
    }
    await show(editor, line, Math.min(from.character, editor.document.lineAt(line).text.length));
  };
}

/** Puts the cursor of the active editor on a line; what the server's code lenses call. */
export async function goToLine(line: unknown): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor !== undefined && typeof line === 'number') await show(editor, line, 0);
}

/** Shown rather than selected only, so that "Go Back" knows where the jump started. */
async function show(editor: TextEditor, line: number, character: number): Promise<void> {
  const at = new Position(line, character);
  await window.showTextDocument(editor.document, {
    selection: new Selection(at, at),
    ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
  });
}
