import type { Runner, Test } from 'mocha';

/**
 * Writes each test on a line that the launcher can tell from the workbench's own log, and at the
 * end the figures: without them a dead extension host would look like success.
 */
export function report(runner: Runner): void {
  const stats = { passes: 0, failures: 0, pending: 0 };
  runner.on('pass', (test: Test) => {
    stats.passes++;
    print(`  ok ${test.fullTitle()} (${test.duration} ms)`);
  });
  runner.on('pending', (test: Test) => {
    stats.pending++;
    print(`  skip ${test.fullTitle()}`);
  });
  runner.on('fail', (test: Test, error: Error) => {
    stats.failures++;
    print(`  FAIL ${test.fullTitle()}\n${error.stack ?? error.message}`);
  });
  runner.on('end', () => console.log(`mocha-result| ${JSON.stringify(stats)}`));
}

function print(text: string): void {
  console.log(text.replaceAll(/^/gm, 'mocha| '));
}
