// Runs the mocha suite inside an extension host and hears what it says.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { launchBrowser, newPage } from './browser.mjs';
import { out } from './paths.mjs';

const outputMark = 'mocha| ';
const resultMark = 'mocha-result| ';
const shotMilliseconds = 5000;

/**
 * Opens the host's page and waits until the suite has reported. Resolves to mocha's figures;
 * `undefined` where it never reported: a time out, a crash of the page or of the extension host.
 */
export async function runSuite(host, { name, seconds = 120, verbose = false }) {
  const tail = [];
  let stats;
  const browser = await launchBrowser();
  try {
    const page = await newPage(browser);
    await page.exposeFunction('codeAutomationLog', (type, parts) => {
      const line = format(...parts);
      tail.push(`${type}: ${line}`);
      if (line.startsWith(resultMark)) stats = JSON.parse(line.slice(resultMark.length));
      else if (line.startsWith(outputMark)) console.log(line.replace(/^mocha\| ?/gm, '  '));
      else if (verbose) console.log(`<${type}>`, line);
    });
    const ended = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
    });
    const crashed = new Promise((resolve) => {
      page.once('crash', () => resolve('the page crashed'));
      browser.once('disconnected', () => resolve('the browser has gone'));
    });
    page.on('pageerror', (error) => tail.push(`error: ${error}`));
    page.on('console', (message) => {
      if (verbose) console.log('<console>', message.text());
    });
    await page.goto(host.address([]));
    const code = await Promise.race([ended, crashed, host.gone, after(seconds * 1000)]);
    if (stats !== undefined) addLogTest(stats, tail);
    // Exit code 0 proves nothing: an extension host that dies early counts as 0 too.
    const failed = stats === undefined || stats.failures > 0 || code !== 0;
    if (failed) {
      mkdirSync(out, { recursive: true });
      const file = join(out, `${name}-failure`);
      await Promise.race([
        page.screenshot({ path: `${file}.png` }).catch(() => {}),
        after(shotMilliseconds),
      ]);
      writeFileSync(`${file}.log`, `${tail.join('\n')}\n=== server\n${host.log.join('')}`);
      console.error(`  ended with ${code}; see ${file}.log and .png`);
    }
    if (stats !== undefined && stats.failures === 0 && code !== 0) stats.failures = 1;
    return stats;
  } finally {
    await Promise.race([browser.close().catch(() => {}), after(shotMilliseconds)]);
  }
}

/** What a workbench logs as an error in any run, and what is none of ours. */
const harmless =
  /spdlog|vsda|serviceWorker|nls\.|ERR_FAILED|Failed to fetch|net::|chat|copilot|AgentHost|gallery|sharedProcess|policy/i;

/** One test more: nothing of ours was logged as an error. */
function addLogTest(stats, tail) {
  const errors = tail.filter(
    (line) => line.startsWith('error:') && /strace/i.test(line) && !harmless.test(line),
  );
  if (errors.length === 0) {
    stats.passes++;
    console.log('    ok the extension host logs no error');
  } else {
    stats.failures++;
    console.log(`    FAIL the extension host logs no error\n${errors.join('\n')}`);
  }
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve('time out'), milliseconds).unref());
}
