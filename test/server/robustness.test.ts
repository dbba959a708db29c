import assert from 'node:assert/strict';
import { type Server, startServer } from '../support/server.ts';

const deep = 50_000;
const megabytes = 10_000_000;

/** Texts that no strace wrote, or that somebody cut, and how the server must bear them. */
const texts: readonly (readonly [title: string, text: string])[] = [
  ['nothing', ''],
  ['blank lines', '\n\r\n\r\r\n'],
  [
    'binary junk',
    Array.from({ length: 5_000 }, (_, i) => String.fromCharCode((i * 7919) % 0x3000)).join(''),
  ],
  ['half surrogates', 'write(1, "\ud800", 1) = 1\n\udc00\n'],
  ['a line of 10 MB', `write(1, "${'a'.repeat(megabytes)}", ${megabytes}) = ${megabytes}\n`],
  ['a line of 10 MB without an end', `write(1, "${'\\'.repeat(megabytes)}`],
  ['brackets 50,000 deep', `f(${'['.repeat(deep)}${']'.repeat(deep)}) = 0\n`],
  ['structures 50,000 deep', `f(${'{a='.repeat(deep)}1${'}'.repeat(deep)}) = 0\n`],
  ['brackets that never close', `f(${'[{('.repeat(deep)}\n`],
  ['annotations in annotations', `read(3${'<a'.repeat(deep)}${'>'.repeat(deep)}, "", 1) = 0\n`],
  [
    'halves without partners',
    '1 <... read resumed>) = 0\n'.repeat(1_000) + '2 read(3, <unfinished ...>\n'.repeat(1_000),
  ],
  [
    'a line cut in each place',
    Array.from(
      '12 11:25:20.1 openat(AT_FDCWD</x>, "/etc\\n", O_RDONLY) = -1 ENOENT (No such) <0.1>',
    )
      .map((_, i, all) => all.slice(0, i).join(''))
      .join('\n'),
  ],
  [
    'numbers too large',
    '99999999999999999999 99999999999999999999.9 lseek(99999999999999999999, 99999999999999999999999) = 99999999999999999999999 <99999999999999999999.9>\n',
  ],
  [
    'many processes',
    Array.from({ length: 20_000 }, (_, i) => `${i + 1} fork() = ${i + 2}`).join('\n'),
  ],
  [
    'many opens',
    Array.from({ length: 20_000 }, (_, i) => `open("/a", O_RDONLY) = ${i}`).join('\n'),
  ],
  ['closing everything', 'close_range(0, 4294967295, 0) = 0\n'.repeat(1_000)],
  [
    'a signal for every line',
    '--- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=1, si_uid=0} ---\n'.repeat(20_000),
  ],
  [
    'names of objects',
    '__proto__(constructor) = 1\nconstructor(__proto__=1) = -1 toString (valueOf)\nhasOwnProperty(3) = 0\n',
  ],
];

describe('the server bears', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(async () => assert.equal(await server.stop(), 0));

  for (const [title, text] of texts) {
    it(title, async () => {
      const errors: unknown[] = [];
      const listening = server.connection.onNotification('window/logMessage', (message) => {
        errors.push(message);
      });
      const uri = await server.open(text);
      const lines = text.split(/\r\n|\r|\n/);
      const whole = {
        start: { line: 0, character: 0 },
        end: { line: Math.min(lines.length, 200), character: 0 },
      };
      assert.ok(Array.isArray(await server.phases(uri)));
      assert.ok(Array.isArray(await server.symbols(uri)));
      assert.ok(Array.isArray(await server.folds(uri)));
      for (const line of [0, 1, Math.floor(lines.length / 2), lines.length - 1]) {
        const length = (lines[line] ?? '').length;
        for (const character of [0, 3, 9, Math.floor(length / 2), length - 1, length + 5]) {
          const position = { line, character: Math.max(0, character) };
          await server.hover(uri, position.line, position.character);
          const params = { textDocument: { uri }, position, context: { includeDeclaration: true } };
          await server.connection.sendRequest('textDocument/definition', params);
          await server.connection.sendRequest('textDocument/references', params);
          await server.connection.sendRequest('textDocument/documentHighlight', params);
          await server.connection.sendRequest('textDocument/selectionRange', {
            ...params,
            positions: [position],
          });
        }
        await server.explain(uri, line);
      }
      for (const method of [
        'textDocument/inlayHint',
        'textDocument/semanticTokens/range',
        'strace/paths',
      ]) {
        await server.connection.sendRequest(method, { textDocument: { uri }, range: whole });
      }
      await server.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
      await server.connection.sendRequest('workspace/symbol', { query: 'etc' });
      await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      listening.dispose();
      assert.deepEqual(errors, []);
    });
  }

  it('a request that it does not know, and goes on', async () => {
    await assert.rejects(server.connection.sendRequest('strace/nothing', {}));
    const uri = await server.open('getpid() = 1');
    assert.equal((await server.explain(uri, 0))?.syscall, 'getpid');
  });

  it('positions that are nowhere', async () => {
    const uri = await server.open('getpid() = 1');
    assert.equal(await server.hover(uri, 1_000_000, 5), null);
    assert.ok((await server.hover(uri, 0, 2_147_483_647)) !== undefined);
  });
});
