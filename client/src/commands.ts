import { commands, Disposable, languages, window } from 'vscode';
import {
  foldAllButProgram,
  goToNextPhase,
  goToPhase,
  goToPreviousPhase,
  goToProgram,
} from './jump.ts';
import { createFollowing } from './follow.ts';
import { createManual, type ReadManual } from './manual.ts';
import { goToCall, goToLine } from './moves.ts';
import { commandIds, goToLineCommand, language, type CommandId } from './names.ts';
import { openSample } from './samples.ts';
import type { Server } from './server.ts';
import type { TextEditor } from 'vscode';

/** Makes every command of the manifest work. */
export function registerCommands(server: Server, readManual: ReadManual): Disposable {
  const inTrace = (work: (editor: TextEditor, server: Server) => Promise<void>) => async () => {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId === language) {
      await work(editor, server);
      return;
    }
    // Not waited for: it stays until somebody looks.
    void window.showInformationMessage('Strace Lens: this command works in a trace.');
  };
  const following = createFollowing();
  const manual = createManual(readManual);
  const handlers: Record<CommandId, (argument: unknown) => Promise<void>> = {
    'strace.nextPhase': inTrace(goToNextPhase),
    'strace.previousPhase': inTrace(goToPreviousPhase),
    'strace.goToPhase': inTrace(goToPhase),
    'strace.goToProgram': inTrace(goToProgram),
    'strace.foldAllButProgram': inTrace(foldAllButProgram),
    'strace.nextInProcess': inTrace(goToCall('process', 'next')),
    'strace.previousInProcess': inTrace(goToCall('process', 'previous')),
    'strace.nextOfDescriptor': inTrace(goToCall('descriptor', 'next')),
    'strace.previousOfDescriptor': inTrace(goToCall('descriptor', 'previous')),
    'strace.nextFailed': inTrace(goToCall('failed', 'next')),
    'strace.previousFailed': inTrace(goToCall('failed', 'previous')),
    'strace.nextSlow': inTrace(goToCall('slow', 'next')),
    'strace.previousSlow': inTrace(goToCall('slow', 'previous')),
    'strace.otherHalf': inTrace(goToCall('half', 'next')),
    'strace.followProcess': inTrace(following.process),
    'strace.followDescriptor': inTrace(following.descriptor),
    'strace.stopFollowing': inTrace(following.stop),
    'strace.openManual': inTrace(manual.open),
    'strace.openSample': openSample,
    'strace.restartServer': () => server.restart(),
    'strace.setLanguage': setLanguage,
  };
  return Disposable.from(
    following,
    manual,
    commands.registerCommand(goToLineCommand, goToLine),
    ...commandIds.map((id) => commands.registerCommand(id, handlers[id])),
  );
}

/** Reads the text in focus as a trace. */
async function setLanguage(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document) await languages.setTextDocumentLanguage(document, language);
}
