// Runs everything that is tested: checks, unit tests, the packaged extension in a real workbench.
// Installs and builds what is missing first. Ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt, ensureInstalled, installs } from './ensure.mjs';
import { bin, root } from './run.mjs';

const resultMark = 'mocha-result| ';
const unitResult = join(root, '.cache/unit.json');
const start = Date.now();
const sums = { passes: 0, failures: 0, pending: 0 };

try {
  await ensureInstalled(installs.tools);
  await ensureInstalled(installs.web);
  await ensureInstalled(installs.workbench);
  await ensureBuilt();
  await stage('Checks', ['scripts/check.mjs']);
  await stage('Unit tests', unitCommand(), readUnitResult);
  await stage('Package', ['scripts/package.mjs'], exitResult);
  await stage('Workbench', ['test/workbench/run.mjs']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  sums.failures++;
}

if (sums.pending > 0) console.log(`${sums.pending} skipped`);
console.log(`${sums.passes} passed, ${sums.failures} failed`);
process.exitCode = sums.failures === 0 && sums.passes > 0 ? 0 : 1;

/**
 * Runs one script. `read` finds its figures, given its exit code and the figures that it printed; a
 * stage without figures, or that fails while its figures say otherwise, counts as one failure.
 */
async function stage(title, args, read = (_code, printed) => printed) {
  console.log(`\n${title} (after ${Math.round((Date.now() - start) / 1000)} s)`);
  const { code, printed } = await node(args);
  const stats = read(code, printed);
  if (stats === undefined) console.log(`  FAIL ${title} did not report, and ended with ${code}`);
  sums.passes += stats?.passes ?? 0;
  sums.pending += stats?.pending ?? 0;
  const failures = stats?.failures ?? 1;
  sums.failures += failures === 0 && code !== 0 ? 1 : failures;
}

function unitCommand() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(unitResult, { force: true });
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${unitResult}`];
  return [bin('mocha'), ...reporter, 'test/**/*.test.ts'];
}

function readUnitResult() {
  if (!existsSync(unitResult)) return undefined;
  const { stats, failures } = JSON.parse(readFileSync(unitResult, 'utf8'));
  for (const { fullTitle, err } of failures) {
    console.log(`  FAIL ${fullTitle}\n${err.stack ?? err.message ?? ''}`);
  }
  console.log(`  ${stats.passes} ok, ${stats.failures} failed in ${stats.duration} ms`);
  return stats;
}

function exitResult(code) {
  return { passes: code === 0 ? 1 : 0, failures: code === 0 ? 0 : 1, pending: 0 };
}

/** Runs a script, showing what it writes but the line with its figures. */
function node(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed;
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.startsWith(resultMark)) printed = JSON.parse(line.slice(resultMark.length));
      else console.log(line);
    });
    child.once('close', (code) => resolve({ code, printed }));
  });
}
