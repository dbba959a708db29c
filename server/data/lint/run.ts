import { dataFiles, readEntry, type Entry, type Problem } from '../read.ts';
import type { Facts } from './facts.ts';
import { gather, type All, type Rule } from './rule.ts';

/** Runs `rules` over `entries`; what they refer to is looked up in `all`. */
export function runRules(rules: readonly Rule[], entries: readonly Entry[], all: All): Problem[] {
  const problems: Problem[] = [];
  for (const entry of entries) {
    for (const rule of rules) {
      rule.check(entry, all, (path, message) => {
        problems.push({
          file: entry.file,
          line: entry.lineOf(path),
          rule: rule.name,
          message: path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
        });
      });
    }
  }
  return problems;
}

/** Reads every file under `root`; what is not as the schema wants it is complained about. */
export function readAll(root: string, facts: Facts): { all: All; problems: Problem[] } {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const file of dataFiles(root)) {
    const entry = readEntry(file);
    if (Array.isArray(entry)) problems.push(...entry);
    else entries.push(entry);
  }
  return { all: gather(entries, facts), problems };
}
