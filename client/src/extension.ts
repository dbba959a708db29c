import { extensions, workspace, type ExtensionContext, type TextDocument, type Uri } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { watchBigFiles } from './bigFile.ts';
import { registerCommands } from './commands.ts';
import { registerLinks } from './links.ts';
import type { ReadManual } from './manual.ts';
import { createLanguageStatus } from './languageStatus.ts';
import { language } from './names.ts';
import { offerDetection } from './offer.ts';
import { isProfileDocument, readProfiles, watchProfiles } from './profiles.ts';
import { registerSamples } from './samples.ts';
import { createServer } from './server.ts';
import { createStatusBar } from './statusBar.ts';

/** What the desktop and the web do differently. */
export interface Platform {
  readonly newClient: () => Promise<BaseLanguageClient>;
  /** The first bytes of a file; undefined where only whole files can be read. */
  readonly readStart: (uri: Uri, length: number) => Promise<Uint8Array | undefined>;
  readonly readManual: ReadManual;
  /** The user's home directory; undefined where there is none. */
  readonly home: string | undefined;
}

/** With it installed, the keys of YAML files are completed and explained by our JSON Schema. */
const yamlExtension = 'redhat.vscode-yaml';

/**
 * Which documents the server is told about: traces, wherever they come from. It asks itself for files
 * with profiles and reasons.
 */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language }],
  initializationOptions: () => ({
    profileSchema: extensions.getExtension(yamlExtension) === undefined ? 'here' : 'elsewhere',
  }),
};

/**
 * Sets up everything that both kinds of VS Code have. The server starts with the first trace, or with
 * the first file of profiles that somebody writes: in a window with other texts only the detection runs. Resolves when what the open documents need is
 * up.
 */
export async function startClient(context: ExtensionContext, platform: Platform): Promise<void> {
  const server = createServer(platform.newClient, () => readProfiles(platform.home));
  const startFor = async (document: TextDocument) => {
    const isOwn = workspace.isTrusted && isProfileDocument(document);
    if (document.languageId === language || isOwn) await server.start();
  };
  context.subscriptions.push(
    { dispose: () => server.stop() },
    registerSamples(context.extensionUri),
    registerCommands(server, platform.readManual),
    registerLinks(server),
    watchProfiles(server, platform.home),
    createStatusBar(server),
    createLanguageStatus(server),
    offerDetection(),
    watchBigFiles(context.extension, platform),
    workspace.onDidOpenTextDocument(startFor),
  );
  await Promise.all(workspace.textDocuments.map(startFor));
}
