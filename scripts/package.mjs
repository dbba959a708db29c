// Makes strace-lens.vsix and looks at what is in it.
import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { entriesOf } from '../test/workbench/lib/unzip.mjs';
import { bin, root } from './run.mjs';

const file = 'strace-lens.vsix';
const largest = 2.5 * 1024 * 1024;

/** Everything that may be in the package; what is not here does not ship. */
const allowed = [
  'extension.vsixmanifest',
  '[Content_Types].xml',
  /^extension\/(?:package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/i,
  /^extension\/dist\/client\/(?:node|browser)\.js$/,
  /^extension\/server\/dist\/(?:node|browser)\.js$/,
  'extension/server/dist/strace-lens.schema.json',
  /^extension\/syntaxes\/(?:strace\.tmLanguage|language-configuration)\.json$/,
  /^extension\/syntaxes\/icons\/[\w-]+\.svg$/,
  /^extension\/samples\/[\w-]+\.strace$/,
  /^extension\/media\/icon\.png$/,
  /^extension\/media\/walkthrough\/[\w-]+\.(?:md|png|svg)$/,
];

rmSync(file, { force: true });
const command = ['package', '--no-dependencies', '--allow-missing-repository'];
command.push('--no-rewrite-relative-links', '--out', file);
execFileSync(process.execPath, [bin('@vscode/vsce', 'vsce'), ...command], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});

const { size } = statSync(file);
const entries = entriesOf(file);
for (const entry of entries) {
  console.log(`${kilobytes(entry.size).padStart(9)}  ${entry.name}`);
}
console.log(`${kilobytes(size).padStart(9)}  ${file}`);

const strangers = entries
  .map(({ name }) => name)
  .filter((name) =>
    allowed.every((rule) => (typeof rule === 'string' ? rule !== name : !rule.test(name))),
  );
if (strangers.length > 0) fail(`These files should not ship: ${strangers.join(', ')}`);
if (size > largest) fail(`${file} is over ${kilobytes(largest)}`);

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} kB`;
}
