import { phases } from '../../knowledge/generated/phases.ts';
import type { Profile } from './profile.ts';

/** The profiles of the data folder, in the order in which they are tried. */
export function compiledProfiles(): readonly Profile[] {
  const profiles: readonly Profile[] = JSON.parse(phases());
  return profiles;
}
