import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { KnownNames } from '../src/profiles/knownNames.ts';
import { constantsSchema } from './schema.ts';

const root = path.dirname(new URL(import.meta.url).pathname);

/** What the data folder knows by name, without a build: what patterns and conditions may use. */
export function dataNames(): KnownNames {
  const syscallNames = readdirSync(path.join(root, 'syscalls'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.basename(name, '.yaml'));
  const known = new Set(syscallNames);
  const groups = new Map<string, ReturnType<KnownNames['group']>>();
  return {
    syscallNames,
    syscall: (name) => (known.has(name) ? { summary: '' } : undefined),
    group(name) {
      if (!groups.has(name)) groups.set(name, readGroup(name));
      return groups.get(name);
    },
  };
}

function readGroup(name: string): ReturnType<KnownNames['group']> {
  const text = readFileSync(path.join(root, 'constants', `${name}.yaml`), 'utf8');
  const { members } = constantsSchema.parse(parse(text));
  return { members: new Map(Object.entries(members)) };
}
