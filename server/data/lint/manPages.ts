import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { KeyPath } from '../read.ts';
import type { Rule } from './rule.ts';
import { eachProse } from './walk.ts';

/** Runs of so many words in common with a manual page are taken for copied. */
const runLength = 8;
/** Names in code spans are facts; a run may hold so many of them. */
const mostCodeWords = 3;

/** Every run of eight words in a set of pages, by hash, with what to tell of it. */
export interface Shingles {
  has(run: readonly string[]): boolean;
}

/** No eight words in a row are those of a manual page, code aside. */
export function notCopied(pages: Shingles): Rule {
  return {
    name: 'not copied',
    check(entry, _all, report) {
      eachProse(entry, (text, at, kind) => {
        if (kind === 'summary' || kind === 'doc' || kind === 'notes') checkText(text, at, report);
      });
    },
  };

  function checkText(
    text: string,
    at: KeyPath,
    report: (path: KeyPath, message: string) => void,
  ): void {
    const found = firstRun(text);
    if (found !== undefined) report(at, `is worded like a manual page: "${found.join(' ')}"`);
  }

  function firstRun(text: string): string[] | undefined {
    const words = markedWords(text);
    for (let i = 0; i + runLength <= words.length; i++) {
      const window = words.slice(i, i + runLength);
      if (window.filter(({ code }) => code).length > mostCodeWords) continue;
      const run = window.map(({ word }) => word);
      if (pages.has(run)) return run;
    }
    return undefined;
  }
}

/** Words of a text, lower-cased; those of code spans are marked. */
function markedWords(text: string): { word: string; code: boolean }[] {
  return text
    .split('`')
    .flatMap((piece, i) => pageWords(piece).map((word) => ({ word, code: i % 2 === 1 })));
}

/** Words of plain text as they are compared. */
function pageWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9_]+(?:['’][a-z]+)?/g) ?? [];
}

/** The runs of plain texts. */
export function shinglesOf(texts: Iterable<string>): Shingles {
  const hashes = hashesOf(texts);
  return { has: (run) => hashes.has(hashOf(run)) };
}

function hashesOf(texts: Iterable<string>): Set<number> {
  const hashes = new Set<number>();
  for (const text of texts) {
    const words = pageWords(text);
    for (let i = 0; i + runLength <= words.length; i++)
      hashes.add(hashOf(words.slice(i, i + runLength)));
  }
  return hashes;
}

/** 52 bits of two FNV hashes: by chance, one of a million runs in a thousand such lints collides. */
function hashOf(words: readonly string[]): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (const word of words) {
    for (let i = 0; i <= word.length; i++) {
      const code = i < word.length ? word.charCodeAt(i) : 1;
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ (code + 7), 0x85ebca6b);
    }
  }
  return (low >>> 0) * 2 ** 20 + ((high >>> 0) & 0xfffff);
}

/** Text of a page in roff, without macros and font changes. */
export function textOfRoff(source: string): string {
  return source
    .replaceAll(/^[.']\\".*$/gm, '')
    .replaceAll(/^\.(?:TH|EE|EX|nf|fi|PP|P|LP|IP|TP|TQ|RS|RE|br|sp|in|ad|na|hy|UE|ME)\b.*$/gm, '\n')
    .replaceAll(/^\.\s*[A-Za-z]+ ?/gm, '')
    .replaceAll(/\\f(?:\[\w*\]|\(..|.)/g, '')
    .replaceAll(/\\\[aq\]|\\\(aq/g, "'")
    .replaceAll(/\\-/g, '-')
    .replaceAll(/\\[&%:~^|/ ,]/g, '')
    .replaceAll(/\\(?:\[\w*\]|\(..|.)/g, ' ')
    .replaceAll('"', '');
}

/** Debian's packages of manual pages about the kernel and the C library. */
const packages = ['manpages', 'manpages-dev'];

/**
 * The pages of Debian's packages, fetched once by apt into `cache` and never shipped; undefined
 * where there is no apt, no network or no dpkg.
 */
export function debianPages(cache: string): Shingles | undefined {
  const pages = path.join(cache, 'usr/share/man');
  const file = path.join(cache, 'shingles.bin');
  if (!existsSync(file)) {
    if (!existsSync(pages) && !fetchPackages(cache)) return undefined;
    const hashes = hashesOf(textsIn(pages));
    writeFileSync(file, new Uint8Array(Float64Array.from(hashes).toSorted().buffer));
  }
  const bytes = readFileSync(file);
  const sorted = new Float64Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  return { has: (run) => includesSorted(sorted, hashOf(run)) };
}

function includesSorted(sorted: Float64Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

function fetchPackages(cache: string): boolean {
  mkdirSync(cache, { recursive: true });
  try {
    execFileSync('apt-get', ['download', '-q', ...packages], { cwd: cache, stdio: 'ignore' });
    for (const name of readdirSync(cache).filter((file) => file.endsWith('.deb'))) {
      execFileSync('dpkg-deb', ['-x', name, '.'], { cwd: cache, stdio: 'ignore' });
      rmSync(path.join(cache, name));
    }
    return existsSync(path.join(cache, 'usr/share/man'));
  } catch {
    return false;
  }
}

function* textsIn(directory: string): Generator<string> {
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!/^man[24578][^/]*\/|^man3\//.test(name) || !name.endsWith('.gz')) continue;
    yield textOfRoff(gunzipSync(readFileSync(path.join(directory, name))).toString('utf8'));
  }
}
