import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RowKind } from '../../server/src/syntax/kinds.ts';
import { scan } from '../../server/src/syntax/scan.ts';
import { matchSnapshot } from '../support/snapshot.ts';
import { kindName } from '../support/trace.ts';

const corpus = fileURLToPath(new URL('../corpus', import.meta.url));
const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.strace'))
  .map((file) => file.split(sep).join('/'));
files.sort();

/**
 * What the snapshots hold was judged by eye. Lines left as `other` are a program's or the shell's,
 * and one is the first digit of a pid, after which the file was cut: no scanner can know that.
 */
describe('every line of the corpus', () => {
  it('has a kind, but what strace did not write', () => {
    const found: string[] = [];
    for (const file of files) {
      const others = linesOf(file, RowKind.other).filter((line) => line !== '');
      if (others.length > 0) found.push(`${file}: ${others.length}`, ...others.map(indented));
    }
    matchSnapshot('test/syntax/corpus.other.txt', `${found.join('\n')}\n`);
  });

  it('has a part of a call cut in two, where something came between', () => {
    const found: string[] = [];
    for (const file of files.filter((name) => name.startsWith('real/'))) {
      const heads = linesOf(file, RowKind.splitHead).map((line) => indented(`head ${line}`));
      const tails = linesOf(file, RowKind.splitTail).map((line) => indented(`tail ${line}`));
      if (heads.length + tails.length > 0) found.push(file, ...heads, ...tails);
    }
    matchSnapshot('test/syntax/corpus.split.txt', `${found.join('\n')}\n`);
  });

  it('is counted by kind as it was', () => {
    const found = files
      .filter((file) => file.startsWith('real/'))
      .map((file) => `${file}: ${kindsOf(file)}`);
    matchSnapshot('test/syntax/corpus.kinds.txt', `${found.join('\n')}\n`);
  });

  it('ends the call, if it is a call', () => {
    for (const file of files) {
      const rows = scan(readFileSync(join(corpus, file)));
      for (let row = 0; row < rows.length; row++) {
        if (rows.kind(row) !== RowKind.call) continue;
        assert.ok(rows.ended(row), `${file}:${row + 1}`);
        assert.notEqual(rows.name(row), 0, `${file}:${row + 1}`);
      }
    }
  });
});

function linesOf(file: string, kind: RowKind): string[] {
  const bytes = readFileSync(join(corpus, file));
  const rows = scan(bytes);
  return Array.from({ length: rows.length }, (_, row) => row)
    .filter((row) => rows.kind(row) === kind)
    .map((row) => bytes.toString('utf8', rows.start(row), rows.end(row)));
}

/** `call 47, exit 1`. */
function kindsOf(file: string): string {
  const rows = scan(readFileSync(join(corpus, file)));
  const counts = new Map<string, number>();
  for (let row = 0; row < rows.length; row++) {
    const kind = kindName(rows.kind(row));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const words = Array.from(counts, ([kind, count]) => `${kind} ${count}`);
  words.sort();
  return words.join(', ');
}

/** Control characters shown, so that the snapshot is plain text. */
function indented(line: string): string {
  return `  ${JSON.stringify(line).slice(1, -1).replaceAll('\\"', '"')}`;
}
