// Opens a trace in VS Code with this extension: `npm start [-- FILE] [--no-open] [--web] [--full]`.
// Installs and builds what is missing first. Ctrl-C ends all that it started.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browse.mjs';
import { startDesktop, whyNoDesktop } from './desktop.mjs';
import { ensureBuilt, ensureInstalled, installs, run, stopRunning } from './ensure.mjs';
import { root } from './run.mjs';
import { startWebWorkbench, webAddress } from './webWorkbench.mjs';

const usage = `Usage: npm start [-- FILE] [--no-open] [--web] [--full]
  FILE       the trace to open; a sample without one
  --no-open  serve VS Code and print its address, start no browser
  --web      VS Code in the browser even where \`code\` could start
  --full     the same with VS Code's server, whose extensions run in node (a larger download)`;

const { values, positionals } = options();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const file = resolve(
  process.env.INIT_CWD ?? '.',
  positionals[0] ?? join(root, 'samples/go-min.strace'),
);
if (!existsSync(file) || !statSync(file).isFile()) exit(`There is no file ${file}`);

const cleanups = [];
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));

try {
  await ensureInstalled(installs.tools);
  await ensureBuilt();
  const running = await start();
  await running.gone;
  await end(0);
} catch (error) {
  if (!ending) console.error(error instanceof Error ? error.message : error);
  await end(1);
}

/** Starts the best VS Code that there is; resolves to what tells when it has ended. */
async function start() {
  if (!values.web && !values.full && !values['no-open']) {
    const why = whyNoDesktop();
    if (why === undefined) {
      const desktop = await startDesktop(file);
      if (desktop.started) {
        cleanups.push(desktop.stop);
        console.log(`${basename(file)} is open in VS Code. Ctrl-C, or closing it, ends it.`);
        return desktop;
      }
      console.log('`code` did not start, so VS Code opens in the browser.');
    } else {
      console.log(`${why}, so VS Code opens in the browser.`);
    }
  }
  const { address, gone } = await (values.full ? startFull() : startLight());
  console.log(`\n  ${address}\n\n${basename(file)} is open there. Ctrl-C ends it.`);
  if (!values['no-open'] && !openBrowser(address)) console.log('Open that address in a browser.');
  return { gone };
}

async function startLight() {
  await ensureInstalled(installs.web);
  const folder = makeWorkspace();
  const extensions = mkdtempSync(join(tmpdir(), 'strace-lens-'));
  cleanups.push(() => remove(extensions));
  // Only what the extension is made of is served, not the whole repository.
  for (const part of ['package.json', 'dist', 'server', 'syntaxes', 'samples', 'media']) {
    link(join(root, part), join(extensions, part));
  }
  const { url, gone, stop } = await startWebWorkbench({ extensions, folder });
  cleanups.push(stop);
  return { address: webAddress(url, [basename(file)]), gone };
}

async function startFull() {
  await ensureInstalled(installs.workbench);
  const { startNodeHost } = await import('../test/workbench/lib/nodeHost.mjs');
  console.log('Packaging the extension.');
  await run('npm', ['run', 'package'], { shown: false });
  const { port, gone, stop } = await startNodeHost({
    vsixes: [join(root, 'strace-lens.vsix')],
    settings: { 'files.associations': { [file]: 'strace' } },
  });
  cleanups.push(stop);
  const payload = [
    ['skipWelcome', 'true'],
    ['openFile', `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`],
  ];
  const query = new URLSearchParams({ ew: 'true', payload: JSON.stringify(payload) });
  return { address: `http://127.0.0.1:${port}/?${query}`, gone };
}

/**
 * A folder that holds the file alone, and says that it is a trace whatever its name. A copy, because
 * what is served shows no links.
 */
function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'strace-'));
  cleanups.push(() => remove(folder));
  copyFileSync(file, join(folder, basename(file)));
  mkdirSync(join(folder, '.vscode'));
  const settings = { 'files.associations': { [basename(file)]: 'strace' } };
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return folder;
}

function link(from, to) {
  try {
    symlinkSync(from, to, 'junction');
  } catch {
    cpSync(from, to, { recursive: true });
  }
}

function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function end(code) {
  if (ending) return;
  ending = true;
  stopRunning();
  for (const cleanup of cleanups.toReversed()) await cleanup();
  process.exit(code);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'no-open': { type: 'boolean', default: false },
        web: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return exit(`${error.message}\n${usage}`);
  }
}

function exit(message) {
  console.error(message);
  return process.exit(2);
}
