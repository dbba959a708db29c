import type { Rule } from './rule.ts';

/** Words that say nothing by themselves. */
const empty = new Set(
  `a an and are as at be bit bits by call command constant control data device do does enum field file
  flag flags for from function get gets give gives has have if in into is it its kind message mode name
  no not number of on one option or parameter query read request set sets signal socket specifies state
  that the this to type use used uses using value values when which with attribute attributes`.split(
    /\s+/,
  ),
);

/** A text says more than the name and the name of its group do. */
export const spelledOut: Rule = {
  name: 'spelled out',
  check(entry, _all, report) {
    if (entry.kind === 'constants') checkMembers(entry.data.group, entry.data.members);
    if (entry.kind === 'ioctls') checkMembers(entry.data.family, entry.data.members);
    if (entry.kind === 'syscall') {
      entry.data.args.forEach(({ name, doc }, i) => {
        if (addsNothing(doc, [name])) report(['args', i, 'doc'], 'only spells the name out');
      });
    }
    if (entry.kind === 'struct') {
      for (const [name, { doc }] of Object.entries(entry.data.fields)) {
        if (addsNothing(doc, [name])) report(['fields', name, 'doc'], 'only spells the name out');
      }
    }

    function checkMembers(group: string, members: Record<string, { doc: string }>): void {
      for (const [name, { doc }] of Object.entries(members)) {
        if (addsNothing(doc, [name, group])) {
          report(['members', name, 'doc'], 'only spells the name out');
        }
      }
    }
  },
};

/** Whether every word of the text is empty or in one of the names. */
function addsNothing(doc: string, names: readonly string[]): boolean {
  const given = names.flatMap(wordsOf);
  return wordsOf(doc).every((word) => empty.has(word) || given.some((one) => isAlike(word, one)));
}

function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Letters that a name and a word must share at their start to be taken for the same. */
const sharedStart = 4;

function isAlike(word: string, given: string): boolean {
  if (word === given) return true;
  const length = Math.min(word.length, given.length);
  return length >= sharedStart && word.slice(0, sharedStart) === given.slice(0, sharedStart);
}
