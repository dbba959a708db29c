import assert from 'node:assert/strict';
import { type Server, startServer } from '../support/server.ts';

describe('a trace that grows in the editor', () => {
  let server: Server;

  before(async () => {
    server = await startServer();
  });
  after(async () => {
    await server.stop();
  });

  it('has the phases of one that was opened as a whole, after each addition', async () => {
    const loop = [
      'openat(AT_FDCWD, "/srv/a", O_RDONLY) = 3',
      'read(3, "x", 9) = 1',
      'close(3) = 0',
    ];
    const lines = [
      'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
      'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
      'set_tid_address(0x4c1650) = 1',
      ...Array.from({ length: 24_000 }, (_, at) => loop[at % loop.length] ?? ''),
    ];
    const additions = [
      'socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3\n',
      'connect(3, {sa_family=AF_INET, sin_port=htons(80)}, 16) = 0\nexit_gr',
      'oup(0) = ?\n',
      '+++ exited with 0 +++\n',
    ];
    let text = `${lines.join('\n')}\n`;
    const uri = await server.open(text);
    await server.phases(uri);
    for (const [index, addition] of additions.entries()) {
      const line = text.split('\n').length - 1;
      const end = { line, character: text.length - text.lastIndexOf('\n') - 1 };
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: index + 2 },
        contentChanges: [{ range: { start: end, end }, text: addition }],
      });
      text += addition;
      assert.deepEqual(await server.phases(uri), await server.phases(await server.open(text)));
    }
    const last = (await server.phases(uri)).at(-1);
    assert.equal(last?.stage, 'shutdown');
  });
});
