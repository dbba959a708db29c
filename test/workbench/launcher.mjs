#!/usr/bin/env node
// Stands in for the `code` command of desktop VS Code: takes the options with which
// @vscode/test-electron starts it, and ignores those that only a desktop knows.
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startHost } from './lib/host.mjs';
import { runSuite } from './lib/runSuite.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const [folder = dirname(values.extensionTestsPath)] = positionals;
const host = await startHost('node', resolve(folder), {
  vsixes: [],
  harness: resolve(values.extensionDevelopmentPath),
  suite: resolve(values.extensionTestsPath),
  verbose: values.verbose,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => void host.stop().finally(() => process.exit(130)));
}
try {
  const stats = await runSuite(host, { name: 'launcher', verbose: values.verbose });
  if (stats !== undefined) console.log(`${stats.passes} passed, ${stats.failures} failed`);
  process.exitCode = stats !== undefined && stats.failures === 0 && stats.passes > 0 ? 0 : 1;
} finally {
  await host.stop();
}
process.exit();
