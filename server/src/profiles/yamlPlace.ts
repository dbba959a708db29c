import type { KeyPath } from './fileForm.ts';

/** Where a column of a YAML text is, as far as its lines tell; the text may be unfinished. */
export interface YamlPlace {
  /** Keys and indexes that lead to the value there; for a key, to the map that it is in. */
  readonly path: KeyPath;
  /** What is written there: of a key all of it, of a value what is left of the column. */
  readonly text: string;
  /** Column at which `text` begins. */
  readonly start: number;
  readonly what: 'key' | 'value';
  /** The mark that the value begins with; none for plain text. */
  readonly quote: '' | "'" | '"';
  /** Other keys of the map that a key is in. */
  readonly siblings: readonly string[];
}

/** A map or list that is open at a line. */
interface Level {
  readonly column: number;
  readonly kind: 'map' | 'list';
  /** Key or index of the value that is open in it. */
  at: string | number;
  readonly keys: string[];
}

const unfinishedKey = /^[A-Za-z_][\w-]*$/;

/**
 * The place of a column in a line. Undefined in comments, in texts of several lines, and in maps
 * between braces.
 */
export function yamlPlace(
  lines: readonly string[],
  row: number,
  column: number,
): YamlPlace | undefined {
  const levels: Level[] = [];
  let blockColumn: number | undefined;
  for (const line of lines.slice(0, row)) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (blockColumn !== undefined && indent > blockColumn) continue;
    blockColumn = undefined;
    if (line[indent] === '#') continue;
    const rest = openLine(levels, line);
    if (/^[|>][-+\d]*\s*(?:#.*)?$/.test(rest.text)) blockColumn = levels.at(-1)?.column ?? 0;
  }
  const line = lines[row] ?? '';
  if (blockColumn !== undefined && (line.trim() === '' ? column : indentOf(line)) > blockColumn) {
    return undefined;
  }
  return placeIn(levels, lines, row, column);
}

/** Takes the indentation, dashes and key of a line; what is left is a value, or nothing. */
function openLine(
  levels: Level[],
  line: string,
): { text: string; start: number; isValue: boolean } {
  let start = indentOf(line);
  while (/^-(?:\s|$)/.test(line.slice(start))) {
    openItem(levels, start);
    start += 1 + indentOf(line.slice(start + 1));
  }
  const found = keyOf(line.slice(start));
  if (found === undefined) return { text: line.slice(start).trim(), start, isValue: false };
  openKey(levels, start, found.key);
  const after = start + found.length;
  const value = after + indentOf(line.slice(after));
  return { text: line.slice(value).trim(), start: value, isValue: true };
}

function openItem(levels: Level[], column: number): void {
  closeTo(levels, (level) => level.column > column);
  const top = levels.at(-1);
  if (top?.kind === 'list' && top.column === column) top.at = Number(top.at) + 1;
  else levels.push({ column, kind: 'list', at: 0, keys: [] });
}

function openKey(levels: Level[], column: number, key: string): void {
  closeTo(levels, (level) => level.column > column || isListAt(level, column));
  const top = levels.at(-1);
  if (top?.kind === 'map' && top.column === column) {
    top.at = key;
    top.keys.push(key);
  } else levels.push({ column, kind: 'map', at: key, keys: [key] });
}

/** A list may stand at the column of the key that it is the value of; the next key ends it. */
function isListAt({ kind, column }: Level, at: number): boolean {
  return kind === 'list' && column === at;
}

function closeTo(levels: Level[], isClosed: (level: Level) => boolean): void {
  for (let top = levels.at(-1); top !== undefined && isClosed(top); top = levels.at(-1)) {
    levels.pop();
  }
}

function placeIn(
  levels: Level[],
  lines: readonly string[],
  row: number,
  column: number,
): YamlPlace | undefined {
  const line = lines[row] ?? '';
  const { text, start, isValue } = openLine(levels, line.slice(0, column));
  if (isValue) return valuePlace(pathOf(levels), line, start, column);
  if (text.startsWith('#')) return undefined;
  const word = keyOf(line.slice(start))?.key ?? text;
  if (word !== '' && !unfinishedKey.test(word)) {
    const top = levels.at(-1);
    return top?.kind === 'list' ? valuePlace(pathOf(levels), line, start, column) : undefined;
  }
  const at = text === '' ? Math.min(start, column) : start;
  closeTo(levels, (level) => level.column > at || isListAt(level, at));
  const top = levels.at(-1);
  const isInMap = top?.kind === 'map' && top.column === at;
  const path = isInMap ? pathOf(levels.slice(0, -1)) : pathOf(levels);
  const above = isInMap ? top.keys : [];
  const siblings = [...above, ...keysBelow(lines, row, at)];
  return { path, text: word, start: at, what: 'key', quote: '', siblings };
}

/** A value that ends at the column, or the item of a list between brackets that does. */
function valuePlace(
  path: KeyPath,
  line: string,
  start: number,
  column: number,
): YamlPlace | undefined {
  let at = Math.min(start, column);
  let inner = path;
  if (line[at] === '[') {
    const items = itemsOf(line.slice(at + 1, column));
    const last = items.at(-1) ?? '';
    inner = [...path, items.length - 1];
    at = column - last.trimStart().length;
  }
  const text = line.slice(at, column);
  if (/^[{#&*!|>]|\s#|^\[/.test(text)) return undefined;
  const mark = text[0];
  if (mark !== "'" && mark !== '"') {
    return { path: inner, text, start: at, what: 'value', quote: '', siblings: [] };
  }
  const quoted = text.slice(1);
  // Behind the closing mark there is nothing to write.
  if (quoted.includes(mark)) return undefined;
  return { path: inner, text: quoted, start: at + 1, what: 'value', quote: mark, siblings: [] };
}

/** What is between commas, but for those in quotes. */
function itemsOf(text: string): readonly string[] {
  const items = [''];
  let quote: string | undefined;
  for (const letter of text) {
    if (letter === ',' && quote === undefined) {
      items.push('');
      continue;
    }
    if (letter === quote) quote = undefined;
    else if (quote === undefined && (letter === "'" || letter === '"')) quote = letter;
    items[items.length - 1] += letter;
  }
  return items;
}

/** Keys at a column in the lines that follow, until their map ends. */
function keysBelow(lines: readonly string[], row: number, column: number): readonly string[] {
  const keys: string[] = [];
  for (const line of lines.slice(row + 1)) {
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (indent < column) break;
    const found = indent === column ? keyOf(line.slice(column)) : undefined;
    if (found !== undefined) keys.push(found.key);
  }
  return keys;
}

/** The key that a text begins with, and how long it is with its colon. */
function keyOf(text: string): { readonly key: string; readonly length: number } | undefined {
  const [quoted, , inside] = /^(["'])([^"']*)\1:(?=\s|$)/.exec(text) ?? [];
  if (quoted !== undefined) return { key: inside ?? '', length: quoted.length };
  const end = text.search(/:(?:\s|$)/);
  const key = text.slice(0, Math.max(end, 0)).trimEnd();
  if (key === '' || /^[#'"[\]{},&*!|>%@`]| #/.test(key)) return undefined;
  return { key, length: end + 1 };
}

function pathOf(levels: readonly Level[]): KeyPath {
  return levels.map(({ at }) => at);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
