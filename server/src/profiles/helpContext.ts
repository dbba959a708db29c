import type { Profile } from '../model/phases/profile.ts';
import type { KnownNames } from './knownNames.ts';

/** What help while writing goes by. */
export interface HelpContext {
  readonly names: KnownNames;
  readonly profiles: readonly Profile[];
  /** Only names of calls, phases, errnos and signals where another server has the JSON Schema. */
  readonly offers: 'everything' | 'names';
}
