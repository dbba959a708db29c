// Shows an address in the user's browser.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** False where no browser can be expected: no display, nobody to look. */
export function openBrowser(address) {
  const command = commandFor(address);
  if (command === undefined) return false;
  const [name, ...args] = command;
  const child = spawn(name, args, { stdio: 'ignore', detached: true });
  child.once('error', () => console.log('Open that address in a browser.'));
  child.unref();
  return true;
}

function commandFor(address) {
  if (process.platform === 'darwin') return ['open', address];
  // `start` takes `&` for the end of the command, and its first quoted word for a title.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  if (!hasDisplay()) return undefined;
  const opener = [process.env.BROWSER, 'xdg-open'].find((name) => name && findOnPath(name));
  return opener === undefined ? undefined : [opener, address];
}

/** Whether windows can be shown at all. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The file that a command's name stands for; undefined where there is none. */
export function findOnPath(name) {
  const extensions = process.platform === 'win32' ? ['.cmd', '.exe', '.bat'] : [''];
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => extensions.map((extension) => join(folder, name + extension)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
