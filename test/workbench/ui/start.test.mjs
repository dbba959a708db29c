import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newPage } from '../lib/browser.mjs';
import { editorShows, outlineRows } from '../lib/look.mjs';
import { root } from '../lib/paths.mjs';

const trace =
  'close(1)                                = 0\nclose(2)                                = 0\n';

/** Starts the script; resolves to the address that it prints. */
function start(args) {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const address = new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const [url] = /http:\S+/.exec(said) ?? [];
      if (url && said.includes('Ctrl-C')) resolve(url);
    });
    void ended.then((code) => reject(new Error(`it ended with ${code}\n${said}`)));
  });
  return { address, ended, interrupt: () => child.kill('SIGINT') };
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

describe('npm start', () => {
  let folder;
  let browser;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'strace-file-'));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases = [
    { what: 'opens a sample', text: 'execve' },
    {
      what: 'opens any file as a trace, whatever its name',
      name: 'out put #1.txt',
      text: 'close(1)',
    },
  ];
  for (const { what, name, text } of cases) {
    it(`${what}, and leaves nothing behind after Ctrl-C`, async () => {
      const file = name && join(folder, name);
      if (file) writeFileSync(file, trace);
      const run = start(['--no-open', ...(file ? [file] : [])]);
      try {
        const url = await run.address;
        const page = await newPage(browser);
        await page.goto(url);
        await editorShows(page, text);
        await page.locator('#status\\.editor\\.mode', { hasText: 'strace' }).waitFor();
        const rows = await outlineRows(page);
        assert.notEqual(rows.length, 0);
        await page.context().close();
        run.interrupt();
        assert.equal(await run.ended, 0);
        assert.equal(await answers(url), false, 'nothing listens any more');
      } finally {
        run.interrupt();
      }
    });
  }

  it('says so when there is no such file', async () => {
    const run = start(['--no-open', join(folder, 'nowhere.strace')]);
    run.address.catch(() => {});
    assert.equal(await run.ended, 2);
  });
});
