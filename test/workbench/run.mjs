// Runs the suite in the packaged extension, in both kinds of extension host, then looks at the
// workbench itself. `node test/workbench/run.mjs [node|web|ui …] [--verbose]`; no kind means all.
// Ends with a line that holds the sums.
import { parseArgs } from 'node:util';
import { buildSuites } from './build.mjs';
import { startHost } from './lib/host.mjs';
import { out } from './lib/paths.mjs';
import { runSuite } from './lib/runSuite.mjs';
import { stageWorkspace } from './lib/stage.mjs';
import { runUi } from './ui/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false } },
});
const kinds = positionals.length > 0 ? positionals : ['node', 'web', 'ui'];
const sums = { passes: 0, failures: 0, pending: 0 };
const stops = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

await buildSuites();
for (const kind of kinds) {
  console.log(kind === 'ui' ? 'The workbench itself' : `In the ${kind} extension host`);
  add(await attempt(kind));
}
console.log(`mocha-result| ${JSON.stringify(sums)}`);
process.exit(sums.failures === 0 && sums.passes > 0 ? 0 : 1);

async function attempt(kind) {
  try {
    return kind === 'ui' ? await runUi() : await runKind(kind);
  } catch (error) {
    console.error(error);
    return undefined;
  } finally {
    await stopAll();
  }
}

async function runKind(kind) {
  const { folder, remove } = stageWorkspace();
  stops.add(remove);
  const suite = `${out}/${kind}`;
  const host = await startHost(kind, folder, { suite, verbose: values.verbose });
  stops.add(host.stop);
  return runSuite(host, { name: kind, verbose: values.verbose });
}

/** A run that did not report is a failure. */
function add(stats) {
  if (stats === undefined) console.log('    FAIL it did not report');
  sums.passes += stats?.passes ?? 0;
  sums.failures += stats?.failures ?? 1;
  sums.pending += stats?.pending ?? 0;
}

async function stopAll() {
  const all = [...stops].toReversed();
  stops.clear();
  for (const stop of all) await stop();
}
