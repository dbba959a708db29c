/** How clients come to ask for help in files with profiles and reasons, and in those files alone. */
import {
  BulkRegistration,
  type ClientCapabilities,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { completionTriggers, profileSelector } from './profiles/profileDocuments.ts';

/** Whether a client can be asked for other documents than those that it sends by itself. */
export function takesRegistrations({ textDocument = {} }: ClientCapabilities): boolean {
  const { synchronization, completion, hover } = textDocument;
  return [synchronization, completion, hover].every((one) => one?.dynamicRegistration === true);
}

/** Asks for the documents, completions and hovers, and for nothing else that traces have. */
export function helpRegistrations(): BulkRegistration {
  const documentSelector = profileSelector;
  const all = BulkRegistration.create();
  all.add(DidOpenTextDocumentNotification.type, { documentSelector });
  all.add(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  all.add(DidCloseTextDocumentNotification.type, { documentSelector });
  all.add(HoverRequest.type, { documentSelector });
  all.add(CompletionRequest.type, { documentSelector, triggerCharacters: completionTriggers });
  return all;
}

/** What a client's `initializationOptions` leave to us: another server may have the JSON Schema. */
export function helpOffersOf(options: unknown): 'everything' | 'names' {
  const has = typeof options === 'object' && options !== null && 'profileSchema' in options;
  return has && options.profileSchema === 'elsewhere' ? 'names' : 'everything';
}
