import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
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
    readManual,
    home: process.env['HOME'] ?? process.env['USERPROFILE'],
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

const manualWidth = '100';
const manualBytes = 4_000_000;
const manualMilliseconds = 10_000;

/** Runs `man`, with no shell. Its output has letters struck twice for bold, which are made one. */
async function readManual(name: string, section: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('man', ['-P', 'cat', section, name], {
      env: { ...process.env, MANWIDTH: manualWidth, LC_ALL: 'C.UTF-8' },
      maxBuffer: manualBytes,
      timeout: manualMilliseconds,
    });
    // oxlint-disable-next-line no-control-regex -- a backspace strikes the letter before it again
    const text = stdout.replaceAll(/.\u0008/gu, '').replaceAll(/\u001b\[[\d;]*m/g, '');
    return text.trim() === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
