/**
 * Checks data files: `npx tsx server/data/check.ts FILES` for those you write, without FILES all of
 * them by every rule (`npm run data:check`). Prints `file:line: message`, and fails if there is any.
 */
import path from 'node:path';
import { readFacts } from './lint/facts.ts';
import { quickRules } from './lint/rules.ts';
import { readAll, runRules } from './lint/run.ts';

const root = path.dirname(new URL(import.meta.url).pathname);
const facts = readFacts(path.join(root, '../../test/data/facts'));
const files = process.argv.slice(2).map((file) => path.resolve(file));

const { all, problems: unreadable } = readAll(root, facts);
const entries =
  files.length === 0 ? all.entries : all.entries.filter(({ file }) => files.includes(file));
const problems = [
  ...unreadable.filter(({ file }) => files.length === 0 || files.includes(file)),
  ...runRules(quickRules, entries, all),
];

for (const { file, line, rule, message } of problems) {
  console.log(`${path.relative('', file)}:${line}: ${message} [${rule}]`);
}
const checked = files.length === 0 ? all.entries.length + unreadable.length : files.length;
console.log(`${checked} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
