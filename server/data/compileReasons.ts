/**
 * Compiles the reasons: reads data/reasons/*.yaml, checks their form, and writes
 * server/src/knowledge/generated/reasons.ts. `npx tsx server/data/compileReasons.ts` does it alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reason } from '../src/model/reasons/reason.ts';
import { phaseNames, unknownPhases } from '../src/profiles/phaseNames.ts';
import { readUserFile } from '../src/profiles/readUserFile.ts';
import { readProfiles } from './compilePhases.ts';
import { writeTextModule } from './generated.ts';
import { dataNames } from './names.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(root, 'reasons');
const output = path.join(root, '../src/knowledge/generated/reasons.ts');

/** A complaint about a file of reasons, for people. */
interface ReasonProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * All reasons of the data folder, in the order of their files, and what is wrong with them: their form,
 * and names of calls, errnos, signals and phases that there are not.
 */
export function readReasons(): { reasons: Reason[]; problems: ReasonProblem[] } {
  const reasons: Reason[] = [];
  const problems: ReasonProblem[] = [];
  const names = dataNames();
  const phases = phaseNames(readProfiles().profiles);
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(folder, name);
    const read = readUserFile(readFileSync(file, 'utf8'), path.basename(name, '.yaml'), names);
    reasons.push(...read.reasons);
    for (const { line, message } of [...read.problems, ...unknownPhases(read, phases)]) {
      problems.push({ file, line: line + 1, message });
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
    const text = JSON.stringify(reasons);
    writeTextModule(output, 'reasons', text);
    console.log(`reasons: ${reasons.length}, ${Math.round(text.length / 1024)} kB`);
  }
}
