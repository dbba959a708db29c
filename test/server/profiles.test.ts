import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Diagnostic, MarkupContent, SymbolInformation } from 'vscode-languageserver-types';
import type { ProfileFile } from '../../server/src/protocol.ts';
import { teamProfile as profile, teamReasons } from '../profiles/files.ts';
import { type Server, startServer } from '../support/server.ts';

const trace = readFileSync('samples/c-static.strace', 'utf8');
const uri = 'vscode-vfs://host/work/.strace-lens/team.yaml';

const shopCalls = [
  'openat(AT_FDCWD, "/etc/shop/a", O_RDONLY) = 3',
  'read(3, "x", 9) = 1',
  'fstat(3, {}) = 0',
];

function textOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : message.value;
}

describe('profiles that a client sends', () => {
  let server: Server;
  const published = new Map<string, Diagnostic[]>();

  before(async () => {
    server = await startServer();
    server.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        published.set(params.uri, params.diagnostics);
      },
    );
  });
  after(() => server.stop());

  /** Sends the files, and ids of the sample's phases as they are then. */
  async function idsWith(document: string, files: readonly ProfileFile[]): Promise<string[]> {
    await server.connection.sendNotification('strace/profiles', { files });
    return (await server.phases(document)).map(({ id }) => id);
  }

  it('hold for open traces from the next request on, and no longer than they are sent', async () => {
    const document = await server.open(trace);
    const builtIn = (await server.phases(document)).map(({ id }) => id);
    assert.ok(builtIn.includes('c.program'));
    const ids = await idsWith(document, [{ uri, text: profile }]);
    assert.ok(ids.includes('team.prepare'), ids.join(' '));
    assert.deepEqual(published.get(uri), []);
    assert.deepEqual(await idsWith(document, []), builtIn);
  });

  it('are refused with the place that is wrong, while the others hold', async () => {
    const document = await server.open(trace);
    const wrong = 'vscode-vfs://host/work/.strace-lens/wrong.yaml';
    const ids = await idsWith(document, [
      { uri: wrong, text: profile.replace('calls: write', 'calls: (write)+').replace('team', 'x') },
      { uri, text: profile },
    ]);
    assert.ok(ids.includes('team.prepare'));
    const [problem, ...more] = published.get(wrong) ?? [];
    assert.deepEqual(more, []);
    assert.equal(problem?.range.start.line, 12);
    assert.equal(problem.range.start.character, 15);
    assert.match(textOf(problem), /is no name of a call/);
    await idsWith(document, [{ uri, text: profile }]);
    assert.deepEqual(published.get(wrong), [], 'a file that is gone has no problems');
  });

  const bad: [title: string, text: string, line: number, message: RegExp][] = [
    ['a file that is no YAML', 'name: x\ntitle: [', 1, /Flow sequence/],
    ['an empty file', '', 0, /wants keys and values/],
    ['keys that no profile has', `${profile}colour: red\n`, 13, /nothing is called 'colour' here/],
    ['a runtime that there is not', profile.replace('runtime: c', 'runtime: d'), 2, /wants one of/],
    ['what is missing', profile.replace('title: The team', ''), 0, /title: is missing/],
    ['a name that is taken', profile.replace('name: team', 'name: kernel'), 0, /built-in profile/],
    ['text nested too deep', '['.repeat(50_000), 0, /stack|Flow/],
    ['text that is too long', `${profile}#${'x'.repeat(300_000)}`, 0, /too long/],
    ['lists where a text is wanted', profile.replace('title: The team', 'title: [a]'), 1, /a text/],
  ];
  for (const [title, text, line, message] of bad) {
    it(`are refused for ${title}`, async () => {
      const document = await server.open(trace);
      const ids = await idsWith(document, [{ uri, text }]);
      assert.ok(!ids.includes('team.prepare'));
      const problem = published.get(uri)?.find((one) => message.test(textOf(one)));
      assert.ok(problem, JSON.stringify(published.get(uri)?.slice(0, 3)));
      if (!title.includes('deep')) assert.equal(problem.range.start.line, line);
    });
  }

  it('name activities that are tried before the built-in ones', async () => {
    const shop = [
      'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
      'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
      'getppid() = 1',
      ...Array.from({ length: 300 }, (_, at) => shopCalls[((at * at * at) % 89) % 3] ?? ''),
      'exit_group(0) = ?',
    ].join('\n');
    const text = [
      'name: shop',
      'title: The shop',
      'runtime: unknown',
      'kind: system',
      'activities:',
      '  - id: settings',
      '    title: Read the settings',
      '    opens: \'@open "/etc/shop/*" ok -> settings\'',
      "    calls: '@fd on settings'",
    ].join('\n');
    const document = await server.open(shop);
    await server.connection.sendNotification('strace/profiles', { files: [{ uri, text }] });
    const titles = (await server.phases(document)).map(({ title }) => title);
    assert.deepEqual(published.get(uri), []);
    assert.ok(titles.includes('Read the settings'), titles.join(', '));
    assert.ok(!titles.includes('Read files'));
  });

  it('are waited for by a search for symbols in the workspace', async () => {
    const document = await server.open(trace);
    await server.connection.sendNotification('strace/profiles', {
      files: [{ uri, text: profile }],
    });
    const symbols = await server.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
      query: 'prepare the team',
    });
    const own = symbols.filter(({ location }) => location.uri === document);
    assert.deepEqual(
      own.map(({ name }) => name),
      ['Prepare the team'],
    );
    await server.connection.sendNotification('strace/profiles', { files: [] });
  });

  it('are left alone where a client sends something else', async () => {
    const document = await server.open(trace);
    for (const params of [{}, { files: null }, { files: [1, { uri: 3 }, { text: 'x' }] }]) {
      await server.connection.sendNotification('strace/profiles', params);
    }
    assert.ok((await server.phases(document)).length > 0);
  });
});

describe('reasons that a client sends', () => {
  const reasonsUri = 'vscode-vfs://host/work/.strace-lens/reasons.yml';
  const preload = 'access("/etc/ld.so.preload", R_OK) = -1 EIO (Input/output error)\n';
  const text = [
    'reasons:',
    '  - name: preload',
    '    match: \'@access "/etc/ld.so.preload" failed\'',
    '    errno: EIO',
    '    usual: true',
    '    why: Our disks are like that.',
    '',
  ].join('\n');
  let server: Server;
  let refreshed = 0;
  const published = new Map<string, Diagnostic[]>();
  const waiting = new Map<string, () => void>();

  before(async () => {
    server = await startServer({
      workspace: {
        semanticTokens: { refreshSupport: true },
        codeLens: { refreshSupport: true },
        foldingRange: { refreshSupport: true },
      },
    });
    const { connection } = server;
    for (const what of ['semanticTokens', 'codeLens', 'foldingRange']) {
      connection.onRequest(`workspace/${what}/refresh`, () => {
        refreshed++;
        return null;
      });
    }
    connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        published.set(params.uri, params.diagnostics);
        waiting.get(params.uri)?.();
      },
    );
  });
  after(() => server.stop());

  /** Sends the files; the problems of the document as they are told next. */
  async function problemsWith(document: string, files: readonly ProfileFile[]) {
    const told = new Promise<void>((resolve) => waiting.set(document, resolve));
    await server.connection.sendNotification('strace/profiles', { files });
    await told;
    return (published.get(document) ?? []).map(({ code }) => code);
  }

  it('stand in the hover and in strace/explain from the next request on', async () => {
    const document = await server.open(preload);
    const builtIn = (await server.explain(document, 0))?.why;
    assert.match(builtIn ?? '', /^The loader looks/);
    const files = [{ uri: reasonsUri, text }];
    await server.connection.sendNotification('strace/profiles', { files });
    assert.equal((await server.explain(document, 0))?.why, 'Our disks are like that.');
    const hover = await server.hover(document, 0, 1);
    assert.match(
      (hover?.contents as MarkupContent | undefined)?.value ?? '',
      /\*\*Why:\*\* Our disks are like that\./,
    );
    assert.deepEqual(published.get(reasonsUri), []);
    await server.connection.sendNotification('strace/profiles', { files: [] });
    assert.equal((await server.explain(document, 0))?.why, builtIn);
  });

  it('change the problems and the colors of traces that are open', async () => {
    const document = await server.open(preload);
    assert.deepEqual(await problemsWith(document, []), ['unusual']);
    const before = refreshed;
    assert.deepEqual(await problemsWith(document, [{ uri: reasonsUri, text }]), []);
    assert.equal(refreshed - before, 3);
    assert.deepEqual(await problemsWith(document, []), ['unusual']);
  });

  it('are refused with the place that is wrong, and what was meant', async () => {
    const document = await server.open(preload);
    const wrong = text
      .replace('errno: EIO', 'phase: laoder.*')
      .replace('usual: true', 'stage: exec');
    const files = [{ uri: reasonsUri, text: wrong }];
    await server.connection.sendNotification('strace/profiles', { files });
    assert.match((await server.explain(document, 0))?.why ?? '', /^The loader looks/);
    const [problem, ...more] = published.get(reasonsUri) ?? [];
    assert.deepEqual(more, []);
    assert.ok(problem);
    assert.equal(
      textOf(problem),
      "reasons.0.phase: no phase is called 'laoder.*'; did you mean 'loader.*'?",
    );
    assert.deepEqual(problem.range, {
      start: { line: 3, character: 11 },
      end: { line: 3, character: 19 },
    });
    assert.equal(problem.severity, 1);
  });

  it('are warned about where they name calls that are not known', async () => {
    const files = [{ uri: reasonsUri, text: text.replace('@access', 'acess') }];
    const document = await server.open(preload);
    await server.connection.sendNotification('strace/profiles', { files });
    await server.explain(document, 0);
    const found = (published.get(reasonsUri) ?? []).map((problem) => [
      problem.severity,
      textOf(problem),
    ]);
    const message = "reasons.0.match: no system call is known as 'acess'; did you mean 'access'?";
    assert.deepEqual(found, [[2, message]]);
  });

  it('hold with a profile from the same file', async () => {
    const document = await server.open(trace);
    const own = teamReasons.slice(teamReasons.indexOf('reasons:'));
    const both = `${profile}${own.replace('getppid', 'fstat|newfstatat').replace('    why', '    phase: team.prepare\n    why')}`;
    await server.connection.sendNotification('strace/profiles', { files: [{ uri, text: both }] });
    const [phase] = (await server.phases(document)).filter(({ id }) => id === 'team.prepare');
    assert.ok(phase);
    assert.equal(
      (await server.explain(document, phase.startLine))?.why,
      'The team asks for its parent.',
    );
    assert.deepEqual(published.get(uri), []);
  });
});
