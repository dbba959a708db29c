import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Server, startServer } from '../support/server.ts';

const corpus = path.join(import.meta.dirname, '../corpus/shutdown');

function read(name: string): string {
  return readFileSync(path.join(corpus, `${name}.strace`), 'utf8');
}

/** What stands beside each stage Shutdown in the outline. */
async function details(server: Server, name: string): Promise<(string | undefined)[]> {
  const stages = await server.symbols(await server.open(read(name)));
  return stages.filter((stage) => stage.name === 'Shutdown').map(({ detail }) => detail);
}

describe('the server, on how a process ended', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  it('answers a phase of stage shutdown, which the lines of the end are explained with', async () => {
    const uri = await server.open(read('segv-threads'));
    const last = (await server.phases(uri)).at(-1);
    assert.deepEqual(last, {
      id: 'c.killed',
      title: 'Killed by SIGSEGV at address 0x8, core dumped',
      stage: 'shutdown',
      runtime: 'c',
      pid: 19273,
      startLine: 28,
      endLine: 31,
      calls: 0,
    });
    assert.equal((await server.explain(uri, 28))?.phase, 'c.killed');
    assert.equal((await server.explain(uri, 31))?.phase, 'c.killed');
    assert.equal((await server.explain(uri, 27))?.phase, 'c.program');
  });

  it('tells it beside the stage in the outline', async () => {
    assert.deepEqual(await details(server, 'atexit'), ['exit with status 7, 1 call']);
    assert.deepEqual(await details(server, 'detach-nof'), ['detached while in pause, 0 calls']);
    assert.deepEqual(await details(server, 'exec-thread'), [
      'replaced by execve of thread 19246, 1 call',
      'exit with status 0, 1 call',
    ]);
    assert.deepEqual(await details(server, 'cut'), []);
  });

  /** What the hover at a word of a trace says. */
  async function said(name: string, word: string): Promise<string> {
    const text = read(name);
    const line = text.split('\n').findIndex((one) => one.includes(word));
    const character = text.split('\n')[line]?.indexOf(word) ?? 0;
    const contents = (await server.hover(await server.open(text), line, character + 1))?.contents;
    assert.ok(typeof contents === 'object' && 'value' in contents);
    return contents.value;
  }

  it('says in a hover what happened, with figures and links', async () => {
    const text = await said('all-ttT', 'exit_group');
    assert.match(text, /\*\*Phase:\*\* `Exit with status 1, ending 3 other threads`/);
    assert.match(text, /`exit_group` takes all other threads along/);
    assert.match(text, /1 call · [\d.]+ \S+ from first line to last/);
    assert.match(text, /\[exit_group\.2\]\(https:\/\/man7\.org\/linux\/man-pages\//);
  });

  it('says it on lines that hold no call, too', async () => {
    assert.match(await said('detach-nof', '<detached'), /\*\*Phase:\*\* `Detached while in pause`/);
    assert.match(await said('kill-outside', 'killed by'), /Nobody in the trace sent this signal/);
    assert.match(await said('segv', 'SIGSEGV'), /`SEGV_MAPERR` means that nothing is mapped there/);
    assert.match(await said('exec-thread-ff.19441', 'superseded'), /The kernel ends all other thr/);
  });
});
