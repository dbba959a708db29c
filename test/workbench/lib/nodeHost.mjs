// VS Code's server with a profile of its own: extensions run in a node extension host.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverNode, vscodeServer } from './paths.mjs';

const startMilliseconds = 60_000;
const endMilliseconds = 3000;

/** What keeps a workbench quiet: no welcome, no network, nothing that covers the editor. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
};

/** Folders are not trusted, and nothing asks about it: a command does. */
const trustSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * Starts the server, with the extensions of `vsixes` installed. `driven` is what lets an address
 * name tests to run; it also keeps notifications away, so not for looking at the workbench. With
 * `asksTrust` folders are not trusted before the user says so. Resolves to its port, the folder its
 * extensions are in, its log so far, and `stop`.
 */
export async function startNodeHost(options = {}) {
  const { vsixes = [], settings = {}, driven, verbose, asksTrust } = options;
  const main = join(vscodeServer, 'out/server-main.js');
  if (!existsSync(main)) throw new Error(`No VS Code server at ${main}: npm test installs it.`);
  // Short, because the path of a Unix socket ends at 107 bytes.
  const tmp = mkdtempSync(join(tmpdir(), 'vsc-'));
  const data = join(tmp, 'd');
  const extensions = join(tmp, 'e');
  for (const folder of [join(tmp, 's'), extensions, join(data, 'User')]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(
    join(data, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...(asksTrust ? trustSettings : {}), ...settings }),
  );
  const env = { ...process.env, TMPDIR: tmp, EXTENSIONS_GALLERY: '{}' };
  for (const name of Object.keys(env)) {
    if (/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)) delete env[name];
  }
  const profile = [
    `--server-data-dir=${join(tmp, 's')}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
    '--accept-server-license-terms',
  ];
  let server;
  const stop = async () => {
    await endGroup(server);
    rmSync(tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    for (const vsix of vsixes) {
      const install = [main, ...profile, '--install-extension', vsix];
      const { stdout, stderr } = await promisify(execFile)(serverNode, install, { env });
      if (!stdout.includes('successfully installed')) throw new Error(stdout + stderr);
    }
    const listen = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];
    const modes = [
      ...(asksTrust ? [] : ['--disable-workspace-trust']),
      ...(driven ? ['--enable-smoke-test-driver'] : []),
    ];
    const quiet = ['--telemetry-level', 'off'];
    server = spawn(serverNode, [main, ...profile, ...listen, ...modes, ...quiet], {
      env,
      // A group of its own: it starts extension hosts and more, which end with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = [];
    const port = await portOf(server, log, verbose);
    const gone = new Promise((resolve) => server.once('exit', () => resolve('server gone')));
    return { port, extensions, log, gone, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portOf(server, log, verbose) {
  return new Promise((resolve, reject) => {
    const fail = (why) =>
      reject(new Error(`VS Code's server ${why}\n${log.join('').slice(-3000)}`));
    const timer = setTimeout(() => fail('told no port'), startMilliseconds);
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => {
        log.push(String(chunk));
        if (verbose) process.stderr.write(chunk);
        const [, port] = /Extension host agent listening on (\d+)/.exec(log.join('')) ?? [];
        if (port) {
          clearTimeout(timer);
          resolve(Number(port));
        }
      });
    }
    server.once('error', reject);
    server.once('exit', (code) => fail(`ended with ${code}`));
  });
}

async function endGroup(server) {
  if (!server?.pid) return;
  const running = () => server.exitCode === null && server.signalCode === null;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    if (!running()) break;
    kill(-server.pid, signal);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endMilliseconds))]);
  }
  kill(-server.pid, 'SIGKILL');
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Nothing is left of it.
  }
}
