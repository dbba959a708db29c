// What the scripts share: where the repository is, and how they run its tools.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The script of an installed package's command, to be run by this very node. */
export function bin(name, command = name) {
  const folder = join(root, 'node_modules', name);
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${name} is not installed: run npm ci`);
  const { bin: commands } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(folder, typeof commands === 'string' ? commands : commands[command]);
}
