import type { Profile } from '../model/phases/profile.ts';
import type { Reason } from '../model/reasons/reason.ts';
import { compileProfile } from './compileProfile.ts';
import { type Fault, faultsOf } from './faults.ts';
import { ofProfiles } from './fileForm.ts';
import { profileSchema } from './profileSchema.ts';
import { compileReasons, reasonsSchema } from './reasonSchema.ts';

/** What a file holds, checked. */
export interface CheckedFile {
  readonly profile: Profile | undefined;
  readonly reasons: readonly Reason[];
  /** What is wrong; then there is neither a profile nor a reason. */
  readonly faults: readonly Fault[];
}

/**
 * The profile, the reasons, or both that `value`, read from YAML, describes. Names of reasons begin with
 * `file`.
 */
export function checkFile(value: unknown, file: string): CheckedFile {
  if (!isMap(value) || !('reasons' in value)) return checkProfile(value);
  if (!ofProfiles.some((key) => key in value)) return checkReasons(value, file);
  const { reasons: list, ...rest } = value;
  const { profile, faults } = checkProfile(rest);
  const reasons = checkReasons({ reasons: list }, file);
  const wrong = [...faults, ...reasons.faults];
  return wrong.length > 0 ? failed(wrong) : { profile, reasons: reasons.reasons, faults: [] };
}

function checkProfile(value: unknown): CheckedFile {
  const checked = profileSchema.safeParse(value);
  if (!checked.success) return failed(faultsOf(checked.error.issues, value, 'profile'));
  return { profile: compileProfile(checked.data), reasons: [], faults: [] };
}

function checkReasons(value: unknown, file: string): CheckedFile {
  const checked = reasonsSchema.safeParse(value);
  if (!checked.success) return failed(faultsOf(checked.error.issues, value, 'reasons'));
  return { profile: undefined, reasons: compileReasons(checked.data, file), faults: [] };
}

function failed(faults: readonly Fault[]): CheckedFile {
  return { profile: undefined, reasons: [], faults };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
