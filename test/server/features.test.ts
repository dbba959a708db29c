import assert from 'node:assert/strict';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  SelectionRange,
} from 'vscode-languageserver-types';
import { type Server, startServer } from '../support/server.ts';

const tree = `100 execve("/bin/sh", ["sh"], 0x7ffc /* 3 vars */) = 0
100 fork() = 101
101 execve("/bin/true", ["true"], 0x55d0 /* 3 vars */) = 0
101 openat(AT_FDCWD, "/no", O_RDONLY) = -1 ENOENT (No such file or directory)
101 exit_group(3) = ?
101 +++ exited with 3 +++
100 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 101
100 exit_group(0) = ?
100 +++ exited with 0 +++
`;

describe('the features of the server', () => {
  let server: Server;
  let uri: string;
  before(async () => {
    server = await startServer({
      textDocument: { semanticTokens: { requests: { range: true }, tokenTypes: [] } },
    });
    uri = await server.open(tree);
  });
  after(() => server.stop());

  function request<Result>(method: string, params: object): Promise<Result> {
    return server.connection.sendRequest<Result>(method, {
      textDocument: { uri },
      ...params,
    });
  }

  it('offer semantic tokens of ranges, and not of the whole to an editor that asks for ranges', () => {
    const provider = server.capabilities['semanticTokensProvider'] as Record<string, unknown>;
    assert.equal(provider['range'], true);
    assert.equal(provider['full'], undefined);
  });

  it('offer them of the whole to others', async () => {
    const other = await startServer();
    const provider = other.capabilities['semanticTokensProvider'] as Record<string, unknown>;
    assert.equal(provider['full'], true);
    await other.stop();
  });

  it('color paths and failed calls in the range that is asked for', async () => {
    const provider = server.capabilities['semanticTokensProvider'] as {
      legend: { tokenTypes: string[]; tokenModifiers: string[] };
    };
    const { data } = await request<{ data: number[] }>('textDocument/semanticTokens/range', {
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 80 } },
    });
    const tokens: string[] = [];
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [line = 0, start = 0, length = 0, type = 0, bits = 0] = data.slice(i, i + 5);
      character = i === 0 || line > 0 ? start : character + start;
      const word = (tree.split('\n')[3] ?? '').slice(character, character + length);
      const modifiers = provider.legend.tokenModifiers.filter(
        (_, bit) => (bits & (1 << bit)) !== 0,
      );
      tokens.push(`${word} ${[provider.legend.tokenTypes[type], ...modifiers].join('.')}`);
    }
    assert.deepEqual(tokens, ['openat syscall.failed', '"/no" path']);
  });

  it('widen a selection from the value to the line and the phase', async () => {
    const line = tree.split('\n')[0] ?? '';
    const [found] = await request<SelectionRange[]>('textDocument/selectionRange', {
      positions: [{ line: 0, character: line.indexOf('["sh') + 2 }],
    });
    const words: string[] = [];
    for (let at: SelectionRange | undefined = found; at !== undefined; at = at.parent) {
      words.push(line.slice(at.range.start.character, at.range.end.character));
    }
    assert.deepEqual(words.slice(0, 4), [
      '"sh"',
      '["sh"]',
      '"/bin/sh", ["sh"], 0x7ffc /* 3 vars */',
      line,
    ]);
  });

  it('show above each process what it was, and a step to the next', async () => {
    const lenses = await request<CodeLens[]>('textDocument/codeLens', {});
    assert.deepEqual(
      lenses.map(({ range, command }) => `${range.start.line}: ${command?.title}`),
      [
        '0: 100 sh · exited with 0 · 4 calls',
        '0: next process',
        '2: 101 true · exited with 3 · 3 calls',
      ],
    );
    assert.deepEqual(lenses[1]?.command?.arguments, [2]);
  });

  it('know who started whom', async () => {
    const [item] = await request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
      position: { line: 3, character: 0 },
    });
    assert.equal(item?.name, '101 true');
    const incoming = await request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
      item,
    });
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => `${from.name} ${fromRanges[0]?.start.line}`),
      ['100 sh 1'],
    );
    const outgoing = await request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: incoming[0]?.from,
    });
    assert.deepEqual(
      outgoing.map(({ to }) => to.name),
      ['101 true'],
    );
  });

  const moves: readonly (readonly [
    what: string,
    direction: string,
    from: number,
    to: number | null,
  ])[] = [
    ['process', 'next', 1, 6],
    ['process', 'previous', 6, 1],
    ['process', 'previous', 0, null],
    ['failed', 'next', 0, 3],
    ['failed', 'next', 3, null],
    ['half', 'next', 0, null],
    ['slow', 'next', 0, null],
  ];
  for (const [what, direction, from, to] of moves) {
    it(`find the ${direction} ${what} from line ${from}`, async () => {
      const found = await request<{ line: number } | null>('strace/next', {
        position: { line: from, character: 0 },
        what,
        direction,
      });
      assert.equal(found?.line ?? null, to);
    });
  }

  it('find slow calls by the setting, and the calls of a descriptor', async () => {
    const text = [
      'open("/a", O_RDONLY) = 3 <0.000100>',
      'read(3, "", 1) = 0 <0.500000>',
      'getpid() = 1 <0.000100>',
      'close(3) = 0 <0.000100>',
    ].join('\n');
    const document = { textDocument: { uri: await server.open(text) } };
    const ask = (what: string, line: number) =>
      request<{ line: number } | null>('strace/next', {
        ...document,
        position: { line, character: 0 },
        what,
        direction: 'next',
      });
    assert.equal((await ask('slow', 0))?.line, 1);
    assert.equal((await ask('descriptor', 1))?.line, 3);
    const followed = await request<{ title: string; lines: number[]; cut: boolean }>(
      'strace/follow',
      {
        ...document,
        position: { line: 1, character: 5 },
        what: 'descriptor',
      },
    );
    assert.deepEqual(followed, { title: 'fd 3', lines: [0, 1, 3], cut: false });
  });

  it('follow a process', async () => {
    const followed = await request<{ title: string; lines: number[] }>('strace/follow', {
      position: { line: 2, character: 0 },
      what: 'process',
    });
    assert.deepEqual(followed.lines, [2, 3, 4, 5]);
    assert.equal(followed.title, '101 true');
  });
});
