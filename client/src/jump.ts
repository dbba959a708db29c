import {
  commands,
  Position,
  QuickPickItemKind,
  Selection,
  TextEditorRevealType,
  window,
  type FoldingRange,
  type QuickPickItem,
  type TextEditor,
} from 'vscode';
import type { Phase } from '../../server/src/protocol.ts';
import { count } from './format.ts';
import {
  foldsWithoutProgram,
  nextPhase,
  previousPhase,
  processAt,
  programStart,
} from './phaseMoves.ts';
import type { Server } from './server.ts';

const messageMilliseconds = 4000;

/** Puts the cursor on the first line of the next phase of its process. */
export async function goToNextPhase(editor: TextEditor, server: Server): Promise<void> {
  const { process, line } = await cursorProcess(editor, server);
  await goTo(editor, nextPhase(process, line), 'No later phase of this process.');
}

/** Puts the cursor on the first line of its phase, or of the one before where it is there. */
export async function goToPreviousPhase(editor: TextEditor, server: Server): Promise<void> {
  const { process, line } = await cursorProcess(editor, server);
  await goTo(editor, previousPhase(process, line), 'No earlier phase of this process.');
}

/** Puts the cursor where the program starts, in its process or else in the first that has one. */
export async function goToProgram(editor: TextEditor, server: Server): Promise<void> {
  const { phases, process, line } = await cursorProcess(editor, server);
  const start = programStart(process, line) ?? phases.find(({ stage }) => stage === 'program');
  await goTo(editor, start, 'No program starts in this trace.');
}

/** Folds what is not the program's own, as far as it lies together. */
export async function foldAllButProgram(editor: TextEditor, server: Server): Promise<void> {
  const phases = await server.phases(editor.document);
  const folds = await commands.executeCommand<FoldingRange[] | undefined>(
    'vscode.executeFoldingRangeProvider',
    editor.document.uri,
  );
  const selectionLines = foldsWithoutProgram(folds ?? [], phases).map(({ start }) => start);
  if (selectionLines.length === 0) {
    tell('Nothing to fold besides the program.');
    return;
  }
  await commands.executeCommand('editor.unfoldAll');
  await commands.executeCommand('editor.fold', { selectionLines });
}

interface PhaseItem extends QuickPickItem {
  readonly phase?: Phase;
}

/** Lets the user choose among all phases, process by process; the choice shows while it moves. */
export async function goToPhase(editor: TextEditor, server: Server): Promise<void> {
  const { phases, process, line } = await cursorProcess(editor, server);
  if (phases.length === 0) {
    tell('No phases: no system call found in this text.');
    return;
  }
  const before = { selection: editor.selection, ranges: editor.visibleRanges };
  const pick = window.createQuickPick<PhaseItem>();
  pick.placeholder = 'Go to a phase';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = phaseItems(phases);
  const here = process.findLast(({ startLine }) => startLine <= line);
  pick.activeItems = pick.items.filter(({ phase }) => phase !== undefined && phase === here);
  let accepted = false;
  pick.onDidChangeActive(([item]) => {
    if (item?.phase) editor.revealRange(lineRange(item.phase.startLine), inView);
  });
  pick.onDidAccept(() => {
    accepted = true;
    const [item] = pick.selectedItems;
    pick.hide();
    void goTo(editor, item?.phase);
  });
  pick.onDidHide(() => {
    const [range] = before.ranges;
    if (!accepted && range) editor.revealRange(range, TextEditorRevealType.AtTop);
    pick.dispose();
  });
  pick.show();
}

function phaseItems(phases: readonly Phase[]): PhaseItem[] {
  const pids = [...new Set(phases.map(({ pid }) => pid))];
  return pids.flatMap((pid) => [
    ...(pids.length > 1 ? [{ label: processName(pid), kind: QuickPickItemKind.Separator }] : []),
    ...phases
      .filter((phase) => phase.pid === pid)
      .map((phase) => ({
        label: phase.title,
        description: [
          phase.stage,
          count(phase.calls, 'call'),
          `line ${phase.startLine + 1}`,
          ...(pids.length > 1 ? [processName(pid)] : []),
        ].join(' · '),
        phase,
      })),
  ]);
}

function processName(pid: number | undefined): string {
  return pid === undefined ? 'process' : `process ${pid}`;
}

async function cursorProcess(editor: TextEditor, server: Server) {
  const line = editor.selection.active.line;
  const [phases, explanation] = await Promise.all([
    server.phases(editor.document),
    server.explain(editor.document, line),
  ]);
  return { phases, process: processAt(phases, line, explanation), line };
}

const inView = TextEditorRevealType.InCenterIfOutsideViewport;

function lineRange(line: number): Selection {
  const start = new Position(line, 0);
  return new Selection(start, start);
}

/** Shown rather than selected only, so that "Go Back" knows where the jump started. */
async function goTo(editor: TextEditor, phase: Phase | undefined, otherwise = ''): Promise<void> {
  if (phase === undefined) {
    if (otherwise !== '') tell(otherwise);
    return;
  }
  await window.showTextDocument(editor.document, {
    selection: lineRange(phase.startLine),
    ...(editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn }),
  });
}

function tell(message: string): void {
  window.setStatusBarMessage(message, messageMilliseconds);
}
