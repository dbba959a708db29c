import { callGroups } from '../model/phases/patternText.ts';

/** Words of a pattern for calls, and what they say. */
export const patternWords: ReadonlyMap<string, string> = new Map([
  ['ok', 'The call succeeded.'],
  ['failed', 'The call failed.'],
  ['zero', 'The call returned 0.'],
  ['on', 'The call works on a descriptor of this tag or, in a reason, on such a file.'],
  ['->', 'The descriptor that the call returns gets this tag.'],
  ['then', 'The next call of the same thread has one of these names.'],
  ['after', 'The call before, of the same thread, has one of these names.'],
]);

/** Names of all groups, with their sign. */
export const groupNames: readonly string[] = Object.keys(callGroups);

/** The calls that a group stands for, in one line; undefined where there is no such group. */
export function callsOfGroup(group: string): string | undefined {
  if (!Object.hasOwn(callGroups, group)) return undefined;
  return [...new Set((callGroups[group] ?? []).flatMap(({ calls }) => calls))].join(', ');
}
