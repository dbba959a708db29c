/**
 * `npm run data:coverage [FILES]`: which share of the names in traces has an explanation, and which
 * names have none, most frequent first. Then the constants that are explained by a group that their
 * argument or field is not said to take. Without FILES, the traces of test/corpus.
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
type Places = Map<string, { times: number; places: Set<string> }>;
/** How often each name without an explanation occurs, and where. */
const missing: Places = new Map();
/** The same for constants of a group that is not their place's. */
const guessed: Places = new Map();
for (const file of files) tokensOf(readFileSync(file, 'utf8'), knowledge).forEach(count);
print();

function count({ kind, name, where, explained, guess }: Token): void {
  const sum = counts.get(kind);
  if (sum === undefined) return;
  sum.all++;
  if (explained) sum.explained++;
  else note(missing, `${kind.padEnd(8)} ${name}`, where);
  if (guess !== undefined) note(guessed, `${name} of ${guess}`, where);
}

function note(list: Places, key: string, where: string): void {
  const entry = list.get(key) ?? { times: 0, places: new Set<string>() };
  entry.times++;
  if (where !== '') entry.places.add(where);
  list.set(key, entry);
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
  printList(missing, 'without an explanation');
  printList(guessed, 'explained by a group that their place is not said to take');
}

function printList(list: Places, what: string): void {
  if (list.size > 0) console.log(`\n${list.size} ${what}:`);
  for (const [key, { times, places }] of [...list].toSorted(byFrequency)) {
    const shown = [...places].slice(0, shownPlaces).join(', ');
    console.log(`${String(times).padStart(7)}  ${key}  ${shown}`);
  }
}

function byFrequency(
  [a, { times: m }]: [string, { times: number }],
  [b, { times: n }]: [string, { times: number }],
): number {
  return n - m || (a < b ? -1 : 1);
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
