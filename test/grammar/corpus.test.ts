import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, describe, it } from 'mocha';
import { matchSnapshot } from '../support/snapshot.ts';
import { loadTokenizer, type Tokenize } from './tokenizer.ts';

const folder = fileURLToPath(new URL('../corpus/real/', import.meta.url));
const traces = readdirSync(folder).filter((file) => file.endsWith('.strace'));

/** Traces that together hold every form; more of them would show the same shapes again. */
const withSnapshot = [
  'attach-loop64-nof-72',
  'epoll-72-_f_yy_Y',
  'execthread-stderr-61',
  'merged-python',
  'misc-f-72',
  'opt-C-U-name-first',
  'opt-N-f-y-72',
  'opt-Xverbose',
  'opt-Y-f',
  'opt-color-always',
  'opt-dump-rw3',
  'opt-fault-when-step',
  'opt-n',
  'opt-tttt-r',
  'script-tty-61',
  'sh-exit-codes-61',
  'sigs-f-tt-T-72',
  'stderr-c-U-72',
  'stderr-m32-c-61',
  'stderr-tips-id3-72',
  'truncated-mid-line',
  'ver421-hello-i',
  'ver421-hello-r',
  'ver421-k',
];

/** More than any trace needs for a character; an engine that goes round in circles needs more. */
const maxTokensPerCharacter = 2;

describe('grammar over real traces', () => {
  let tokenize: Tokenize;
  before(async () => {
    tokenize = await loadTokenizer();
  });

  for (const trace of withSnapshot) {
    it(`gives ${trace} the shapes of its snapshot`, () => {
      matchSnapshot(`test/grammar/snapshots/${trace}.txt`, shapes(linesOf(`${trace}.strace`)));
    });
  }

  it('leaves nothing open behind a line', () => {
    for (const trace of traces) {
      for (const line of linesOf(trace)) {
        assert.equal(tokenize(line).open, 0, `${trace}: ${line}`);
      }
    }
  });

  it('leaves nothing open behind a line that is cut anywhere', () => {
    for (const trace of traces) {
      const lines = new Set(linesOf(trace).map((line) => line.slice(0, 300)));
      const step = 7;
      for (const [index, line] of [...lines].entries()) {
        if (index % step !== 0) continue;
        for (let end = 0; end <= line.length; end++) {
          assert.equal(tokenize(line.slice(0, end)).open, 0, `${trace}: ${line.slice(0, end)}`);
        }
      }
    }
  });

  it('begins the line after a cut string, comment or structure anew', () => {
    for (const cut of ['read(3, "abc', 'read(3, "a\\', 'a(0x1 /* 41 va', 'a({b={c=[', 'a(3</etc']) {
      const { open } = tokenize(cut);
      assert.equal(open, 0, cut);
    }
  });

  /** Each kind of line once, as its scopes tell kinds apart, with the number of such lines. */
  function shapes(lines: readonly string[]): string {
    const counts = new Map<string, number>();
    for (const line of lines) {
      const shape = tokenize(line)
        .tokens.map(({ text, scope }) => (scope === undefined ? text : `‹${shortName(scope)}›`))
        .join('')
        .replaceAll(/(‹.+?›)\1+/g, '$1');
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
    return [...counts].map(([shape, count]) => `${count}\t${shape}\n`).join('');
  }
});

describe('grammar over lines made to hurt', () => {
  /** Characters of a line: with work that grows with the square of it, the test runs out of time. */
  const size = 100_000;
  const repeated = [
    'a',
    'A',
    '1',
    '"',
    '\\',
    '(',
    ')',
    '{',
    '[',
    '<',
    '>',
    ' ',
    '_',
    '/',
    '-',
    '|',
    '=',
    '\u001b[',
    'a(',
    'a=',
    'A|',
    '1<',
    '1<a:',
    '0x',
    '"\\n',
    '/* ',
    ') = -1 E (',
    ') = 0',
    ')  ',
    'fd=1<',
    '[pid 1] ',
    '11:11:11 ',
    ' <unfinished ...>',
    'strace',
    '/strace',
    '{a={',
    '+0x1',
    '\u001b[0m(',
    '[a:',
    '=> ',
    '?',
    "'\\",
    'é',
    '\u0000',
    '🎉',
  ];
  const starts = ['', 'read(3, ', '--- SIGX {'];
  let tokenize: Tokenize;
  before(async () => {
    tokenize = await loadTokenizer();
  });

  for (const start of starts) {
    it(`gets to the end of 100 kB after ${JSON.stringify(start)}`, () => {
      for (const part of repeated) {
        const line = start + part.repeat(Math.ceil(size / part.length));
        const { tokens, open } = tokenize(line);
        assert.equal(open, 0, part);
        assert.ok(tokens.length <= line.length * maxTokensPerCharacter, part);
        assert.equal(tokens.map(({ text }) => text).join(''), line, part);
      }
    }).timeout(120_000);
  }

  it('reads a real line of 200 kB to its end', () => {
    const args = '"/etc/passwd", {st_mode=S_IFREG|0644, st_size=3, ...}, 0x7ffd1234, ';
    const line = `7 read(${args.repeat(Math.ceil(200_000 / args.length))}7) = -1 EIO (Error) <0.000001>`;
    const { tokens } = tokenize(line);
    assert.equal(tokens.at(-1)?.scope, 'constant.numeric.duration');
  });
});

function linesOf(trace: string): string[] {
  return readFileSync(`${folder}${trace}`, 'utf8').split(/\r\n|\n|\r/);
}

/** `flag` of `constant.language.flag`: enough to tell the scopes of this grammar apart. */
function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf('.') + 1);
}
