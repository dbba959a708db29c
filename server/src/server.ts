import {
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { cursor } from './features/cursor.ts';
import { documentSymbol } from './features/documentSymbol.ts';
import { explain } from './features/explain.ts';
import { foldingRange } from './features/foldingRange.ts';
import { hover } from './features/hover.ts';
import { overview } from './features/overview.ts';
import { phases } from './features/phases.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Profile } from './model/phases/profile.ts';
import { Trace } from './model/trace.ts';
import {
  type CursorInfo,
  type DocumentParams,
  type Explanation,
  type LineParams,
  type Overview,
  type PhasesResult,
  requests,
} from './protocol.ts';
import { TraceText } from './syntax/traceText.ts';

const outlineLimit = 5_000;
const defaultFoldLimit = 5_000;

/** Answers one client until its connection closes. Knows the protocol, and nothing of strace. */
export function startServer(
  connection: Connection,
  knowledge: Knowledge,
  profiles: readonly Profile[],
): void {
  const documents = new TextDocuments({ create: TraceText.create, update: TraceText.update });
  const traces = new Map<string, Trace>();
  let foldLimit = defaultFoldLimit;
  let plainHover = false;

  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    const { foldingRange: folding, hover: hovering } = capabilities.textDocument ?? {};
    foldLimit = folding?.rangeLimit ?? defaultFoldLimit;
    plainHover = hovering?.contentFormat?.includes('markdown') === false;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
      },
      serverInfo: { name: 'strace-language-server' },
    };
  });

  documents.onDidClose(({ document }) => traces.delete(document.uri));

  connection.onHover(
    answer(
      null,
      (trace, { position }) => hover(trace, knowledge, position, { plain: plainHover }) ?? null,
    ),
  );
  connection.onDocumentSymbol(answer([], (trace) => documentSymbol(trace, outlineLimit)));
  connection.onFoldingRanges(answer([], (trace) => foldingRange(trace, foldLimit)));
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

  documents.listen(connection);
  connection.listen();

  /** Turns a pure feature into a request handler: a failing feature costs its own answer only. */
  function answer<Params extends DocumentParams, Result>(
    nothing: Result,
    feature: (trace: Trace, params: Params) => Result,
  ) {
    return (params: Params, token: CancellationToken): Result => {
      const document = documents.get(params.textDocument.uri);
      if (document === undefined || token.isCancellationRequested) return nothing;
      try {
        return feature(traceOf(document), params);
      } catch (error) {
        connection.console.error(
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
        return nothing;
      }
    };
  }

  /** What is known of a document, for as long as its version is current. */
  function traceOf(document: TraceText): Trace {
    const known = traces.get(document.uri);
    if (known !== undefined && known.version === document.version) return known;
    const trace = new Trace(document, profiles);
    traces.set(document.uri, trace);
    return trace;
  }
}
