/**
 * Profiles of users and teams. With the YAML parser it weighs as much as a feature does, so the
 * server loads this file when a client sends the first profile, and never otherwise.
 */
import type { Profile } from '../model/phases/profile.ts';
import type { ProfileFile } from '../protocol.ts';
import { type ProfileProblem, readProfile } from './readProfile.ts';

/** What a set of profile files comes to. */
export interface UserProfiles {
  /** Those of the files and the built-in ones, in the order in which they are tried. */
  readonly profiles: readonly Profile[];
  /** What is wrong with each file; an empty list for one that is right. */
  readonly problems: ReadonlyMap<string, readonly ProfileProblem[]>;
}

/** Most files that are read. */
const mostFiles = 200;
/** The engine itself asks for what is in these. */
const reserved = new Set(['kernel', 'unknown']);

/**
 * Adds the profiles of `files` to the built-in ones. A runtime comes ahead of those that are built
 * in, so that of equal ranks it wins; a part of every program (`kind: system`) comes after them, as
 * stages never go back, but its activities are tried first. One that has the name of a built-in profile takes its place.
 */
export function addProfiles(
  files: readonly ProfileFile[],
  builtIn: readonly Profile[],
): UserProfiles {
  const problems = new Map<string, readonly ProfileProblem[]>();
  const added = new Map<string, Profile>();
  for (const { uri, text } of files.slice(0, mostFiles)) {
    const read = readProfile(text);
    const wrong = 'name' in read ? nameProblem(read, text, added) : read;
    problems.set(uri, wrong);
    if ('name' in read && wrong.length === 0) added.set(read.name, read);
  }
  const own = [...added.values()].filter(({ name }) => !builtIn.some((one) => one.name === name));
  const known = builtIn.map((profile) => added.get(profile.name) ?? profile);
  return {
    profiles: [
      ...known.filter((one) => isSystem(one) && one.activities === undefined),
      ...own.filter(isSystem),
      ...known.filter((one) => isSystem(one) && one.activities !== undefined),
      ...own.filter(isRuntime),
      ...known.filter(isRuntime),
    ],
    problems,
  };
}

function isSystem({ kind }: Profile): boolean {
  return kind === 'system';
}

function isRuntime({ kind }: Profile): boolean {
  return kind === 'runtime';
}

function nameProblem(
  { name }: Profile,
  text: string,
  added: ReadonlyMap<string, Profile>,
): readonly ProfileProblem[] {
  const message = reserved.has(name)
    ? `'${name}' is the name of a built-in profile that cannot be replaced`
    : added.has(name)
      ? `another file has a profile '${name}' already`
      : undefined;
  if (message === undefined) return [];
  const lines = text.split(/\r\n?|\n/);
  const line = Math.max(
    0,
    lines.findIndex((one) => /^["']?name["']?\s*:/.test(one)),
  );
  const endColumn = lines[line]?.length ?? 0;
  return [{ line, column: 0, endColumn, message }];
}
