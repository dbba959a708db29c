import {
  OverviewRulerLane,
  Range,
  ThemeColor,
  window,
  type Disposable,
  type TextEditor,
} from 'vscode';
import type { FollowParams } from '../../server/src/protocol.ts';
import { count } from './format.ts';
import type { Server } from './server.ts';

const messageMilliseconds = 4000;

type Work = (editor: TextEditor, server: Server) => Promise<void>;

/** Marks all lines of a process or descriptor, in the text and beside the scroll bar. */
export function createFollowing(): Disposable & {
  readonly process: Work;
  readonly descriptor: Work;
  readonly stop: Work;
} {
  const mark = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.wordHighlightBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightForeground'),
    overviewRulerLane: OverviewRulerLane.Full,
  });
  const follow =
    (what: FollowParams['what']): Work =>
    async (editor, server) => {
      const found = await server.follow(editor.document, editor.selection.active, what);
      if (found === undefined) {
        tell(`No ${what} on this line.`);
        return;
      }
      editor.setDecorations(
        mark,
        found.lines.map((line) => new Range(line, 0, line, 0)),
      );
      const more = found.cut ? ', and more' : '';
      tell(`Following ${found.title}: ${count(found.lines.length, 'line')}${more}`);
    };
  return {
    process: follow('process'),
    descriptor: follow('descriptor'),
    async stop(editor) {
      editor.setDecorations(mark, []);
    },
    dispose: () => mark.dispose(),
  };
}

function tell(message: string): void {
  window.setStatusBarMessage(message, messageMilliseconds);
}
