// Installs and builds what is missing or out of date, and says so before it starts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from './progress.mjs';
import { root } from './run.mjs';

/** What can be installed: where its manifest is, what it is for, what the first time costs. */
export const installs = {
  tools: { folder: root, what: 'build tools', download: 160, disk: 360 },
  web: {
    folder: join(root, 'scripts/web'),
    what: 'VS Code for the Web',
    download: 40,
    disk: 110,
  },
  workbench: {
    folder: join(root, 'test/workbench'),
    what: "VS Code's server, a node for it and a browser",
    download: 280,
    disk: 950,
    // The server's own packages, which its install script would fetch.
    inner: join(root, 'test/workbench/node_modules/code-server/lib/vscode'),
  },
};

/** Files that a build reads. */
const sources = [
  'client/src',
  'server/src',
  'server/data',
  'syntaxes/build.ts',
  'syntaxes/strace.tmLanguage.yaml',
  'esbuild.mjs',
  'package-lock.json',
];
const built = [
  'dist/client/node.js',
  'dist/client/browser.js',
  'server/dist/node.js',
  'server/dist/browser.js',
  'server/dist/strace-lens.schema.json',
];

/** Installs one of `installs`, unless what is there is what its lock file says. */
export async function ensureInstalled({ folder, what, download, disk, inner }) {
  if (!isInstalled(folder)) {
    console.log(`Installing ${what}: about ${download} MB to download, ${disk} MB on disk, once.`);
    await npm(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
    // With a shrink-wrap that lacks an entry `npm ci` fails, and so does nothing else.
    if (inner) {
      const production = ['--omit=dev', '--omit=optional', '--ignore-scripts'];
      await npm(inner, ['install', ...production, '--no-audit', '--no-fund']);
    }
    writeFileSync(stampOf(folder), lockHash(folder));
  }
}

/** Builds, unless everything built is newer than everything it is made of. */
export async function ensureBuilt() {
  const oldest = Math.min(...built.map((file) => timeOf(join(root, file))));
  const newest = Math.max(...sources.map((file) => newestIn(join(root, file))));
  if (oldest > newest) return;
  console.log('Building.');
  await run(process.execPath, ['esbuild.mjs'], { cwd: root, shown: false });
}

/** Runs a command to its end; what it wrote is shown when it fails, or always when `shown`. */
export function run(command, args, { cwd = root, shown = true, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    running.add(child);
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (code === 0) {
        resolve(said);
        return;
      }
      reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}\n${said}`));
    });
  });
}

/** Ends what `run` has started and not seen the end of. */
export function stopRunning() {
  for (const child of running) child.kill();
}

const running = new Set();

async function npm(cwd, args) {
  const lock = JSON.parse(readFileSync(join(cwd, lockName(cwd)), 'utf8'));
  const total = Object.keys(lock.packages ?? {}).length;
  const modules = join(cwd, 'node_modules');
  const stop = progress(() => `${Math.min(countPackages(modules), total)} of ${total} packages`);
  try {
    const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
    await run('npm', args, { cwd, shown: false, env });
  } finally {
    stop();
  }
}

function lockName(folder) {
  return existsSync(join(folder, 'package-lock.json'))
    ? 'package-lock.json'
    : 'npm-shrinkwrap.json';
}

/**
 * By our stamp, or by npm's own: it writes its copy of the lock file after each install, so that
 * one newer than the lock file is a developer's own `npm install`.
 */
function isInstalled(folder) {
  const hidden = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const stamp = stampOf(folder);
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash(folder);
  return folder === root && timeOf(hidden) >= timeOf(join(folder, 'package-lock.json'));
}

function stampOf(folder) {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  return join(modules, '.installed');
}

function lockHash(folder) {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

function countPackages(modules) {
  if (!existsSync(modules)) return 0;
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .reduce(
      (sum, name) => sum + (name.startsWith('@') ? readdirSync(join(modules, name)).length : 1),
      0,
    );
}

/** Time of change in milliseconds; 0 for what is not there. */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const times = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('generated'))
    .map(({ name }) => newestIn(join(path, name)));
  return Math.max(0, ...times);
}
