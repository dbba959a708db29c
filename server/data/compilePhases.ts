/**
 * Compiles the phase profiles: reads data/phases/*.yaml, checks their form, and writes
 * server/src/knowledge/generated/phases.ts. `npx tsx server/data/compilePhases.ts` does it alone.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import type { Profile } from '../src/model/phases/profile.ts';
import { compileProfile, profileSchema } from './phaseSchema.ts';

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
    const read = readProfile(readFileSync(file, 'utf8'), file);
    if (Array.isArray(read)) problems.push(...read);
    else profiles.push(read);
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

/** One profile, or what is wrong with its text. */
export function readProfile(text: string, file: string): Profile | ProfileProblem[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      file,
      line: counter.linePos(error.pos[0]).line,
      message: error.message.split('\n')[0] ?? error.message,
    }));
  }
  const checked = profileSchema.safeParse(document.toJS());
  if (checked.success) return compileProfile(checked.data);
  return checked.error.issues.map((issue) => {
    const keys = issue.path.filter((key) => typeof key !== 'symbol');
    for (let depth = keys.length; depth > 0; depth--) {
      const node: unknown = document.getIn(keys.slice(0, depth), true);
      const range =
        typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
      if (!Array.isArray(range)) continue;
      const line = counter.linePos(Number(range[0])).line;
      return { file, line, message: `${keys.join('.')}: ${issue.message}` };
    }
    return { file, line: 1, message: `${keys.join('.')}: ${issue.message}` };
  });
}

/** Writes the compiled profiles. Returns what is wrong with the files; then nothing is written. */
export function compilePhases(): ProfileProblem[] {
  const { profiles, problems } = readProfiles();
  if (problems.length > 0) return problems;
  mkdirSync(path.dirname(output), { recursive: true });
  const text = JSON.stringify(profiles);
  const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  writeFileSync(output, `export const phases = (): string =>\n  ${literal};\n`);
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = compilePhases();
  for (const { file, line, message } of problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}
