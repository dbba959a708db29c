// Runs the tests that look at the workbench from outside, as its user does.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';

const here = dirname(fileURLToPath(import.meta.url));
const timeout = 60_000;

/** While looking into a failure: `UI_ONLY='over 50 MB' npm run test:workbench -- ui`. */
const only = process.env.UI_ONLY ? { grep: process.env.UI_ONLY } : {};

/** Resolves to mocha's figures. */
export async function runUi() {
  const mocha = new Mocha({ ui: 'bdd', reporter: Mocha.reporters.Base, timeout, ...only });
  for (const name of readdirSync(here).filter((file) => file.endsWith('.test.mjs'))) {
    mocha.addFile(join(here, name));
  }
  await mocha.loadFilesAsync();
  const stats = { passes: 0, failures: 0, pending: 0 };
  await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      stats.passes++;
      console.log(`    ok ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('pending', (test) => {
      stats.pending++;
      console.log(`    skip ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error) => {
      stats.failures++;
      console.log(`    FAIL ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
  return stats;
}
