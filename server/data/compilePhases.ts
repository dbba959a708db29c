/**
 * Compiles the phase profiles: reads data/phases/*.yaml, checks their form, and writes
 * server/src/knowledge/generated/phases.ts. `npx tsx server/data/compilePhases.ts` does it alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../src/model/phases/profile.ts';
import { readUserFile } from '../src/profiles/readUserFile.ts';
import { writeTextModule } from './generated.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(root, 'phases');
const output = path.join(root, '../src/knowledge/generated/phases.ts');

/** A complaint about a profile, for people. */
interface ProfileProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** All profiles of the data folder, and what is wrong with them. */
export function readProfiles(): { profiles: Profile[]; problems: ProfileProblem[] } {
  const profiles: Profile[] = [];
  const problems: ProfileProblem[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.yaml')) continue;
    const file = path.join(folder, name);
    const read = readUserFile(readFileSync(file, 'utf8'), path.basename(name, '.yaml'));
    if (read.profile !== undefined) profiles.push(read.profile);
    problems.push(...read.problems.map(({ line, message }) => ({ file, line: line + 1, message })));
  }
  return { profiles: profiles.toSorted((a, b) => order(a) - order(b)), problems };
}

/** System profiles are tried in the order in which a program goes through them. */
const systemOrder = ['kernel', 'musl', 'loader', 'libc'];

function order({ name, kind }: Profile): number {
  const place = systemOrder.indexOf(name);
  if (place !== -1) return place;
  return kind === 'system' ? systemOrder.length : systemOrder.length + 1;
}

/** Writes the compiled profiles. Returns what is wrong with the files; then nothing is written. */
export function compilePhases(): ProfileProblem[] {
  const { profiles, problems } = readProfiles();
  if (problems.length > 0) return problems;
  writeTextModule(output, 'phases', JSON.stringify(profiles));
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = compilePhases();
  for (const { file, line, message } of problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}
