// Where things are that more than one launcher needs.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workbenchTests = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(dirname(workbenchTests));
export const out = join(workbenchTests, 'out');
export const vsix = join(root, 'strace-lens.vsix');

/** VS Code's server, as the npm package code-server carries it. */
export const vscodeServer = join(workbenchTests, 'node_modules/code-server/lib/vscode');

/** Resolves packages from the tests' own manifest. */
export const requireHere = createRequire(join(workbenchTests, 'package.json'));

const bundledNode = ['x64', 'arm64']
  .map((arch) => join(workbenchTests, `node_modules/node-linux-${arch}/bin/node`))
  .find((file) => existsSync(file));

/** A node that VS Code's server runs on: it wants 22 or newer. */
export const serverNode = process.env.VSCODE_SERVER_NODE ?? bundledNode ?? process.execPath;
