import type { Runtime, Stage } from '../../protocol.ts';
import type { PhaseRule, Profile } from './profile.ts';

/** A phase that begins. */
export interface NewPhase {
  readonly profile: Profile;
  readonly id: string;
  readonly title: string;
  readonly doc: string | undefined;
  readonly stage: Stage;
  readonly runtime: Runtime | undefined;
}

/** The phase in which a program runs. */
export function programPhase(profile: Profile): NewPhase {
  return {
    profile,
    id: 'program',
    title: profile.program.title,
    doc: profile.program.doc,
    stage: 'program',
    runtime: profile.runtime,
  };
}

/** A phase of a profile as its rule has it. */
export function newPhase(
  profile: Profile,
  rule: Pick<PhaseRule, 'id' | 'title' | 'doc' | 'stage' | 'sources'>,
  stage: Stage,
  file: string,
): NewPhase {
  return {
    profile: rule.sources === undefined ? profile : { ...profile, sources: rule.sources },
    id: rule.id,
    title: rule.title.replaceAll('{file}', file).trim(),
    doc: rule.doc,
    stage: rule.stage ?? stage,
    runtime: profile.runtime,
  };
}
