import { open } from 'node:fs/promises';
import type { ExtensionContext, Uri } from 'vscode';
import { clientOptions, startClient } from './extension.ts';

/** Entry point on the desktop and on remote machines: the server is a process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  return startClient(context, {
    newClient: async () => {
      // Loaded with the first trace: most windows never have one.
      const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
      const module = context.asAbsolutePath('server/dist/node.js');
      const options = { module, transport: TransportKind.ipc };
      return new LanguageClient('strace', 'Strace Lens', options, clientOptions);
    },
    readStart,
  });
}

async function readStart(uri: Uri, length: number): Promise<Uint8Array | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const file = await open(uri.fsPath);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
