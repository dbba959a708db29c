import { fitsGlob } from '../model/phases/glob.ts';
import type { Block, PhaseRule, Profile } from '../model/phases/profile.ts';
import { mostFaults } from './faults.ts';
import { suggestion } from './nearest.ts';
import type { FileProblem, UserFile } from './readUserFile.ts';

/** Ids that phases have with these profiles, without `#2` and so on. */
export function phaseNames(profiles: readonly Profile[]): ReadonlySet<string> {
  return new Set(namedPhases(profiles).keys());
}

/** Ids that phases have with these profiles, and their titles. */
export function namedPhases(profiles: readonly Profile[]): ReadonlyMap<string, string> {
  const everywhere = [
    ...profiles.flatMap(({ fixed = [] }) => fixed),
    ...profiles
      .filter(({ kind }) => kind === 'system')
      .flatMap(({ activities = [] }) => activities),
  ];
  return new Map(
    profiles.flatMap(({ name, start, windDown, program, activities = [] }) =>
      [
        ...rulesOf(start),
        { id: 'program', title: program.title },
        ...everywhere,
        ...activities,
        ...rulesOf(windDown),
      ].map(({ id, title }): [string, string] => [`${name}.${id}`, title]),
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

function rulesOf(blocks: readonly Block[]): readonly PhaseRule[] {
  return blocks.flatMap(({ phases }) => phases);
}
