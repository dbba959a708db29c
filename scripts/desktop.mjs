// The user's own VS Code, with a profile for this run alone, so that ending it ends nothing else.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findOnPath, hasDisplay } from './browse.mjs';
import { root } from './run.mjs';

const startMilliseconds = 30_000;
const pollMilliseconds = 100;

/** Why `code` cannot be used here; undefined where it can. */
export function whyNoDesktop() {
  if (findOnPath('code') === undefined) return '`code` is not on the path';
  if (process.env.VSCODE_IPC_HOOK_CLI) return '`code` belongs to a remote window here';
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return '`code` does not run as root';
  if (!hasDisplay()) return 'There is no display for `code`';
  return undefined;
}

/**
 * Opens the file. `started` is false where the command gave up before it had a window. `gone`
 * resolves when the window was closed; `stop` closes it.
 */
export async function startDesktop(file) {
  const profile = mkdtempSync(join(tmpdir(), 'strace-code-'));
  const user = join(profile, 'User');
  mkdirSync(user);
  const settings = {
    'files.associations': { [file]: 'strace' },
    'workbench.startupEditor': 'none',
    'telemetry.telemetryLevel': 'off',
    'security.workspace.trust.enabled': false,
  };
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
  const args = [
    `--user-data-dir=${profile}`,
    `--extensions-dir=${join(profile, 'extensions')}`,
    `--extensionDevelopmentPath=${root}`,
    '--new-window',
    '--wait',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-workspace-trust',
    file,
  ];
  const code = spawn(findOnPath('code'), args, {
    cwd: dirname(file),
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const gone = new Promise((resolve) => {
    code.once('exit', resolve);
    code.once('error', resolve);
  });
  const remove = () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  const stop = async () => {
    const pid = mainProcess(profile);
    if (pid !== undefined) kill(pid);
    code.kill();
    await gone;
    remove();
  };
  const started = await Promise.race([gone.then(() => false), windowOf(profile)]);
  if (!started) await stop();
  return { started, gone, stop };
}

/** True when the main process of this profile has come up; false when it takes too long. */
async function windowOf(profile) {
  for (const end = Date.now() + startMilliseconds; Date.now() < end; ) {
    if (mainProcess(profile) !== undefined) return true;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
  return false;
}

/** VS Code writes the id of its main process into its profile. */
function mainProcess(profile) {
  const lock = join(profile, 'code.lock');
  if (!existsSync(lock)) return undefined;
  const pid = Number(readFileSync(lock, 'utf8'));
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function kill(pid) {
  try {
    process.kill(pid);
  } catch {
    // It has gone already.
  }
}
