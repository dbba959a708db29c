import type { SyscallData } from '../schema.ts';
import { asList, eachTyped } from './walk.ts';
import type { All, Rule } from './rule.ts';

/** Every group, structure, syscall and errno that an entry names is there. */
export const references: Rule = {
  name: 'references',
  check(entry, all, report) {
    eachTyped(entry, (typed, path) => {
      for (const group of asList(typed.set)) {
        if (!hasGroup(all, group)) report([...path, 'set'], `no group ${group}`);
      }
      if (typed.struct !== undefined && !all.structs.has(typed.struct)) {
        report([...path, 'struct'], `no structs/${typed.struct}.yaml`);
      }
    });

    if (entry.kind === 'constants') {
      entry.data.fields?.forEach(({ group }, i) => {
        if (group !== undefined && !hasGroup(all, group))
          report(['fields', i], `no group ${group}`);
      });
    }
    if (entry.kind === 'ioctls') {
      for (const [name, { usual, set }] of Object.entries(entry.data.members)) {
        errnos(usual, ['members', name, 'usual']);
        for (const group of asList(set)) {
          if (!hasGroup(all, group)) report(['members', name, 'set'], `no group ${group}`);
        }
      }
    }
    if (entry.kind !== 'syscall') return;
    for (const key of ['see', 'replaced'] as const) {
      entry.data[key]?.forEach((name, i) => {
        if (!hasSyscall(all, name)) report([key, i], `no syscall ${name}`);
      });
    }
    errnos(entry.data.errors, ['errors']);
    errnos(entry.data.usual, ['usual']);
    const command = entry.data.command;
    if (command === undefined) return;
    if (!entry.data.args.some(({ name }) => name === command.arg)) {
      report(['command', 'arg'], `no argument ${command.arg}`);
    }
    for (const group of asList(command.set)) {
      if (!hasGroup(all, group)) report(['command', 'set'], `no group ${group}`);
    }
    for (const [name, item] of Object.entries(command.entries)) {
      const path = ['command', 'entries', name];
      if (!asList(command.set).some((group) => hasMember(all, group, name))) {
        report(path, `${name} is in no group of the command`);
      }
      errnos(item.errors, [...path, 'errors']);
      errnos(item.usual, [...path, 'usual']);
    }

    function errnos(record: SyscallData['errors'], path: readonly string[]): void {
      for (const name of Object.keys(record ?? {})) {
        if (!hasMember(all, 'errno', name)) report([...path, name], `no errno ${name}`);
      }
    }
  },
};

function hasGroup(all: All, group: string): boolean {
  return all.constants.has(group) || all.facts.groups.has(group) || all.ioctls.has(group);
}

function hasMember(all: All, group: string, name: string): boolean {
  return (
    all.facts.groups.get(group)?.has(name) === true ||
    all.constants.get(group)?.members[name] !== undefined
  );
}

function hasSyscall(all: All, name: string): boolean {
  return all.facts.syscalls.has(name) || all.syscalls.has(name);
}
