// Everything that can be checked without running the program: types, lint, format, dead code, data.
// Ends with a line that holds the figures.
import { spawn } from 'node:child_process';
import { bin, root } from './run.mjs';

const checks = [
  // Built anew: the incremental build has been seen to miss a change of the compiler's options.
  { name: 'types', args: [bin('typescript', 'tsc'), '-b', '--force'] },
  { name: 'lint', args: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [bin('@biomejs/biome', 'biome'), 'ci'] },
  { name: 'dead code', args: [bin('knip')] },
  { name: 'data', args: ['--import', 'tsx', 'server/data/check.ts'] },
];

const stats = { passes: 0, failures: 0, pending: 0 };
for (const { name, args } of checks) {
  const { code, said } = await node(args);
  if (code === 0) {
    stats.passes++;
    console.log(`  ok ${name}`);
  } else {
    stats.failures++;
    console.log(`  FAIL ${name}\n${said}`);
  }
}
console.log(`mocha-result| ${JSON.stringify(stats)}`);
process.exitCode = stats.failures === 0 ? 0 : 1;

/** Runs a script to its end; resolves to its exit code and all that it wrote. */
function node(args) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, args, { cwd: root, env, stdio });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.once('close', (code) => resolve({ code, said }));
  });
}
