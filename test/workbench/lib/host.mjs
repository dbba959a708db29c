// One workbench of either kind, behind the same few names.
import { startWebWorkbench, webAddress } from '../../../scripts/webWorkbench.mjs';
import { startNodeHost } from './nodeHost.mjs';
import { vsix as packaged, workbenchTests } from './paths.mjs';
import { stageExtension } from './stage.mjs';

/**
 * Starts a workbench with the packaged extension, that opens `folder`. Kinds: `node`, where
 * extensions run in a process, and `web`, where they run in a worker of the page.
 * `address(files, suite)` is the page that opens these files and, where asked, runs the suite.
 */
export function startHost(kind, folder, options = {}) {
  return kind === 'web' ? startWeb(folder, options) : startNode(folder, options);
}

async function startNode(folder, { suite, harness, vsixes = [packaged], ...options }) {
  const host = await startNodeHost({ ...options, vsixes, driven: suite !== undefined });
  const remote = (path) => `vscode-remote://127.0.0.1:${host.port}${path}`;
  return {
    ...host,
    address(files) {
      const payload = [
        ['skipWelcome', 'true'],
        ...files.map((file) => ['openFile', remote(`${folder}/${file}`)]),
        ...(suite === undefined
          ? []
          : [
              ['extensionDevelopmentPath', remote(harness ?? `${workbenchTests}/harness`)],
              ['extensionTestsPath', remote(suite)],
            ]),
      ];
      const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
      return `http://127.0.0.1:${host.port}/?${query}`;
    },
  };
}

async function startWeb(folder, { suite }) {
  const staged = stageExtension();
  try {
    const { url, gone, stop } = await startWebWorkbench({
      extensions: staged.folder,
      folder,
      ...(suite === undefined ? {} : { tests: staged.tests }),
    });
    return {
      log: [],
      gone,
      stop: async () => {
        await stop();
        staged.remove();
      },
      address: (files) => webAddress(url, files),
    };
  } catch (error) {
    staged.remove();
    throw error;
  }
}
