import {
  Disposable,
  Position,
  TabInputText,
  window,
  workspace,
  type Extension,
  type TextDocument,
  type Uri,
} from 'vscode';
import { debounce } from './debounce.ts';
import { looksLikeTrace } from './detect.ts';
import { nameMatcher, type LanguageFiles } from './fileName.ts';
import type { Platform } from './extension.ts';
import { language } from './names.ts';

const delayMilliseconds = 500;
const mega = 1024 * 1024;
/** VS Code gives extensions no text of a larger file. */
const largestDelivered = 50 * mega;
/** VS Code tokenizes no text that is longer or has more lines. */
const largestTokenized = 20 * mega;
const mostLinesTokenized = 300_000;
const enoughToDetect = 4096;

interface Manifest {
  readonly contributes: { readonly languages: readonly LanguageFiles[] };
}

/**
 * Says once per file what is off in a trace that is too large for VS Code, and why. A file that
 * is not delivered at all is seen by its tab alone.
 */
export function watchBigFiles(extension: Extension<unknown>, platform: Platform): Disposable {
  const { contributes }: Manifest = extension.packageJSON;
  const isTraceName = nameMatcher(contributes.languages);
  const told = new Set<string>();
  const tellOnce = (uri: Uri, message: string) => {
    if (told.has(uri.toString())) return;
    told.add(uri.toString());
    void window.showInformationMessage(message);
  };

  const look = async () => {
    const document = window.activeTextEditor?.document;
    if (document) {
      if (isUncolored(document)) tellOnce(document.uri, uncolored(nameOf(document.uri)));
      return;
    }
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof TabInputText) || told.has(input.uri.toString())) return;
    const name = nameOf(input.uri);
    if (!(await isUndelivered(input.uri))) return;
    if (isTraceName(name) || (await beginsAsTrace(input.uri, platform))) {
      tellOnce(input.uri, undelivered(name));
    }
  };
  const debounced = debounce(delayMilliseconds, look);

  debounced.schedule();
  return Disposable.from(
    debounced,
    window.tabGroups.onDidChangeTabs(debounced.schedule),
    window.tabGroups.onDidChangeTabGroups(debounced.schedule),
    window.onDidChangeActiveTextEditor(debounced.schedule),
    workspace.onDidOpenTextDocument(debounced.schedule),
  );
}

function isUncolored(document: TextDocument): boolean {
  if (document.languageId !== language) return false;
  const optimizes = workspace
    .getConfiguration('editor', document)
    .get<boolean>('largeFileOptimizations');
  if (optimizes === false) return false;
  return (
    document.lineCount > mostLinesTokenized ||
    document.offsetAt(new Position(document.lineCount, 0)) > largestTokenized
  );
}

async function isUndelivered(uri: Uri): Promise<boolean> {
  try {
    return (await workspace.fs.stat(uri)).size > largestDelivered;
  } catch {
    // It has gone, or may not be read: the editor says so itself.
    return false;
  }
}

async function beginsAsTrace(uri: Uri, { readStart }: Platform): Promise<boolean> {
  try {
    const start = await readStart(uri, enoughToDetect);
    return start !== undefined && looksLikeTrace(new TextDecoder().decode(start));
  } catch {
    return false;
  }
}

function undelivered(name: string): string {
  return (
    `${name} is over 50 MB. VS Code hands no file of that size to extensions, so hovers, outline ` +
    'and colors are off. A part of it opens as usual: split it, or trace less (-e trace=…, -P …).'
  );
}

function uncolored(name: string): string {
  return (
    `${name} is over 20 MB or 300,000 lines. VS Code turns colors, folding and sticky scroll ` +
    'off in files of that size; hovers, outline and jumping work.'
  );
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
