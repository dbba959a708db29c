import { toBigInt } from './facts.ts';
import type { All, Rule } from './rule.ts';

/** Two things that are not the same thing are not explained by the same text. */
export const duplicates: Rule = {
  name: 'duplicates',
  check(entry, all, report) {
    const texts = textsOf(all);
    for (const member of membersOf(entry)) {
      const others = texts.get(normal(member.doc, member.name)) ?? [];
      const same = others.find((other) => !isSameThing(other, member));
      if (same !== undefined) report(member.path, `says the same as ${same.group} ${same.name}`);
    }
  },
};

interface Member {
  readonly doc: string;
  readonly name: string;
  /** Group of constants, family of ioctls, or `syscalls`. */
  readonly group: string;
  /** The number it stands for, as text; undefined where there is none. */
  readonly value: string | undefined;
  readonly path: readonly string[];
}

const known = new WeakMap<All, Map<string, Member[]>>();

function textsOf(all: All): Map<string, Member[]> {
  const made = known.get(all) ?? new Map<string, Member[]>();
  if (made.size === 0) {
    for (const member of all.entries.flatMap(membersOf)) {
      const text = normal(member.doc, member.name);
      const list = made.get(text);
      if (list === undefined) made.set(text, [member]);
      else list.push(member);
    }
    known.set(all, made);
  }
  return made;
}

/** Texts that explain one name each. Arguments, fields and errnos may well say the same elsewhere. */
function membersOf(entry: All['entries'][number]): Member[] {
  switch (entry.kind) {
    case 'syscall':
      return [
        {
          doc: entry.data.summary,
          name: entry.data.name,
          group: 'syscalls',
          value: undefined,
          path: ['summary'],
        },
      ];
    case 'constants':
      return listed(entry.data.group, entry.data.members);
    case 'ioctls':
      return listed(entry.data.family, entry.data.members);
    case 'struct':
    case 'reasons':
    case 'paths':
    case 'texts':
    case 'numbers':
      return [];
  }
}

function listed(
  group: string,
  members: Record<string, { doc: string; value?: number | string }>,
): Member[] {
  return Object.entries(members).map(([name, { doc, value }]) => ({
    doc,
    name,
    group,
    value: value === undefined ? undefined : toBigInt(String(value)).toString(),
    path: ['members', name, 'doc'],
  }));
}

/** The text without its own name, case and marks. */
function normal(doc: string, name: string): string {
  return doc
    .replaceAll(name, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** One name in two groups, two names of one number, or one call for two widths of its arguments. */
function isSameThing(a: Member, b: Member): boolean {
  if (a.name === b.name || stem(a.name) === stem(b.name)) return true;
  if (a.value === undefined || a.value !== b.value) return false;
  // EAGAIN and EWOULDBLOCK; POLLIN and EPOLLIN; EFD_CLOEXEC and SOCK_CLOEXEC.
  const isTail = a.name.endsWith(b.name) || b.name.endsWith(a.name);
  return a.group === b.group || isTail || lastWord(a.name) === lastWord(b.name);
}

function lastWord(name: string): string {
  return name.slice(name.indexOf('_') + 1);
}

/** A name without what tells only the width or age of the structures that go with it. */
function stem(name: string): string {
  return (
    name
      .toLowerCase()
      // Some of strace's tables count from 0 and print `NAME-1`.
      .replace(/-1$/, '')
      .replaceAll(/_?(time64|time32|old|new|compat|32|64)(?=_|$)/g, '')
      .replaceAll(/^_+|_+$/g, '')
      .replace(/(?<=[a-z])(16|32|64)$/, '')
  );
}
