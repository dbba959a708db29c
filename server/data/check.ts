/**
 * Checks data files: `npx tsx server/data/check.ts FILES` for those you write; without FILES
 * (`npm run data:check`) all of them by every rule, also against Linux's headers and Debian's manual
 * pages where those can be had. Prints `file:line: message`, and fails if there is any.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { completeGroup, missingEntries } from './lint/complete.ts';
import { duplicates } from './lint/duplicates.ts';
import { readFacts } from './lint/facts.ts';
import { debianPages, notCopied } from './lint/manPages.ts';
import { agreesWith, headerNumbers, nodeNumbers } from './lint/platform.ts';
import type { All, Rule } from './lint/rule.ts';
import { quickRules } from './lint/rules.ts';
import { readAll, runRules } from './lint/run.ts';

const root = path.dirname(new URL(import.meta.url).pathname);
const repository = path.join(root, '../..');
const manualPages = path.join(repository, '.cache/manual-pages');
const files = process.argv.slice(2).map((file) => path.resolve(file));
const isWhole = files.length === 0;

const facts = readFacts(path.join(repository, 'test/data/facts'));
const { all, problems: unreadable } = readAll(root, facts);
const entries = isWhole ? all.entries : all.entries.filter(({ file }) => files.includes(file));
const rules = isWhole ? [...quickRules, ...slowRules(all)] : [...quickRules, ...rulesAtHand()];
const problems = [
  ...unreadable.filter(({ file }) => isWhole || files.includes(file)),
  ...runRules(rules, entries, all),
];

for (const { file, line, rule, message } of problems) {
  console.log(`${path.relative('', file)}:${line}: ${message} [${rule}]`);
}
const missing = isWhole ? missingEntries(all) : [];
for (const sentence of missing) console.log(sentence);
const checked = isWhole ? all.entries.length + unreadable.length : files.length;
console.log(`${checked} files, ${problems.length + missing.length} problems`);
process.exitCode = problems.length + missing.length > 0 ? 1 : 0;

/** The manual pages are compared with where a whole run has fetched them before. */
function rulesAtHand(): Rule[] {
  const pages = existsSync(manualPages) ? debianPages(manualPages) : undefined;
  return pages === undefined ? [] : [notCopied(pages)];
}

/** Rules that look at all files, or at what the machine has. What it lacks is told. */
function slowRules(everything: All): Rule[] {
  const found: Rule[] = [duplicates, completeGroup];
  const names = [...everything.constants.values(), ...everything.ioctls.values()].flatMap(
    ({ members }) => Object.keys(members),
  );
  const headers = headerNumbers(names);
  const pages = debianPages(manualPages);
  if (nodeNumbers === undefined) notice('numbers of Node: this is not Linux on x86-64');
  else found.push(agreesWith(nodeNumbers));
  if (headers === undefined) notice('Linux headers: no /usr/include/linux, or no C preprocessor');
  else found.push(agreesWith(headers));
  if (pages === undefined) notice('manual pages: apt-get could not download them');
  else found.push(notCopied(pages));
  return found;
}

function notice(what: string): void {
  console.log(`Not compared with ${what}.`);
}
