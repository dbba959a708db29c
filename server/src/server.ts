import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type SemanticTokens,
  SemanticTokensBuilder,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { createBackground } from './background.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy.ts';
import { codeLens } from './features/codeLens.ts';
import { defaultConfig, readConfig } from './features/config.ts';
import { cursor } from './features/cursor.ts';
import { definition } from './features/definition.ts';
import { diagnosticSearch } from './features/diagnostics.ts';
import { documentSymbol } from './features/documentSymbol.ts';
import { explain } from './features/explain.ts';
import { foldingRange } from './features/foldingRange.ts';
import { hover } from './features/hover.ts';
import { inlayHint } from './features/inlayHint.ts';
import { manual } from './features/manual.ts';
import { paths } from './features/paths.ts';
import { workspaceSymbol } from './features/workspaceSymbol.ts';
import { follow, next } from './features/next.ts';
import { overview } from './features/overview.ts';
import { phases } from './features/phases.ts';
import { documentHighlight, references } from './features/references.ts';
import { selectionRange } from './features/selectionRange.ts';
import {
  semanticTokens,
  type Token,
  tokenModifiers,
  tokenTypes,
} from './features/semanticTokens.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Profile } from './model/phases/profile.ts';
import { Trace } from './model/trace.ts';
import {
  type CursorInfo,
  type DocumentParams,
  type Explanation,
  type FollowParams,
  type FollowResult,
  type LineParams,
  type ManualResult,
  type NextParams,
  type NextResult,
  type PathsParams,
  type PathsResult,
  type Overview,
  type PhasesResult,
  notifications,
  requests,
} from './protocol.ts';
import { helpOffersOf, helpRegistrations, takesRegistrations } from './profileHelp.ts';
import type { HelpContext } from './profiles/helpContext.ts';
import {
  completionTriggers,
  completions,
  explanation,
  isProfileDocument,
  isTrace,
} from './profiles/profileDocuments.ts';
import { createProfileStore, filesOf } from './profiles/profileStore.ts';
import { TraceText } from './syntax/traceText.ts';

const outlineLimit = 5_000;
const defaultFoldLimit = 5_000;
const lensLimit = 2_000;
const hierarchyLimit = 1_000;
const referenceLimit = 20_000;
const problemLimit = 1_000;
const symbolLimit = 500;
const publishDelay = 700;
const highlightLimit = 2_000;
const noTokens: SemanticTokens = { data: [] };
const wholeText = {
  start: { line: 0, character: 0 },
  end: { line: Number.MAX_SAFE_INTEGER, character: 0 },
};

/** Answers one client until its connection closes. Knows the protocol, and nothing of strace. */
export function startServer(
  connection: Connection,
  knowledge: Knowledge,
  profiles: readonly Profile[],
): void {
  const documents = new TextDocuments<TraceText>({
    create: (...parts) => TraceText.create(...parts),
    update: (...parts) => TraceText.update(...parts),
  });
  const traces = new Map<string, Trace>();
  const searches = createBackground<Diagnostic[]>({
    delay: publishDelay,
    done: (uri, diagnostics) => {
      const version = documents.get(uri)?.version;
      if (version === undefined) return;
      void connection.sendDiagnostics({ uri, version, diagnostics });
    },
    failed: logError,
  });
  let foldLimit = defaultFoldLimit;
  let plainHover = false;
  let asksConfiguration = false;
  let asksRegistration = false;
  let registersHelp = false;
  let helpOffers: 'everything' | 'names' = 'everything';
  let refreshes: readonly (() => Promise<void>)[] = [];
  let config = defaultConfig;
  const store = createProfileStore(profiles, knowledge, {
    changed: refold,
    publish: (uri, problems) => void connection.sendDiagnostics({ uri, diagnostics: problems }),
    failed: logError,
  });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const { capabilities } = params;
    const { foldingRange: folding, hover: hovering } = capabilities.textDocument ?? {};
    asksConfiguration = capabilities.workspace?.configuration === true;
    asksRegistration = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    const {
      codeLens: lenses,
      foldingRange: folds,
      semanticTokens: tokens,
    } = capabilities.workspace ?? {};
    refreshes = [
      ...(lenses?.refreshSupport === true
        ? [() => connection.sendRequest(CodeLensRefreshRequest.type)]
        : []),
      ...(folds?.refreshSupport === true
        ? [() => connection.languages.foldingRange.refresh()]
        : []),
      ...(tokens?.refreshSupport === true
        ? [() => connection.languages.semanticTokens.refresh()]
        : []),
    ];
    const asksRanges = Boolean(capabilities.textDocument?.semanticTokens?.requests.range);
    foldLimit = folding?.rangeLimit ?? defaultFoldLimit;
    registersHelp = takesRegistrations(capabilities);
    helpOffers = helpOffersOf(params.initializationOptions);
    plainHover = hovering?.contentFormat?.includes('markdown') === false;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        // Traces have none: where registrations are taken only files with profiles ask for it.
        ...(!registersHelp && { completionProvider: { triggerCharacters: completionTriggers } }),
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        definitionProvider: true,
        declarationProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        inlayHintProvider: true,
        workspaceSymbolProvider: true,
        selectionRangeProvider: true,
        callHierarchyProvider: true,
        codeLensProvider: {},
        semanticTokensProvider: {
          legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
          range: true,
          // An empty answer to `full` would keep VS Code from asking for ranges ever after.
          ...(!asksRanges && { full: true }),
        },
      },
      serverInfo: { name: 'strace-language-server' },
    };
  });

  connection.onInitialized(() => {
    void updateConfig();
    if (asksRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'strace',
      });
    }
    if (registersHelp) connection.client.register(helpRegistrations()).catch(logError);
  });
  connection.onDidChangeConfiguration(() => void updateConfig());
  documents.onDidChangeContent(({ document }) => publishLater(document.uri));
  documents.onDidClose(({ document }) => {
    if (!isTrace(document)) return;
    traces.delete(document.uri);
    searches.stop(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  const hoverTrace = answer<LineParams, Hover | null>(
    null,
    (trace, { position }) => hover(trace, knowledge, position, { plain: plainHover }) ?? null,
  );
  connection.onHover((params, token) =>
    isProfileDocument(params.textDocument.uri)
      ? help(params, null, explanation)
      : hoverTrace(params, token),
  );
  connection.onCompletion((params) => help(params, [], completions));
  connection.onDocumentSymbol(answer([], (trace) => documentSymbol(trace, outlineLimit)));
  connection.onFoldingRanges(answer([], (trace) => foldingRange(trace, foldLimit)));
  connection.onDefinition(
    answer([], (trace, { position }) => definition(trace, knowledge, placeOf(position))),
  );
  connection.onDeclaration(
    answer([], (trace, { position }) => definition(trace, knowledge, placeOf(position))),
  );
  connection.onReferences(
    answer([], (trace, { position }) =>
      references(trace, knowledge, placeOf(position), referenceLimit),
    ),
  );
  connection.onDocumentHighlight(
    answer([], (trace, { position }) =>
      documentHighlight(trace, knowledge, placeOf(position), highlightLimit),
    ),
  );
  connection.languages.inlayHint.on(
    answer([], (trace, { range }) => inlayHint(trace, knowledge, range, config)),
  );
  connection.onSelectionRanges(
    answer([], (trace, { positions }) => selectionRange(trace, positions)),
  );
  connection.onCodeLens(answer([], (trace) => codeLens(trace, lensLimit)));
  connection.languages.semanticTokens.onRange(
    answer(noTokens, (trace, { range }) => packed(semanticTokens(trace, knowledge, range))),
  );
  connection.languages.semanticTokens.on(
    answer(noTokens, (trace) => packed(semanticTokens(trace, knowledge, wholeText))),
  );
  connection.languages.callHierarchy.onPrepare(
    answer(null, (trace, { position }) => {
      const item = prepareCallHierarchy(trace, position.line);
      return item === undefined ? null : [item];
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    answer([], (trace) => incomingCalls(trace, item))({ textDocument: item }, token),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    answer([], (trace) => outgoingCalls(trace, item, hierarchyLimit))(
      { textDocument: item },
      token,
    ),
  );
  connection.onRequest(
    requests.phases,
    answer<DocumentParams, PhasesResult>({ phases: [] }, (trace) => phases(trace)),
  );
  connection.onRequest(
    requests.explain,
    answer<LineParams, Explanation | null>(
      null,
      (trace, { position }) => explain(trace, knowledge, position.line) ?? null,
    ),
  );
  connection.onRequest(
    requests.cursor,
    answer<LineParams, CursorInfo | null>(null, (trace, { position }) =>
      cursor(trace, position.line),
    ),
  );
  connection.onRequest(
    requests.overview,
    answer<DocumentParams, Overview | null>(null, (trace) => overview(trace)),
  );

  connection.onWorkspaceSymbol(async ({ query }, token) => {
    await store.pending;
    if (token.isCancellationRequested) return [];
    try {
      return workspaceSymbol(openTraces().map(traceOf), query, symbolLimit);
    } catch (error) {
      logError(error);
      return [];
    }
  });
  connection.onRequest(
    requests.manual,
    answer<LineParams, ManualResult | null>(
      null,
      (trace, { position }) => manual(trace, knowledge, placeOf(position)) ?? null,
    ),
  );
  connection.onRequest(
    requests.paths,
    answer<PathsParams, PathsResult>({ paths: [] }, (trace, { range }) =>
      paths(trace, knowledge, range),
    ),
  );
  connection.onRequest(
    requests.next,
    answer<NextParams, NextResult | null>(null, (trace, params) => {
      const line = next(trace, knowledge, params, config.slow);
      return line === undefined ? null : { line };
    }),
  );
  connection.onRequest(
    requests.follow,
    answer<FollowParams, FollowResult | null>(
      null,
      (trace, { position, what }) =>
        follow(trace, knowledge, { ...placeOf(position), what }, referenceLimit) ?? null,
    ),
  );

  connection.onNotification(notifications.profiles, (params) => store.take(filesOf(params)));

  documents.listen(connection);
  connection.listen();

  /** Turns a pure feature into a request handler: a failing feature costs its own answer only. */
  function answer<Params extends DocumentParams, Result>(
    nothing: Result,
    feature: (trace: Trace, params: Params) => Result,
  ) {
    return (params: Params, token: CancellationToken): Result | Promise<Result> => {
      const run = (): Result => {
        const document = documents.get(params.textDocument.uri);
        if (document === undefined || !isTrace(document)) return nothing;
        if (token.isCancellationRequested) return nothing;
        try {
          return feature(traceOf(document), params);
        } catch (error) {
          logError(error);
          return nothing;
        }
      };
      return store.pending === undefined ? run() : store.pending.then(run);
    };
  }

  /** Asks what helps to write a file with profiles or reasons; nothing for any other document. */
  async function help<Result>(
    { textDocument: { uri }, position }: LineParams,
    nothing: Result,
    feature: (text: string, position: Position, context: HelpContext) => Promise<Result>,
  ): Promise<Result> {
    await store.pending;
    const document = isProfileDocument(uri) ? documents.get(uri) : undefined;
    if (document === undefined) return nothing;
    const context = { names: knowledge, profiles: store.profiles, offers: helpOffers };
    try {
      return await feature(document.getText(), position, context);
    } catch (error) {
      logError(error);
      return nothing;
    }
  }

  function openTraces(): TraceText[] {
    return documents.all().filter(isTrace);
  }

  /** Other profiles or reasons hold: what was known of the open documents is void. */
  function refold(): void {
    traces.clear();
    for (const uri of documents.keys()) publishLater(uri);
    for (const refresh of refreshes) refresh().catch(logError);
  }

  /** Problems come after the outline, which the editor asks for first, and when typing pauses. */
  function publishLater(uri: string): void {
    const opened = documents.get(uri);
    if (opened === undefined || !isTrace(opened)) return;
    searches.start(uri, () => {
      const document = documents.get(uri);
      return document && diagnosticSearch(traceOf(document), knowledge, config, problemLimit);
    });
  }

  function logError(error: unknown): void {
    connection.console.error(
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
  }

  /** Asks the editor for the settings. One that cannot be asked, or answers null, has the defaults. */
  async function updateConfig(): Promise<void> {
    if (!asksConfiguration) return;
    try {
      config = readConfig(await connection.workspace.getConfiguration('strace'));
      for (const uri of documents.keys()) publishLater(uri);
    } catch (error) {
      connection.console.warn(
        `settings: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** What is known of a document, for as long as its version is current. */
  function traceOf(document: TraceText): Trace {
    const known = traces.get(document.uri);
    if (known !== undefined && known.version === document.version) return known;
    const trace = new Trace(document, store.profiles, store.reasons, known);
    traces.set(document.uri, trace);
    return trace;
  }
}

/** A position in the words of the core. */
function placeOf({ line, character }: Position): { row: number; column: number } {
  return { row: line, column: character };
}

/** Tokens in the form of the protocol. */
function packed(tokens: readonly Token[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { row, span, type, modifiers } of tokens) {
    const bits = modifiers.reduce((all, one) => all | (1 << tokenModifiers.indexOf(one)), 0);
    builder.push(row, span.start, span.end - span.start, tokenTypes.indexOf(type), bits);
  }
  return builder.build();
}
