import { env, Uri, ViewColumn, window, workspace, type Disposable, type TextEditor } from 'vscode';
import type { Server } from './server.ts';

/** Manual pages are read-only documents of this scheme. */
const scheme = 'strace-man';

/** The text of a manual page by the machine's own `man`; undefined where that has none. */
export type ReadManual = (name: string, section: string) => Promise<string | undefined>;

/** Opens manual pages: the machine's own in a document, else the one on the web. */
export function createManual(read: ReadManual): Disposable & {
  readonly open: (editor: TextEditor, server: Server) => Promise<void>;
} {
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) => readPage(path.slice(1)),
  });
  return {
    async open(editor, server) {
      const found = await server.manual(editor.document, editor.selection.active);
      if (found === undefined) {
        window.setStatusBarMessage('No manual page for this line.', messageMilliseconds);
        return;
      }
      const text = await readPage(found.page);
      if (text === undefined) {
        await env.openExternal(Uri.parse(found.url));
        return;
      }
      const uri = Uri.from({ scheme, path: `/${found.page}` });
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview: true, viewColumn: ViewColumn.Beside });
    },
    dispose: () => provider.dispose(),
  };

  /** Nothing of the machine runs in a workspace that the user does not trust. */
  async function readPage(page: string): Promise<string | undefined> {
    const match = /^([a-z_0-9.]+)\.(\d)[a-z]*$/.exec(page);
    if (match === null || !workspace.isTrusted) return undefined;
    return read(match[1] ?? '', match[2] ?? '');
  }
}

const messageMilliseconds = 4000;
