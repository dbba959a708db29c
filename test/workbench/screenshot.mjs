// Makes the picture of the README: `npm run screenshot`. With `--theme light|contrast|all` those
// too, and with `--file FILE` of another trace, into test/workbench/out/.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser, newPage } from './lib/browser.mjs';
import { startHost } from './lib/host.mjs';
import { colored, hover, outlineRows } from './lib/look.mjs';
import { out, root } from './lib/paths.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
};
const { values } = parseArgs({
  options: {
    theme: { type: 'string', default: 'dark' },
    file: { type: 'string' },
    word: { type: 'string' },
  },
});
const sample = join(root, 'samples/go-min.strace');
const file = resolve(process.env.INIT_CWD ?? '.', values.file ?? sample);
const word = values.word ?? (values.file === undefined ? 'openat' : undefined);
const wanted = values.theme === 'all' ? Object.keys(themes) : [values.theme];
const viewport = { width: 1180, height: 620 };
const settleMilliseconds = 1500;

const temporary = mkdtempSync(join(tmpdir(), 'strace-shot-'));
const folder = join(temporary, 'traces');
mkdirSync(folder);
copyFileSync(file, join(folder, basename(file)));
const browser = await launchBrowser();
try {
  for (const theme of wanted) await shoot(theme);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

async function shoot(theme) {
  if (themes[theme] === undefined) throw new Error(`no theme ${theme}`);
  const host = await startHost('node', folder, {
    settings: {
      'workbench.colorTheme': themes[theme],
      'editor.minimap.enabled': false,
      'workbench.layoutControl.enabled': false,
      'explorer.openEditors.visible': 0,
      'outline.collapseItems': 'alwaysExpand',
      'editor.occurrencesHighlight': 'off',
      'window.commandCenter': false,
    },
  });
  try {
    const page = await newPage(browser, viewport);
    await page.goto(host.address([basename(file)]));
    await colored(page);
    await outlineRows(page);
    // The explorer's own tree is not what the picture is about.
    await page
      .locator('.pane-header', { hasText: basename(folder) })
      .first()
      .click();
    if (word !== undefined) {
      await page.locator('.view-line', { hasText: word }).first().click();
      await hover(page, word, word);
    }
    // The outline follows the cursor with an animation.
    await new Promise((done) => setTimeout(done, settleMilliseconds));
    const main = theme === 'dark' && values.file === undefined;
    mkdirSync(out, { recursive: true });
    const path = main ? join(root, 'media/screenshot.png') : join(out, `screenshot-${theme}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.context().close();
  } finally {
    await host.stop();
  }
}
