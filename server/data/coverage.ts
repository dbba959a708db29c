/**
 * `npm run data:coverage [FILES]`: which share of the names in traces has an explanation, and which
 * names have none, most frequent first. Without FILES, the traces of test/corpus.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { knowledge } from '../src/knowledge/knowledge.ts';
import { tokenKinds, tokensOf, type Token } from './tokens.ts';

/** So many places are named of each missing name. */
const shownPlaces = 4;
const corpus = path.join(path.dirname(new URL(import.meta.url).pathname), '../../test/corpus');
const files = process.argv.length > 2 ? process.argv.slice(2) : tracesUnder(corpus);
const counts = new Map<Token['kind'], { all: number; explained: number }>(
  tokenKinds.map((kind) => [kind, { all: 0, explained: 0 }]),
);
/** How often each name without an explanation occurs, and where. */
const missing = new Map<string, { times: number; places: Set<string> }>();
for (const file of files) tokensOf(readFileSync(file, 'utf8'), knowledge).forEach(count);
print();

function count({ kind, name, where, explained }: Token): void {
  const sum = counts.get(kind);
  if (sum === undefined) return;
  sum.all++;
  if (explained) {
    sum.explained++;
    return;
  }
  const key = `${kind.padEnd(8)} ${name}`;
  const entry = missing.get(key) ?? { times: 0, places: new Set<string>() };
  entry.times++;
  if (where !== '') entry.places.add(where);
  missing.set(key, entry);
}

function print(): void {
  for (const [kind, { all, explained }] of counts) {
    if (all > 0) console.log(`${kind.padEnd(9)} ${share(explained, all)}  ${explained} of ${all}`);
  }
  const all = [...counts.values()].reduce((sum, one) => sum + one.all, 0);
  const explained = [...counts.values()].reduce((sum, one) => sum + one.explained, 0);
  console.log(
    `all       ${share(explained, all)}  ${explained} of ${all}, in ${files.length} files`,
  );
  const list = [...missing].toSorted(([a, m], [b, n]) => n.times - m.times || (a < b ? -1 : 1));
  if (list.length > 0) console.log(`\n${list.length} without an explanation:`);
  for (const [key, { times, places }] of list) {
    const shown = [...places].slice(0, shownPlaces).join(', ');
    console.log(`${String(times).padStart(7)}  ${key}  ${shown}`);
  }
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`.padStart(8);
}

function tracesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.strace'))
    .map((name) => path.join(directory, name))
    .toSorted();
}
