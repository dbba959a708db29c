/**
 * Every measurement, one after the other, each in a process of its own: `npm run bench`, or
 * `npm run bench -- models start` for some. Needs a build. Goals are printed beside the figures.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const parts: Readonly<Record<string, readonly string[]>> = {
  scan: ['scan.ts', '100'],
  grammar: ['grammar.ts'],
  models: ['models.ts'],
  start: ['start.ts'],
  stdio: ['stdio.ts'],
};

const asked = process.argv.slice(2);
const start = Date.now();
let failures = 0;
for (const [name, [file = '', ...args]] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const script = path.join(import.meta.dirname, file);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', script, ...args],
    { stdio: 'inherit' },
  );
  if (status !== 0) failures++;
}
console.log(`took ${Math.round((Date.now() - start) / 1000)} s`);
process.exitCode = failures === 0 ? 0 : 1;
