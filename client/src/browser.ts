import { Uri, type ExtensionContext } from 'vscode';
import { clientOptions, startClient } from './extension.ts';

/** Entry point in VS Code for the Web: the server is a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  return startClient(context, {
    newClient: async () => {
      // Loaded with the first trace: most windows never have one.
      const { LanguageClient } = await import('vscode-languageclient/browser');
      const script = Uri.joinPath(context.extensionUri, 'server/dist/browser.js').toString(true);
      return new LanguageClient('strace', 'Strace Lens', new Worker(script), clientOptions);
    },
    // No file system here reads the start of a file alone.
    readStart: () => Promise.resolve(undefined),
    // No `man` either.
    readManual: () => Promise.resolve(undefined),
    home: undefined,
  });
}
