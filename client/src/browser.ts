import { Uri, type ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, startClient } from './extension.ts';

/** Entry point in VS Code for the Web: the server is a worker. */
export function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'server/dist/browser.js').toString(true);
  return startClient(context, {
    newClient: () => new LanguageClient('strace', 'Strace Lens', new Worker(script), clientOptions),
    // No file system here reads the start of a file alone.
    readStart: () => Promise.resolve(undefined),
  });
}
