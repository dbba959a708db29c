import { Disposable, languages, Range, window, workspace, type TextDocument } from 'vscode';
import { readConfig, turnDetectionOff } from './config.ts';
import { debounce } from './debounce.ts';
import { linesToLookAt, looksLikeTrace } from './detect.ts';
import { language } from './names.ts';

const delayMilliseconds = 400;
const plainLanguages = new Set(['plaintext', 'log']);
/** Where people's own texts are. Output channels and settings are plain text too. */
const strangers = new Set(['output', 'vscode', 'vscode-settings', 'debug', 'comment', 'search']);

/**
 * Offers to read a plain text as a trace when it looks like one: only the text in focus, and each
 * only once as long as it is open.
 */
export function offerDetection(): Disposable {
  const asked = new WeakSet<TextDocument>();

  const look = async () => {
    const document = window.activeTextEditor?.document;
    const { detection } = readConfig();
    if (document === undefined || detection === 'off') return;
    if (!isPlain(document) || asked.has(document)) return;
    if (!looksLikeTrace(firstLines(document))) return;
    asked.add(document);
    if (detection === 'always' || (await isWanted())) {
      if (!document.isClosed) await languages.setTextDocumentLanguage(document, language);
    }
  };
  const debounced = debounce(delayMilliseconds, look);

  debounced.schedule();
  return Disposable.from(
    debounced,
    window.onDidChangeActiveTextEditor(debounced.schedule),
    workspace.onDidOpenTextDocument(debounced.schedule),
    // A trace is often pasted into a new document.
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document && isPlain(document)) {
        debounced.schedule();
      }
    }),
  );
}

function isPlain({ languageId, uri }: TextDocument): boolean {
  return plainLanguages.has(languageId) && !strangers.has(uri.scheme);
}

function firstLines(document: TextDocument): string {
  return document.getText(new Range(0, 0, linesToLookAt, 0));
}

async function isWanted(): Promise<boolean> {
  const yes = 'Yes';
  const never = 'Never Ask';
  const question = 'This looks like strace output. Read it as a trace?';
  const answer = await window.showInformationMessage(question, yes, 'Not Now', never);
  if (answer === never) await turnDetectionOff();
  return answer === yes;
}
