import type { Rows } from '../../syntax/rowTable.ts';
import { type BoundProfiles, byId } from './boundProfile.ts';
import { type CallContext, fitsCall } from './fitCall.ts';
import type { Activity, CallPattern, Profile } from './profile.ts';

/** What a call says of the activity that its program is at. */
export interface Hint {
  readonly activity: Activity;
  /** The call alone is enough for a part to begin. */
  readonly opens: boolean;
  /** What the descriptor that it returns is for; undefined where it returns none. */
  readonly tag: string | undefined;
}

interface Rule extends Hint {
  readonly pattern: CallPattern;
}

/** Finds the activity that a call speaks for. */
export interface ActivityRules {
  /** Undefined where the call says nothing: no activity takes it. */
  hint(profile: Profile, row: number, context: CallContext): Hint | undefined;
}

/** The activities of all profiles, looked up by the name of a call. */
export function activityRules(profiles: BoundProfiles, rows: Rows): ActivityRules {
  const general = profiles.system.flatMap(({ profile }) => profile.activities ?? []);
  const byProfile = new Map<Profile, (id: number) => readonly Rule[]>();

  return {
    hint(profile, row, context) {
      for (const rule of rulesOf(profile)(rows.name(row))) {
        if (fitsCall(rule.pattern, row, context)) return rule;
      }
      return undefined;
    },
  };

  function rulesOf(profile: Profile): (id: number) => readonly Rule[] {
    const known = byProfile.get(profile);
    if (known !== undefined) return known;
    const own = profile.kind === 'runtime' ? (profile.activities ?? []) : [];
    const made = byId(byName([...own, ...general]), rows);
    byProfile.set(profile, made);
    return made;
  }
}

function byName(activities: readonly Activity[]): ReadonlyMap<string, readonly Rule[]> {
  const found = new Map<string, Rule[]>();
  const add = (activity: Activity, pattern: CallPattern, opens: boolean) => {
    for (const name of pattern.calls) {
      const list = found.get(name) ?? [];
      list.push({ activity, pattern, opens, tag: pattern.opens });
      found.set(name, list);
    }
  };
  for (const activity of activities) {
    for (const pattern of activity.opens ?? []) add(activity, pattern, true);
    for (const pattern of activity.calls) add(activity, pattern, false);
  }
  return found;
}
