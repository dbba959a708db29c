import type { ArgumentData } from '../schema.ts';
import type { Rule } from './rule.ts';

/** Arguments stand in strace's order under strace's names, and say what sets they are made of. */
export const argumentLists: Rule = {
  name: 'arguments',
  check(entry, all, report) {
    if (entry.kind !== 'syscall') return;
    const { args, command, name } = entry.data;
    const facts = all.facts.syscalls.get(name);
    checkTypes(args, ['args']);
    for (const [member, item] of Object.entries(command?.entries ?? {})) {
      checkTypes(item.args ?? [], ['command', 'entries', member, 'args']);
    }
    const seen = new Set<string>();
    args.forEach((argument, i) => {
      if (seen.has(argument.name)) report(['args', i], `a second argument ${argument.name}`);
      seen.add(argument.name);
      const known = facts?.argumentNames[i];
      if (known === undefined || known.length === 0 || known.includes(argument.name)) return;
      report(['args', i, 'name'], `strace -N prints ${known.join(' or ')}`);
    });

    function checkTypes(list: readonly ArgumentData[], path: readonly string[]): void {
      list.forEach((argument, i) => {
        const { type, set, struct } = argument;
        if ((type === 'flags' || type === 'enum') && set === undefined) {
          report([...path, i], `${type} without a set`);
        }
        if (type === 'struct' && struct === undefined)
          report([...path, i], 'struct without its name');
      });
    }
  },
};
