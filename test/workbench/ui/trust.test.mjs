import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser, newPage } from '../lib/browser.mjs';
import { startHost } from '../lib/host.mjs';
import { editorShows, hover, runCommand } from '../lib/look.mjs';
import { out } from '../lib/paths.mjs';
import { stageWorkspace } from '../lib/stage.mjs';

const ownPhase = 'What the team wrote';
const ownReason = 'The team says hello.';

const file = [
  'name: team',
  'title: The team',
  'runtime: c',
  'rank: 90',
  "recognize: { exe: '*', trusted: true }",
  `program: { title: ${ownPhase} }`,
  'reasons:',
  '  - name: hello',
  '    match: write',
  `    why: ${ownReason}`,
  '',
].join('\n');

describe('a workspace that brings profiles and reasons along', () => {
  const stops = [];
  let browser;
  let host;

  before(async () => {
    const { folder, remove } = stageWorkspace();
    stops.push(remove);
    mkdirSync(join(folder, '.strace-lens'));
    writeFileSync(join(folder, '.strace-lens/team.yaml'), file);
    browser = await launchBrowser();
    stops.push(() => browser.close());
    host = await startHost('node', folder, {
      asksTrust: true,
      // The page about trust is an editor beside the others.
      settings: { 'workbench.editor.useModal': 'off' },
    });
    stops.push(host.stop);
  });
  after(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  it('has them off until its user trusts it, and on from then', async () => {
    const page = await newPage(browser);
    try {
      await page.goto(host.address(['c-static.strace']));
      await editorShows(page, 'execve');
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();

      // The extension itself is at work.
      const phase = page.locator('[id="strace-lens.strace-lens.strace.cursor"]');
      await page.locator('.view-line', { hasText: 'write(1' }).click();
      await phase.filter({ hasText: 'a.out · Program' }).waitFor();
      assert.ok(!(await hover(page, 'write', 'This call')).includes(ownReason));
      await page.keyboard.press('Escape');

      await runCommand(page, 'Workspaces: Manage Workspace Trust');
      await page
        .locator('.workspace-trust-editor')
        .getByRole('button', { name: 'Trust' })
        .first()
        .click();
      await page
        .locator('.statusbar-item', { hasText: 'Restricted Mode' })
        .waitFor({ state: 'detached' });

      await page.locator('.tab', { hasText: 'c-static.strace' }).click();
      await page.locator('.view-line', { hasText: 'write(1' }).click();
      await phase.filter({ hasText: `a.out · ${ownPhase}` }).waitFor();
      await hover(page, 'write', ownReason);
    } catch (error) {
      mkdirSync(out, { recursive: true });
      await page.screenshot({ path: join(out, 'ui-trust.png') });
      throw error;
    } finally {
      await page.context().close();
    }
  });
});
