import path from 'node:path';
import { architectures } from '../../src/knowledge/numbers.ts';
import { ioctlGroup } from './facts.ts';
import type { Rule } from './rule.ts';

/** Hosts that a source may be on: those that document the interface itself. */
const sourceHosts = [
  'man7.org',
  'www.man7.org',
  'docs.kernel.org',
  'kernel.org',
  'www.kernel.org',
  'git.kernel.org',
  'elixir.bootlin.com',
  'lwn.net',
  'sourceware.org',
  'www.rfc-editor.org',
  'datatracker.ietf.org',
  'refspecs.linuxfoundation.org',
  'strace.io',
  'github.com',
  'gitlab.com',
];

/** File, name and class agree; what is named exists in Linux; sources are pages that document it. */
export const names: Rule = {
  name: 'names',
  check(entry, all, report) {
    const stem = path.basename(entry.file, '.yaml');
    switch (entry.kind) {
      case 'syscall': {
        if (entry.data.name !== stem) report(['name'], `is not the file's name, ${stem}`);
        const facts = all.facts.syscalls.get(entry.data.name);
        if (facts === undefined) {
          report(['name'], `no syscall ${entry.data.name}`);
          return;
        }
        const wanted: readonly string[] = facts.classes.length === 0 ? ['other'] : facts.classes;
        if (wanted.toSorted().join() !== entry.data.class.toSorted().join()) {
          report(['class'], `strace has it in [${wanted.join(', ')}]`);
        }
        entry.data.sources.forEach((source, i) => {
          const { protocol, host } = new URL(source);
          if (protocol !== 'https:' || !sourceHosts.includes(host)) {
            report(
              ['sources', i],
              'wants an https page of man7.org, kernel.org or docs.kernel.org',
            );
          }
        });
        return;
      }
      case 'constants': {
        if (entry.data.group !== stem) report(['group'], `is not the file's name, ${stem}`);
        const facts = all.facts.groups.get(entry.data.group);
        if (facts === undefined) return;
        for (const name of Object.keys(entry.data.members)) {
          if (!facts.has(name)) report(['members', name], `${name} is not in ${entry.data.group}`);
        }
        return;
      }
      case 'ioctls': {
        if (entry.data.family !== stem) report(['family'], `is not the file's name, ${stem}`);
        const facts = all.facts.groups.get(ioctlGroup);
        for (const name of Object.keys(entry.data.members)) {
          if (facts?.has(name) === false) report(['members', name], `no ioctl ${name}`);
        }
        return;
      }
      case 'struct':
        if (entry.data.struct !== stem) report(['struct'], `is not the file's name, ${stem}`);
        return;
      case 'numbers':
        for (const [name, numbers] of Object.entries(entry.data.numbers)) {
          const known = all.facts.syscalls.get(name)?.numbers;
          const wanted = architectures.map((one) => known?.get(one)?.toString() ?? '-').join(' ');
          if (numbers !== wanted) report(['numbers', name], `is ${wanted} in Linux`);
        }
        return;
      case 'paths':
      case 'reasons':
      case 'texts':
        return;
    }
  },
};
