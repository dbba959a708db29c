// What a user sees of the workbench, by selectors that held over many versions.

const hoverTries = 5;
const hoverMilliseconds = 4000;

/** Waits until the editor shows a text. */
export function editorShows(page, text) {
  return page.locator('.monaco-editor .view-line', { hasText: text }).first().waitFor();
}

/** The token classes and the colors that the lines in view have. */
export function tokens(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.monaco-editor .view-line span[class^=mtk]')].map((span) => ({
      text: span.textContent.replaceAll('\u00a0', ' '),
      kind: span.className,
      color: getComputedStyle(span).color,
    })),
  );
}

/** Waits until a grammar has colored the lines in view with several colors. */
export function colored(page) {
  return page.waitForFunction(
    () =>
      new Set(
        [...document.querySelectorAll('.monaco-editor .view-line span[class^=mtk]')].map(
          (span) => span.className,
        ),
      ).size >= 4,
  );
}

/** Rests the mouse on a word of the editor and returns what pops up, once it says `expected`. */
export async function hover(page, word, expected) {
  const target = page
    .locator('.monaco-editor .view-lines .view-line span[class^=mtk]', { hasText: word })
    .first();
  const popup = page
    .locator('.monaco-hover:not(.hidden) .hover-contents')
    .filter({ hasText: expected })
    .first();
  // Before the server is up a hover is empty, and the workbench does not ask again by itself.
  for (let left = hoverTries; ; left--) {
    await target.hover();
    try {
      await popup.waitFor({ timeout: hoverMilliseconds });
      return await popup.innerText();
    } catch (error) {
      if (left === 0) throw error;
      await page.mouse.move(0, 0);
    }
  }
}

/** Opens the outline and returns its rows as they are shown, once there are any. */
export async function outlineRows(page) {
  const header = page.locator('.pane-header', { hasText: 'Outline' }).first();
  if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  const rows = page.locator('.outline-pane .monaco-list-row .label-name');
  await rows.first().waitFor();
  return rows.allTextContents();
}

/** Runs a command of the palette by its title. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-box input');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Waits until the palette offers a command by its title. */
export async function paletteOffers(page, title) {
  const input = page.locator('.quick-input-box input');
  if (!(await input.isVisible())) await page.keyboard.press('F1');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
}

/** Waits until the status bar says something. */
export async function says(page, text) {
  await page.locator('.statusbar-item', { hasText: text }).first().waitFor();
}

/** Text of the breadcrumbs above the editor. */
export function breadcrumbs(page) {
  return page.locator('.breadcrumbs-control .monaco-breadcrumb-item').allInnerTexts();
}

/** Waits until the cursor is on a line, counted from 1. */
export async function cursorOn(page, line) {
  await page
    .locator('#status\\.editor\\.selection', { hasText: new RegExp(`Ln ${line},`) })
    .waitFor();
}
