import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { DocumentSymbol, FoldingRange, Hover } from 'vscode-languageserver-types';
import type { Explanation, Phase } from '../../server/src/protocol.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The file that `bin` of the server's manifest names: what users run. */
export const serverFile = path.join(
  root,
  'server',
  (
    JSON.parse(readFileSync(path.join(root, 'server/package.json'), 'utf8')) as {
      bin: Record<string, string>;
    }
  ).bin['strace-language-server'] ?? '',
);

/** Parameters of a request at a place. */
function at(uri: string, line: number, character: number) {
  return { textDocument: { uri }, position: { line, character } };
}

/** The shipped server in a process of its own, spoken to over its standard input and output. */
export interface Server {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  /** What `initialize` answered. */
  readonly capabilities: Record<string, unknown>;
  open(text: string, uri?: string): Promise<string>;
  phases(uri: string): Promise<Phase[]>;
  explain(uri: string, line: number): Promise<Explanation | null>;
  symbols(uri: string): Promise<DocumentSymbol[]>;
  folds(uri: string): Promise<FoldingRange[]>;
  hover(uri: string, line: number, character: number): Promise<Hover | null>;
  /** Says goodbye as LSP wants it; the exit code of the process. */
  stop(): Promise<number | null>;
}

/** How an editor begins, besides its capabilities. */
interface Beginning {
  readonly initializationOptions?: object;
  /** Called before anything is sent, to listen for what the server asks at once. */
  readonly prepare?: (connection: MessageConnection) => void;
}

/** Starts the server as another editor would, with the given client capabilities. */
export async function startServer(
  capabilities: object = {},
  file = serverFile,
  { initializationOptions, prepare }: Beginning = {},
): Promise<Server> {
  const child = spawn(process.execPath, [file, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  prepare?.(connection);
  connection.listen();
  const answer = await connection.sendRequest<{ capabilities: Record<string, unknown> }>(
    'initialize',
    { processId: process.pid, rootUri: null, capabilities, initializationOptions },
  );
  await connection.sendNotification('initialized', {});
  let count = 0;
  return {
    connection,
    process: child,
    capabilities: answer.capabilities,
    async open(text, uri = `untitled:trace-${++count}`) {
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'strace', version: 1, text },
      });
      return uri;
    },
    async phases(uri) {
      const { phases } = await connection.sendRequest<{ phases: Phase[] }>('strace/phases', {
        textDocument: { uri },
      });
      return phases;
    },
    explain: (uri, line) => connection.sendRequest('strace/explain', at(uri, line, 0)),
    symbols: (uri) =>
      connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } }),
    folds: (uri) => connection.sendRequest('textDocument/foldingRange', { textDocument: { uri } }),
    hover: (uri, line, character) =>
      connection.sendRequest('textDocument/hover', at(uri, line, character)),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return exited;
    },
  };
}
