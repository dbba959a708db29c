/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Entries of a folder; empty where it is none or cannot be read. */
export type ListFolder = (path: string) => Promise<readonly Entry[]>;

const mostFolders = 500;
const mostFiles = 200;
const deepest = 10;

/**
 * The files that a glob from the root means: in it `*` is any part of a name, `**` any folders.
 * Reads at most 500 folders and answers at most 200 files, in the order of their names; names that
 * begin with a dot, and `node_modules`, are found only where they are spelled out.
 */
export async function filesOfGlob(glob: string, list: ListFolder): Promise<readonly string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  let folders = 0;
  await walk('', glob.split('/').filter(isPart), 0);
  return found;

  async function walk(folder: string, [part, ...rest]: readonly string[], depth: number) {
    if (part === undefined || found.length >= mostFiles || depth > deepest) return;
    if (!part.includes('*') && rest.length > 0) {
      await walk(`${folder}/${part}`, rest, depth);
      return;
    }
    const key = [folder, part, ...rest].join('\0');
    if (seen.has(key) || folders >= mostFolders) return;
    seen.add(key);
    folders++;
    if (part === '**') await walk(folder, rest, depth);
    for (const { name, isFolder } of sorted(await list(folder === '' ? '/' : folder))) {
      if (!fits(name, part)) continue;
      const path = `${folder}/${name}`;
      if (part === '**') {
        if (isFolder) await walk(path, [part, ...rest], depth + 1);
      } else if (rest.length > 0) {
        if (isFolder) await walk(path, rest, depth + 1);
      } else if (!isFolder && !found.includes(path) && found.length < mostFiles) found.push(path);
    }
  }
}

/** The path that an entry of the setting means: from the home directory, the root, or a folder. */
export function absoluteGlob(entry: string, folder: string, home: string | undefined): string {
  const plain = entry.replaceAll('\\', '/');
  if (plain.startsWith('~/') && home !== undefined) {
    return `${home.replaceAll('\\', '/')}${plain.slice(1)}`;
  }
  if (plain.startsWith('/') || /^[A-Za-z]:\//.test(plain)) return plain;
  return `${folder}/${plain}`;
}

function isPart(part: string): boolean {
  return part !== '' && part !== '.';
}

function sorted(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a name is one of those that a part of a glob means. */
function fits(name: string, part: string): boolean {
  if (!part.includes('*')) return name === part;
  if (name.startsWith('.') && !part.startsWith('.')) return false;
  if (part === '**') return name !== 'node_modules';
  const pieces = part.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const next = name.indexOf(piece, at);
    if (next === -1) return false;
    at = next + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
