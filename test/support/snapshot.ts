import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compares a text with the one that is kept in `file`, a path from the root of the repository.
 *
 * `UPDATE=1` writes the file: look at the difference before you commit it. A file that is missing is
 * written too, but fails where `CI` is set, so that a forgotten one cannot pass for ever.
 */
export function matchSnapshot(file: string, actual: string): void {
  const path = resolve(root, file);
  const missing = !existsSync(path);
  if (missing && process.env['CI'] && !process.env['UPDATE']) {
    assert.fail(`${file} is missing: run the test with UPDATE=1 and commit it.`);
  }
  if (missing || process.env['UPDATE']) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    return;
  }
  // A checkout may have turned line ends into CRLF.
  const expected = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  assert.equal(actual, expected, `${file} differs: UPDATE=1 writes it anew.`);
}
