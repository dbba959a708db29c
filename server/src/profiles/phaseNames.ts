import { fitsGlob } from '../model/phases/glob.ts';
import type { Block, Profile } from '../model/phases/profile.ts';
import { mostFaults } from './faults.ts';
import { suggestion } from './nearest.ts';
import type { FileProblem, UserFile } from './readUserFile.ts';

/** Ids that phases have with these profiles, without `#2` and so on. */
export function phaseNames(profiles: readonly Profile[]): ReadonlySet<string> {
  const everywhere = [
    'program',
    ...profiles.flatMap(({ fixed = [] }) => fixed.map(({ id }) => id)),
    ...profiles
      .filter(({ kind }) => kind === 'system')
      .flatMap(({ activities = [] }) => activities.map(({ id }) => id)),
  ];
  return new Set(
    profiles.flatMap(({ name, start, windDown, activities = [] }) =>
      [...idsOf(start), ...everywhere, ...activities.map(({ id }) => id), ...idsOf(windDown)].map(
        (id) => `${name}.${id}`,
      ),
    ),
  );
}

/** The globs for phases in a file that no phase fits: the first of them. */
export function unknownPhases(file: UserFile, names: ReadonlySet<string>): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  for (const { glob, path } of file.phases) {
    if (names.has(glob) || [...names].some((name) => fitsGlob(name, glob))) continue;
    const profiles = new Set([...names].map((name) => name.slice(0, name.indexOf('.'))));
    const near = suggestion(glob, [...names, ...[...profiles].map((name) => `${name}.*`)]);
    problems.push(file.problemAt(path, `no phase is called '${glob}'${near}`));
    if (problems.length === mostFaults) break;
  }
  return problems;
}

function idsOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(({ phases }) => phases.map(({ id }) => id));
}
