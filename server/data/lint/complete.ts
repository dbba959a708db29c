import { ioctlGroup } from './facts.ts';
import type { All, Rule } from './rule.ts';

/** A group explains each of its names. */
export const completeGroup: Rule = {
  name: 'complete',
  check(entry, all, report) {
    if (entry.kind !== 'constants') return;
    const { group, members } = entry.data;
    const missing = [...(all.facts.groups.get(group)?.keys() ?? [])].filter(
      (name) => members[name] === undefined,
    );
    if (missing.length > 0) report(['members'], `lacks ${listed(missing)}`);
  },
};

/** What has no file at all: syscalls, groups and ioctls, each as a sentence; empty when all is there. */
export function missingEntries(all: All): string[] {
  const syscalls = [...all.facts.syscalls.keys()].filter(
    (name) => !all.syscalls.has(name) && !all.syscalls.has(name.replace(/#64$/, '')),
  );
  const groups = [...all.facts.groups.keys()].filter(
    (name) => name !== ioctlGroup && !all.constants.has(name),
  );
  const known = new Set([...all.ioctls.values()].flatMap(({ members }) => Object.keys(members)));
  const ioctls = [...(all.facts.groups.get(ioctlGroup)?.keys() ?? [])].filter(
    (name) => !known.has(name),
  );
  return (
    [
      ['syscalls', syscalls],
      ['groups of constants', groups],
      ['ioctls', ioctls],
    ] as const
  )
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${names.length} ${what} without an entry: ${listed(names)}`);
}

const shownNames = 30;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, shownNames).join(' ');
  return names.length > shownNames ? `${shown} … (${names.length})` : shown;
}
