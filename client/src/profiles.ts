import {
  Disposable,
  FileType,
  languages,
  RelativePattern,
  Uri,
  workspace,
  type FileSystemWatcher,
  type TextDocument,
} from 'vscode';
import type { ProfileFile } from '../../server/src/protocol.ts';
import { readConfig } from './config.ts';
import { language } from './names.ts';
import { absoluteGlob, filesOfGlob } from './profileGlob.ts';
import type { Server } from './server.ts';

/** Where a workspace keeps its own profiles. */
const ownProfiles = ['.strace-lens/*.yaml', '.strace-lens/*.yml'];
const setting = 'strace.phases.profiles';
/** Editors and version control write many files at once. */
const settleMilliseconds = 200;

/** Whether somebody writes a profile or reasons in a document. */
export function isProfileDocument({ languageId, uri }: TextDocument): boolean {
  return languageId === 'yaml' && /\/\.strace-lens\/[^/]+\.ya?ml$/.test(uri.path);
}

/**
 * Reads the files with phase profiles and reasons that the workspace and the setting name, through VS Code's file system:
 * they may be on another machine, or in no real file at all. Those of a workspace that is not
 * trusted are off, and none are read.
 */
export async function readProfiles(home: string | undefined): Promise<readonly ProfileFile[]> {
  if (!workspace.isTrusted) return [];
  const uris = new Map<string, Uri>();
  for (const { root, glob } of globs(home)) {
    const paths = await filesOfGlob(glob, (path) => entriesOf(root.with({ path })));
    for (const path of paths) {
      const uri = root.with({ path });
      uris.set(uri.toString(), uri);
    }
  }
  const files = await Promise.all([...uris.values()].map(readFile));
  return files.filter((file) => file !== undefined);
}

/** Sends the server the profiles again when they, the setting, or the trust have changed. */
export function watchProfiles(server: Server, home: string | undefined): Disposable {
  let watchers: FileSystemWatcher[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refresher: Disposable | undefined;

  const send = async () => {
    if (!(await server.sendProfiles(await readProfiles(home)))) return;
    refresher?.dispose();
    refresher = refreshOutline();
  };
  const sendSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), settleMilliseconds);
  };
  const sendIfProfile = ({ path }: Uri) => {
    if (/\.ya?ml$|\/\.strace-lens$/.test(path)) sendSoon();
  };
  const watch = () => {
    for (const watcher of watchers) watcher.dispose();
    watchers = workspace.isTrusted
      ? globs(home).map(({ root, glob }) => watcherOf(root, glob))
      : [];
    for (const watcher of watchers) {
      watcher.onDidChange(sendSoon);
      watcher.onDidCreate(sendSoon);
      watcher.onDidDelete(sendSoon);
    }
  };
  const watchAnew = () => {
    watch();
    sendSoon();
  };
  watch();
  return Disposable.from(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) watchAnew();
    }),
    workspace.onDidChangeWorkspaceFolders(watchAnew),
    workspace.onDidGrantWorkspaceTrust(watchAnew),
    // Not every file system tells of changes; what is saved here is known in any case.
    workspace.onDidSaveTextDocument(({ uri }) => sendIfProfile(uri)),
    workspace.onDidCreateFiles(({ files }) => files.forEach(sendIfProfile)),
    workspace.onDidDeleteFiles(({ files }) => files.forEach(sendIfProfile)),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ newUri }) => sendIfProfile(newUri))),
    {
      dispose() {
        clearTimeout(timer);
        refresher?.dispose();
        for (const watcher of watchers) watcher.dispose();
      },
    },
  );
}

interface RootedGlob {
  /** Some place on the file system that the glob is of. */
  readonly root: Uri;
  /** From the root of that file system. */
  readonly glob: string;
}

function globs(home: string | undefined): RootedGlob[] {
  const folders = workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const roots = folders.length > 0 ? folders : [Uri.file('/')];
  const own = folders.flatMap((root) =>
    ownProfiles.map((entry) => ({ root, glob: `${root.path}/${entry}` })),
  );
  const entries = readConfig()['phases.profiles'];
  return [
    ...own,
    ...roots.flatMap((root) =>
      entries.map((entry) => ({ root, glob: absoluteGlob(entry, root.path, home) })),
    ),
  ];
}

/** A folder that is not there yet tells nothing, so a glob below `root` is watched from there. */
function watcherOf(root: Uri, glob: string): FileSystemWatcher {
  if (root.path !== '/' && glob.startsWith(`${root.path}/`)) {
    const pattern = new RelativePattern(root, glob.slice(root.path.length + 1));
    return workspace.createFileSystemWatcher(pattern);
  }
  const star = glob.indexOf('*');
  const slash = glob.lastIndexOf('/', star === -1 ? undefined : star);
  const path = glob.slice(0, slash) || '/';
  const base = root.with({ path: path.startsWith('/') ? path : `/${path}` });
  return workspace.createFileSystemWatcher(new RelativePattern(base, glob.slice(slash + 1)));
}

async function entriesOf(folder: Uri) {
  try {
    const entries = await workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({
      name,
      isFolder: (type & FileType.Directory) !== 0,
    }));
  } catch {
    return [];
  }
}

async function readFile(uri: Uri): Promise<ProfileFile | undefined> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    return undefined;
  }
}

/**
 * LSP has no message by which an outline is asked for anew, but VS Code does so when the providers
 * change: this one comes and goes.
 */
function refreshOutline(): Disposable {
  const once = languages.registerDocumentSymbolProvider(
    { language },
    {
      provideDocumentSymbols() {
        once.dispose();
        return [];
      },
    },
  );
  return once;
}
