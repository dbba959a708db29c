import {
  CancellationTokenSource,
  commands,
  EventEmitter,
  window,
  type CancellationToken,
  type Event,
  type Position,
  type Range,
  type TextDocument,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  CursorInfo,
  Explanation,
  FollowParams,
  FollowResult,
  ManualResult,
  NextParams,
  NextResult,
  Overview,
  PathsResult,
  Phase,
  PhasesResult,
  ProfileFile,
  ProfilesParams,
} from '../../server/src/protocol.ts';
import { notifications, requests } from './requests.ts';

/** The running language server, as the rest of the client sees it. */
export interface Server {
  /** Starts it, once. A failure is told to the user and leaves every answer below empty. */
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Puts other phase profiles in place of those it has; false where it does not run. */
  sendProfiles(files: readonly ProfileFile[]): Promise<boolean>;
  /** What the server said of phases may be another now: it was sent other profiles. */
  readonly onDidSendProfiles: Event<void>;
  /** Phases of the document as it is now; none for a text that is no trace. */
  phases(document: TextDocument): Promise<readonly Phase[]>;
  explain(document: TextDocument, line: number): Promise<Explanation | undefined>;
  cursor(
    document: TextDocument,
    line: number,
    token: CancellationToken,
  ): Promise<CursorInfo | undefined>;
  overview(document: TextDocument, token: CancellationToken): Promise<Overview | undefined>;
  /** Line of the next or previous call of a kind, from a position on. */
  next(
    document: TextDocument,
    position: Position,
    wanted: Pick<NextParams, 'what' | 'direction'>,
  ): Promise<number | undefined>;
  /** The manual page of what is at a position. */
  manual(document: TextDocument, position: Position): Promise<ManualResult | undefined>;
  /** The paths that the text names, where they stand. */
  paths(
    document: TextDocument,
    range: Range,
    token: CancellationToken,
  ): Promise<PathsResult['paths']>;
  /** All lines of the process or descriptor at a position. */
  follow(
    document: TextDocument,
    position: Position,
    what: FollowParams['what'],
  ): Promise<FollowResult | undefined>;
}

const never = new CancellationTokenSource().token;

/**
 * Wraps what `newClient` makes. Nothing is started before `start`, so that detection costs little;
 * then `readProfiles` is asked for the profiles to start with.
 */
export function createServer(
  newClient: () => Promise<BaseLanguageClient>,
  readProfiles: () => Promise<readonly ProfileFile[]>,
): Server {
  let client: BaseLanguageClient | undefined;
  let started: Promise<void> | undefined;
  const sent = new EventEmitter<void>();

  const launch = (): Promise<void> => {
    started ??= (async () => {
      client = await newClient();
      const [files] = await Promise.all([readProfiles(), client.start()]);
      if (files.length > 0) await tell(client, { files });
    })().catch(tellFailure);
    return started;
  };

  const stop = async (): Promise<void> => {
    await started;
    const old = client;
    client = undefined;
    started = undefined;
    await old?.dispose();
  };

  /** The answer; undefined where there is none: not running, cancelled, or failed and logged. */
  const ask = async <T>(
    method: string,
    params: object,
    token: CancellationToken = never,
  ): Promise<T | undefined> => {
    await started;
    const asked = client;
    if (!asked?.isRunning()) return undefined;
    try {
      const answer = await asked.sendRequest<T | null>(method, params, token);
      return answer ?? undefined;
    } catch (error) {
      if (!token.isCancellationRequested) asked.warn(`${method} failed`, error, false);
      return undefined;
    }
  };

  return {
    start: launch,
    stop,
    async sendProfiles(files) {
      await started;
      if (!client?.isRunning()) return false;
      await tell(client, { files });
      sent.fire();
      return true;
    },
    onDidSendProfiles: sent.event,
    async restart() {
      await stop();
      await launch();
    },
    async phases(document) {
      return (await ask<PhasesResult>(requests.phases, about(document)))?.phases ?? [];
    },
    explain(document, line) {
      return ask<Explanation>(requests.explain, atLine(document, line));
    },
    cursor(document, line, token) {
      return ask<CursorInfo>(requests.cursor, atLine(document, line), token);
    },
    overview(document, token) {
      return ask<Overview>(requests.overview, about(document), token);
    },
    async next(document, { line, character }, wanted) {
      const params = { ...about(document), position: { line, character }, ...wanted };
      return (await ask<NextResult>(requests.next, params))?.line;
    },
    manual(document, { line, character }) {
      const params = { ...about(document), position: { line, character } };
      return ask<ManualResult>(requests.manual, params);
    },
    async paths(document, { start, end }, token) {
      const range = {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      };
      const params = { ...about(document), range };
      return (await ask<PathsResult>(requests.paths, params, token))?.paths ?? [];
    },
    follow(document, { line, character }, what) {
      const params = { ...about(document), position: { line, character }, what };
      return ask<FollowResult>(requests.follow, params);
    },
  };
}

function tell(client: BaseLanguageClient, params: ProfilesParams): Promise<void> {
  return client.sendNotification(notifications.profiles, params);
}

function about(document: TextDocument) {
  return { textDocument: { uri: document.uri.toString() } };
}

function atLine(document: TextDocument, line: number) {
  return { ...about(document), position: { line, character: 0 } };
}

async function tellFailure(error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const again = 'Restart';
  const answer = await window.showErrorMessage(
    `Strace Lens: the language server did not start: ${why}`,
    again,
  );
  if (answer === again) await commands.executeCommand('strace.restartServer');
}
