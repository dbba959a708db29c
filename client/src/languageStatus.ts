import {
  Disposable,
  languages,
  LanguageStatusSeverity,
  window,
  workspace,
  type CancellationToken,
} from 'vscode';
import { debounce } from './debounce.ts';
import { count } from './format.ts';
import { language } from './names.ts';
import type { Server } from './server.ts';

const delayMilliseconds = 300;

/** Sums the trace up beside its language; says why the outline of a text without calls is empty. */
export function createLanguageStatus(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('strace.overview', { language });
  item.name = 'Strace Lens';
  item.text = 'Strace Lens';

  const update = async (token: CancellationToken) => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== language) return;
    item.busy = true;
    const overview = await server.overview(document, token);
    if (token.isCancellationRequested) return;
    item.busy = false;
    if (overview === undefined) {
      item.severity = LanguageStatusSeverity.Error;
      item.text = 'The language server gave no answer';
      item.detail = '';
      item.command = { command: 'strace.restartServer', title: 'Restart' };
      return;
    }
    const { calls, processes, failures } = overview;
    item.command = undefined;
    item.severity = calls > 0 ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
    item.text =
      calls > 0
        ? `${count(calls, 'call')}, ${count(processes, 'process', 'processes')}`
        : 'No system call found in this text';
    item.detail = calls > 0 ? `${failures.toLocaleString('en-US')} failed` : 'so no outline';
  };
  const debounced = debounce(delayMilliseconds, update);

  debounced.schedule();
  return Disposable.from(
    item,
    debounced,
    window.onDidChangeActiveTextEditor(debounced.schedule),
    workspace.onDidOpenTextDocument(debounced.schedule),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) debounced.schedule();
    }),
  );
}
