// Runs the suite in desktop VS Code, downloaded by @vscode/test-electron; where nothing can be
// downloaded, in VS Code's server from npm, which takes the same options. VSCODE_VERSION names
// another version than the newest.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { buildSuites } from './build.mjs';
import { out, root } from './lib/paths.mjs';
import { stageWorkspace } from './lib/stage.mjs';

await buildSuites();
const { folder, remove } = stageWorkspace();
try {
  const vscodeExecutablePath = await findCode();
  process.exitCode = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(out, 'node'),
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  remove();
}

async function findCode() {
  try {
    return await downloadAndUnzipVSCode(process.env.VSCODE_VERSION);
  } catch (error) {
    console.log(
      `No VS Code could be downloaded (${error.message}): VS Code's server runs instead.`,
    );
    return fileURLToPath(new URL('launcher.mjs', import.meta.url));
  }
}
