import assert from 'node:assert/strict';
import type { CompletionItem, Diagnostic, MarkupContent } from 'vscode-languageserver-types';
import { type Server, serverFile, startServer } from '../support/server.ts';

const uri = 'file:///work/.strace-lens/team.yaml';
const text = 'reasons:\n  - name: a\n    match: getpp\n    \n';

/** What the server asks a client to ask it for. */
interface Registered {
  readonly method: string;
  readonly registerOptions: { readonly documentSelector: object };
}

/** Client capabilities of an editor that can be asked for more documents. */
const registering = {
  textDocument: {
    synchronization: { dynamicRegistration: true },
    completion: { dynamicRegistration: true },
    hover: { dynamicRegistration: true },
  },
};

async function open(server: Server, content = text): Promise<void> {
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text: content },
  });
}

/** Labels of what is offered at a place. */
async function offered(server: Server, line: number, character: number): Promise<string[]> {
  const items = await server.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri },
    position: { line, character },
  });
  return items.map(({ label }) => label);
}

describe('help in files with profiles and reasons', () => {
  let server: Server;
  const published: { uri: string; diagnostics: Diagnostic[] }[] = [];

  before(async () => {
    server = await startServer();
    server.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: (typeof published)[number]) => {
        published.push(params);
      },
    );
    await open(server);
  });
  after(() => server.stop());

  it('offers keys and names', async () => {
    const keys = await offered(server, 3, 4);
    assert.ok(keys.includes('why') && keys.includes('stage') && !keys.includes('name'));
    assert.deepEqual(await offered(server, 2, 16), ['getppid']);
  });

  it('follows what is written', async () => {
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: { line: 3, character: 4 }, end: { line: 3, character: 4 } },
          text: 'stage: ',
        },
      ],
    });
    assert.ok((await offered(server, 3, 11)).includes('shutdown'));
  });

  it('offers phases of the profiles that the client sent last', async () => {
    const profile = 'name: team\ntitle: Team\nruntime: c\nprogram: { title: Team }\n';
    const files = [{ uri: 'file:///work/.strace-lens/profile.yaml', text: profile }];
    await server.connection.sendNotification('strace/profiles', { files });
    await open(server, 'phase: team.prog');
    assert.deepEqual(await offered(server, 0, 16), ['team.program']);
    await server.connection.sendNotification('strace/profiles', { files: [] });
    assert.deepEqual(await offered(server, 0, 16), []);
    await open(server);
  });

  it('explains keys and names', async () => {
    const key = await server.hover(uri, 1, 5);
    assert.match((key?.contents as MarkupContent | undefined)?.value ?? '', /^Names the reason/);
    assert.equal(await server.hover(uri, 3, 2), null);
  });

  it('takes such a file for no trace, and leaves the problems that are told of it', async () => {
    assert.deepEqual(await server.symbols(uri), []);
    assert.deepEqual(await server.phases(uri), []);
    const symbols = await server.connection.sendRequest('workspace/symbol', { query: '' });
    assert.deepEqual(symbols, []);
    published.length = 0;
    await server.connection.sendNotification('strace/profiles', { files: [{ uri, text: 'x: 1' }] });
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(await server.phases(uri), []);
    assert.deepEqual(
      published.map((one) => [one.uri, one.diagnostics.length > 0]),
      [[uri, true]],
    );
    await open(server);
  });

  it('takes no YAML for a trace, wherever it is', async () => {
    const document = 'file:///work/notes.yaml';
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document, languageId: 'yaml', version: 1, text: 'close(3) = 0\n' },
    });
    assert.deepEqual(await server.phases(document), []);
    assert.equal(await server.hover(document, 0, 1), null);
  });

  it('offers nothing in a trace, or in a document that there is not', async () => {
    const trace = await server.open('close(3) = 0\n');
    for (const document of [trace, 'file:///work/.strace-lens/none.yaml']) {
      const params = { textDocument: { uri: document }, position: { line: 0, character: 0 } };
      assert.deepEqual(await server.connection.sendRequest('textDocument/completion', params), []);
    }
  });

  it('is announced to clients that take no registrations', () => {
    assert.ok(server.capabilities['completionProvider']);
  });
});

describe('help in files with profiles, for clients that take registrations', () => {
  it('is asked for in those files alone', async () => {
    let tell: ((all: readonly Registered[]) => void) | undefined;
    const told = new Promise<readonly Registered[]>((resolve) => {
      tell = resolve;
    });
    const server = await startServer(registering, serverFile, {
      prepare: (connection) =>
        connection.onRequest(
          'client/registerCapability',
          (params: { registrations: readonly Registered[] }) => {
            tell?.(params.registrations);
            return null;
          },
        ),
    });
    const registrations = await told;
    assert.deepEqual(registrations.map(({ method }) => method).toSorted(), [
      'textDocument/completion',
      'textDocument/didChange',
      'textDocument/didClose',
      'textDocument/didOpen',
      'textDocument/hover',
    ]);
    const selector = [{ language: 'yaml', pattern: '**/.strace-lens/*.{yaml,yml}' }];
    for (const { registerOptions } of registrations) {
      assert.deepEqual(registerOptions.documentSelector, selector);
    }
    assert.equal(server.capabilities['completionProvider'], undefined);
    await server.stop();
  });

  it('is of names alone where another server has the JSON Schema', async () => {
    const server = await startServer({}, serverFile, {
      initializationOptions: { profileSchema: 'elsewhere' },
    });
    await open(server);
    assert.deepEqual(await offered(server, 3, 4), []);
    assert.deepEqual(await offered(server, 2, 16), ['getppid']);
    assert.equal(await server.hover(uri, 1, 5), null);
    await server.stop();
  });
});
