import {
  commands,
  ConfigurationTarget,
  Position,
  Selection,
  Uri,
  window,
  workspace,
  type DocumentSymbol,
  type Hover,
  type TextDocument,
  type TextEditor,
} from 'vscode';

export const extensionId = 'strace-lens.strace-lens';

const pollMilliseconds = 50;
const patienceMilliseconds = 20_000;

/** Address of a file of the workspace that the launcher made. */
export function fileUri(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace and puts the focus on it. */
export async function open(name: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(fileUri(name)));
}

/** Closes all editors, without asking. */
export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Asks again until there is an answer; fails, naming `what`, when there is none for long. */
export async function until<T>(
  what: string,
  probe: () => T | false | undefined | Thenable<T | false | undefined>,
): Promise<T> {
  const end = Date.now() + patienceMilliseconds;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

/** The outline, once the server has made one. */
export function outline(document: TextDocument): Promise<DocumentSymbol[]> {
  return until(`an outline of ${document.uri.path}`, async () => {
    const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return symbols !== undefined && symbols.length > 0 ? symbols : undefined;
  });
}

/**
 * What a provider behind a command answers, asked until `fits` takes it: the server may not be up.
 * Fails, with the last answer, when that lasts long.
 */
export async function provided<T>(
  command: string,
  args: readonly unknown[],
  fits: (answer: T) => boolean,
): Promise<T> {
  let last: T | undefined;
  try {
    return await until(command, async () => {
      last = await commands.executeCommand<T | undefined>(command, ...args);
      return last !== undefined && fits(last) ? last : undefined;
    });
  } catch (error) {
    throw new Error(`${String(error)}; the last answer: ${JSON.stringify(last)}`, { cause: error });
  }
}

/** Place of a word: the first line that holds `line`, and the word in that line. */
export function placeOf(document: TextDocument, line: string, word: string): Position {
  const row = lineWith(document, line);
  const character = document.lineAt(row).text.indexOf(word);
  if (character < 0) throw new Error(`line ${row + 1} has no ${word}`);
  return new Position(row, character);
}

/** Text of what is shown for a word: the `nth` line that holds it, and the word in that line. */
export async function hoverText(document: TextDocument, line: number, word: string) {
  const character = document.lineAt(line).text.indexOf(word);
  if (character < 0) throw new Error(`line ${line + 1} has no ${word}`);
  return until(`a hover on ${word}`, async () => {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new Position(line, character),
    );
    const texts = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value));
    return texts.length > 0 ? texts.join('\n') : undefined;
  });
}

/** First line, from 0, that holds a text. */
export function lineWith(document: TextDocument, text: string): number {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`no line with ${text}`);
  return document.positionAt(offset).line;
}

export function putCursor(editor: TextEditor, line: number): void {
  const position = new Position(line, 0);
  editor.selection = new Selection(position, position);
}

/** Runs a command and waits until the cursor is on the line. */
export async function jump(editor: TextEditor, command: string, line: number): Promise<void> {
  await commands.executeCommand(command);
  await until(
    `the cursor on line ${line + 1} by ${command}, it is on ${editor.selection.active.line + 1}`,
    () => editor.selection.active.line === line,
  );
}

/** Sets a setting of ours for the time of `work`. */
export async function withSetting(
  name: string,
  value: unknown,
  work: () => Promise<void>,
): Promise<void> {
  await set(name, value);
  try {
    await work();
  } finally {
    await set(name, undefined);
  }
}

function set(name: string, value: unknown): Thenable<void> {
  return workspace.getConfiguration('strace').update(name, value, ConfigurationTarget.Workspace);
}
