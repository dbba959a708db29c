/**
 * Compiles the reasons: reads data/reasons/*.yaml, checks their form, and writes
 * server/src/knowledge/generated/reasons.ts. `npx tsx server/data/compileReasons.ts` does it alone.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reason } from '../src/model/reasons/reason.ts';
import { parseEntry, type Problem } from './read.ts';
import { compileReasons } from './reasonSchema.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(root, 'reasons');
const output = path.join(root, '../src/knowledge/generated/reasons.ts');

/** All reasons of the data folder, in the order of their files, and what is wrong with them. */
export function readReasons(): { reasons: Reason[]; problems: Problem[] } {
  const reasons: Reason[] = [];
  const problems: Problem[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(folder, name);
    const entry = parseEntry(file, readFileSync(file, 'utf8'));
    if (Array.isArray(entry)) problems.push(...entry);
    else if (entry.kind === 'reasons') {
      reasons.push(...compileReasons(entry.data, path.basename(name, '.yaml')));
    }
  }
  return { reasons, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reasons, problems } = readReasons();
  for (const { file, line, message } of problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  if (problems.length > 0) process.exitCode = 1;
  else {
    mkdirSync(path.dirname(output), { recursive: true });
    const text = JSON.stringify(reasons);
    const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
    writeFileSync(output, `export const reasons = (): string =>\n  ${literal};\n`);
    console.log(`reasons: ${reasons.length}, ${Math.round(text.length / 1024)} kB`);
  }
}
