/**
 * Profiles and reasons of users and teams. With the YAML parser they weigh as much as a feature does, so
 * the server loads this file when a client sends the first one, and never otherwise.
 */
import type { Profile } from '../model/phases/profile.ts';
import type { Reason } from '../model/reasons/reason.ts';
import type { ProfileFile } from '../protocol.ts';
import type { KnownNames } from './knownNames.ts';
import { phaseNames, unknownPhases } from './phaseNames.ts';
import { type FileProblem, readUserFile, type UserFile } from './readUserFile.ts';

/** What a set of files comes to. */
export interface UserProfiles {
  /** Those of the files and the built-in ones, in the order in which they are tried. */
  readonly profiles: readonly Profile[];
  /** Those of the files alone, in their order. */
  readonly reasons: readonly Reason[];
  /** What is wrong with each file; an empty list for one that is right. */
  readonly problems: ReadonlyMap<string, readonly FileProblem[]>;
}

/** A profile, and where it is from. */
interface OwnedProfile {
  readonly profile: Profile;
  readonly uri: string;
}

/** Most files that are read. */
const mostFiles = 200;
const tooMany: FileProblem = {
  line: 0,
  column: 0,
  endColumn: 0,
  message: `is not read: there are more than ${mostFiles} files with profiles and reasons`,
  severity: 'warning',
};
/** The engine itself asks for what is in these. */
const reserved = new Set(['kernel', 'unknown']);

/**
 * Adds what is in `files` to the built-in profiles. A runtime comes ahead of those that are built in, so
 * that of equal ranks it wins; a part of every program (`kind: system`) comes after them, as stages
 * never go back, but its activities are tried first. One that has the name of a built-in profile takes
 * its place. A reason may name phases of any of them.
 */
export function addProfiles(
  files: readonly ProfileFile[],
  builtIn: readonly Profile[],
  names?: KnownNames,
): UserProfiles {
  const problems = new Map<string, readonly FileProblem[]>();
  const read = new Map<string, UserFile>();
  const added = new Map<string, OwnedProfile>();
  for (const { uri, text } of files.slice(0, mostFiles)) {
    const file = readUserFile(text, fileName(uri), names);
    const taken = file.profile === undefined ? undefined : nameProblem(file.profile, added);
    problems.set(uri, taken === undefined ? file.problems : [file.problemAt(['name'], taken)]);
    if (taken !== undefined) continue;
    read.set(uri, file);
    if (file.profile !== undefined) added.set(file.profile.name, { profile: file.profile, uri });
  }
  for (const { uri } of files.slice(mostFiles)) problems.set(uri, [tooMany]);
  const profiles = merged(
    [...added.values()].map(({ profile }) => profile),
    builtIn,
  );
  const known = phaseNames(profiles);
  for (const [uri, file] of read) {
    problems.set(uri, [...file.problems, ...unknownPhases(file, known)]);
  }
  return { profiles, reasons: [...read.values()].flatMap(({ reasons }) => reasons), problems };
}

function merged(added: readonly Profile[], builtIn: readonly Profile[]): readonly Profile[] {
  const own = added.filter(({ name }) => !builtIn.some((one) => one.name === name));
  const known = builtIn.map(
    (profile) => added.find(({ name }) => name === profile.name) ?? profile,
  );
  return [
    ...known.filter((one) => isSystem(one) && one.activities === undefined),
    ...own.filter(isSystem),
    ...known.filter((one) => isSystem(one) && one.activities !== undefined),
    ...own.filter(isRuntime),
    ...known.filter(isRuntime),
  ];
}

function isSystem({ kind }: Profile): boolean {
  return kind === 'system';
}

function isRuntime({ kind }: Profile): boolean {
  return kind === 'runtime';
}

function nameProblem(
  { name }: Profile,
  added: ReadonlyMap<string, OwnedProfile>,
): string | undefined {
  if (reserved.has(name)) return `'${name}' is a built-in profile that cannot be replaced`;
  const other = added.get(name);
  return other && `${lastPart(other.uri)} has a profile '${name}' already`;
}

/** What the file is called, without its ending. */
function fileName(uri: string): string {
  return lastPart(uri).replace(/\.ya?ml$/, '');
}

function lastPart(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
