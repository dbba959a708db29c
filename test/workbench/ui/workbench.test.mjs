import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, newPage } from '../lib/browser.mjs';
import { startHost } from '../lib/host.mjs';
import {
  breadcrumbs,
  colored,
  cursorOn,
  editorShows,
  hover,
  outlineRows,
  paletteOffers,
  runCommand,
  says,
  tokens,
} from '../lib/look.mjs';
import { out, root } from '../lib/paths.mjs';
import { stageWorkspace } from '../lib/stage.mjs';

/** Whether the machine's own `man` has a page. */
function hasManual(section, name) {
  try {
    return execFileSync('man', ['-w', section, name], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
}

for (const kind of ['node', 'web']) {
  describe(`with the ${kind} extension host, its user`, () => {
    const stops = [];
    let browser;
    let host;

    before(async () => {
      const { folder, remove } = stageWorkspace();
      stops.push(remove);
      browser = await launchBrowser();
      stops.push(() => browser.close());
      host = await startHost(kind, folder);
      stops.push(host.stop);
    });
    after(async () => {
      for (const stop of stops.toReversed()) await stop();
    });

    /** Opens a file in a page of its own, for the time of `work`. */
    const show = async (file, text, work) => {
      const page = await newPage(browser);
      try {
        await page.goto(host.address([file]));
        if (text !== undefined) await editorShows(page, text);
        await work(page);
      } catch (error) {
        mkdirSync(out, { recursive: true });
        await page.screenshot({ path: join(out, `ui-${kind}-${file}.png`) });
        throw error;
      } finally {
        await page.context().close();
      }
    };

    it('sees a trace in colors, hovers, its outline and the status bar', async () => {
      await show('c-static.strace', 'execve', async (page) => {
        await colored(page);
        const all = await tokens(page);
        const color = (text) => all.find((token) => token.text.includes(text))?.color;
        const kinds = ['execve', '"./a.out"', 'EINVAL', '/* 43 vars */'];
        assert.equal(
          new Set(kinds.map(color)).size,
          kinds.length,
          JSON.stringify(all.slice(0, 20)),
        );

        assert.match(await hover(page, 'readlink', 'This call'), /Read the symbolic link/);
        await page.keyboard.press('Escape');

        const rows = await outlineRows(page);
        // Only the rows in view are there.
        assert.deepEqual(rows.slice(0, 4), ['Exec', 'Execute a.out', 'execve', 'C library']);

        await page.locator('.view-line', { hasText: 'write(1' }).click();
        await page
          .locator('.breadcrumbs-control .monaco-breadcrumb-item', { hasText: 'write' })
          .waitFor();
        const crumbs = await breadcrumbs(page);
        const last = ['c-static.strace', 'Program', 'Program', 'write'];
        assert.deepEqual(crumbs.slice(-last.length), last);
        await page
          .locator('[id="strace-lens.strace-lens.strace.cursor"]', { hasText: 'a.out · Program' })
          .waitFor();
      });
    });

    it('jumps with the keys', async () => {
      await show('c-static.strace', 'execve', async (page) => {
        await page.locator('.view-line', { hasText: 'execve' }).click();
        await cursorOn(page, 1);
        await outlineRows(page);
        await page.locator('.view-line', { hasText: 'execve' }).click();
        await page.keyboard.press('Alt+Home');
        await cursorOn(page, 11);
        await page.keyboard.press('Alt+PageUp');
        await page.locator('#status\\.editor\\.selection', { hasNotText: 'Ln 11,' }).waitFor();
        await page.keyboard.press('Alt+Home');
        await cursorOn(page, 11);
      });
    });

    it('is asked once whether a plain text is a trace, and gets it read when saying yes', async () => {
      await show('output.txt', 'close(1)', async (page) => {
        const question = page.locator('.notification-list-item', { hasText: 'looks like strace' });
        await question.waitFor();
        await question.getByRole('button', { name: 'Yes' }).click();
        await page.locator('#status\\.editor\\.mode', { hasText: 'strace' }).waitFor();
      });
    });

    it('is told what is off in a trace over 50 MB', async () => {
      await show('huge.strace', undefined, async (page) => {
        await page.locator('.notification-list-item', { hasText: 'over 50 MB' }).waitFor();
      });
    });

    it('is told what is off in a trace of more than 300,000 lines', async () => {
      await show('large.strace', 'close(1)', async (page) => {
        await page.locator('.notification-list-item', { hasText: '300,000 lines' }).waitFor();
      });
    });

    it('reads why a text without calls has no outline', async () => {
      await show('empty.strace', 'Nothing', async (page) => {
        await page.locator('.view-line', { hasText: 'Nothing' }).click();
        await page
          .locator('[aria-label*="No system call found in this text"]')
          .first()
          .waitFor({ state: 'attached' });
      });
    });

    it('finds every command in the palette', async () => {
      // Only where a text is not read as a trace yet.
      const elsewhere = 'strace.setLanguage';
      const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      await show('state.strace', 'execve', async (page) => {
        await page.locator('.view-line', { hasText: 'fork' }).click();
        for (const { command, title } of contributes.commands) {
          if (command !== elsewhere) await paletteOffers(page, `Strace Lens: ${title}`);
        }
      });
    });

    it('follows a process and a descriptor', async () => {
      await show('state.strace', 'execve', async (page) => {
        await page.locator('.view-line', { hasText: 'execve' }).click();
        await outlineRows(page);
        await page.locator('.view-line', { hasText: 'nanosleep' }).click();
        await runCommand(page, 'Strace Lens: Follow This Process');
        await says(page, 'Following 100 a: 10 lines');
        await page.locator('.view-line', { hasText: 'resumed' }).click();
        await runCommand(page, 'Strace Lens: Follow This Descriptor');
        await says(page, 'Following fd 3: 5 lines');
        await page.locator('.view-line', { hasText: 'nanosleep' }).click();
        await runCommand(page, 'Strace Lens: Follow This Descriptor');
        await says(page, 'No descriptor on this line.');
      });
    });

    it('opens the manual page of a call', async () => {
      await show('state.strace', 'execve', async (page) => {
        await page.locator('.view-line', { hasText: 'execve' }).click();
        await outlineRows(page);
        await page.locator('.view-line', { hasText: 'fork' }).click();
        await runCommand(page, 'Strace Lens: Open Manual Page');
        // Where there is no `man`, as in a browser, the page on the web is asked for.
        const isHere = kind === 'node' && hasManual('2', 'fork');
        if (isHere) await editorShows(page, 'pid_t fork(void)');
        else await page.locator('.monaco-dialog-box', { hasText: 'man2/fork.2.html' }).waitFor();
      });
    });

    it('finds the walkthrough', async () => {
      await show('c-static.strace', 'execve', async (page) => {
        await runCommand(page, 'Welcome: Open Walkthrough...');
        const entry = page.locator('.quick-input-list .monaco-list-row', {
          hasText: 'Read what strace wrote',
        });
        await entry.first().click();
        await page.locator('.gettingStartedContainer', { hasText: 'Point at any word' }).waitFor();
      });
    });
  });
}
