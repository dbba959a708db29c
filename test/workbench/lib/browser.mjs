// A headless Chromium: the one named in CHROMIUM_PATH, else the npm package's, else an installed one.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireHere, workbenchTests } from './paths.mjs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser. It reaches nothing but this machine. */
export async function launchBrowser() {
  const { chromium } = requireHere('playwright-core');
  const { executablePath, env } = await findBrowser();
  return chromium.launch({
    executablePath,
    env,
    headless: true,
    args: flags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** A page of the browser that refuses every request to another machine. */
export async function newPage(browser, viewport = { width: 1280, height: 800 }) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.route(
    ({ protocol, hostname }) => protocol.startsWith('http') && !isHere(hostname),
    (route) => route.abort(),
  );
  return page;
}

function isHere(hostname) {
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname.endsWith('.localhost');
}

async function findBrowser() {
  const env = { ...process.env };
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, env };
  if (process.platform === 'linux' && process.arch === 'x64') return unpack(env);
  const executablePath = installed.find((file) => existsSync(file));
  if (executablePath) return { executablePath, env };
  throw new Error('No Chromium found. Install one, or name it in CHROMIUM_PATH.');
}

/**
 * Unpacks the browser of @sparticuz/chromium, with the libraries and the font that a bare system
 * lacks. It unpacks to the temporary directory, so that is a cache of ours meanwhile.
 */
async function unpack(env) {
  const cache = join(workbenchTests, 'node_modules/.chromium');
  mkdirSync(cache, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = cache;
  try {
    const entry = requireHere.resolve('@sparticuz/chromium');
    const { default: packed, inflate } = await import(pathToFileURL(entry).href);
    const executablePath = await packed.executablePath();
    if (!existsSync(join(cache, 'al2023'))) {
      await inflate(join(dirname(entry), '../bin/al2023.tar.br'));
    }
    env.LD_LIBRARY_PATH = join(cache, 'al2023/lib');
    // Without any font the renderer crashes as soon as an editor opens.
    if (!existsSync('/usr/share/fonts')) env.FONTCONFIG_PATH = join(cache, 'fonts');
    return { executablePath, env };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
