/**
 * What Strace Lens adds to LSP. `PROTOCOL.md` describes them for other clients; a test
 * holds the two files together. Fields are added, never changed or removed.
 */
import type { Position, Range, TextDocumentIdentifier } from 'vscode-languageserver-types';

/** The six kinds of a phase, in the order in which one program image goes through them. */
export type Stage = 'exec' | 'loader' | 'libc' | 'runtime' | 'program' | 'shutdown';

/** What a program is written in or run by, as far as its trace shows. */
export type Runtime =
  | 'c'
  | 'cpp'
  | 'go'
  | 'rust'
  | 'python'
  | 'node'
  | 'java'
  | 'dotnet'
  | 'ruby'
  | 'perl'
  | 'php'
  | 'lua'
  | 'tcl'
  | 'awk'
  | 'bash'
  | 'dash'
  | 'busybox'
  | 'unknown';

export interface DocumentParams {
  readonly textDocument: TextDocumentIdentifier;
}

export interface LineParams extends DocumentParams {
  /** `character` is ignored. */
  readonly position: Position;
}

/** One finest named part of a process's life. */
export interface Phase {
  /** `<profile>.<phase>`, with `#2`, `#3`, … where it comes again. Unique in the answer. */
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly runtime?: Runtime;
  /** Thread-group id of the process; absent only where the trace never tells it. */
  readonly pid?: number;
  /** First line, from 0. */
  readonly startLine: number;
  /** Last line, inclusive. */
  readonly endLine: number;
  /** Calls of that process in it; the two halves of a split call are one. */
  readonly calls: number;
}

/** `strace/phases`: every phase of every process, by first line, then process. */
export interface PhasesResult {
  readonly phases: readonly Phase[];
}

export type LineKind =
  | 'call'
  | 'unfinished'
  | 'resumed'
  | 'signal'
  | 'stopped'
  | 'exit'
  | 'message'
  | 'frame'
  | 'hexdump'
  | 'summary'
  | 'other';

/** `strace/explain`: what the server understood of one line; `null` past the end of the text. */
export interface Explanation {
  readonly line: number;
  readonly kind: LineKind;
  /** The number on this line, which strace calls pid: a thread id. */
  readonly tid?: number;
  /** Thread-group id of `tid`: the process. */
  readonly pid?: number;
  readonly comm?: string;
  /**
   * Seconds: since the epoch with `-ttt`; since midnight of the trace's first day with `-t` and
   * `-tt`; with `-r` alone the sum since the first line.
   */
  readonly time?: number;
  /** Seconds, as `-T` prints it. */
  readonly duration?: number;
  readonly syscall?: string;
  readonly args?: readonly { readonly name: string; readonly text: string }[];
  /** The value as spelled, without annotation. */
  readonly result?: string;
  readonly errno?: string;
  /** What this call did, in plain English. */
  readonly sentence?: string;
  /** Why the call or the signal is there, in plain English, where that is known. */
  readonly why?: string;
  /** An id of `strace/phases`. */
  readonly phase?: string;
}

/** `strace/cursor`: what a status bar shows for one line. Times in seconds. */
export interface CursorInfo {
  readonly pid?: number;
  readonly tid?: number;
  readonly comm?: string;
  readonly phaseTitle?: string;
  readonly stage?: Stage;
  /** Since the first timestamp of the trace. */
  readonly sinceStart?: number;
  /** From the previous timestamped line of the same process. */
  readonly gap?: number;
  readonly duration?: number;
}

/** `strace/overview`: what the text holds at all. All zero for a text that is no trace. */
export interface Overview {
  readonly lines: number;
  readonly calls: number;
  readonly failures: number;
  readonly processes: number;
}

/** What `strace/next` looks for. */
export type NextWhat = 'process' | 'descriptor' | 'failed' | 'slow' | 'half';

export interface NextParams extends LineParams {
  readonly what: NextWhat;
  readonly direction: 'next' | 'previous';
}

/** `strace/next`: where the next such line is; `null` where there is none. */
export interface NextResult {
  readonly line: number;
}

export interface FollowParams extends LineParams {
  readonly what: 'process' | 'descriptor';
}

/** `strace/follow`: all lines of a process or descriptor; `null` where the line has none. */
export interface FollowResult {
  /** What is followed, in a few words. */
  readonly title: string;
  /** Lines, from 0, in order. */
  readonly lines: readonly number[];
  /** True where there are more lines than the answer has. */
  readonly cut: boolean;
}

/** `strace/manual`: the manual page of what is at a position; `null` where there is none. */
export interface ManualResult {
  /** Name and section: `openat.2`. */
  readonly page: string;
  readonly url: string;
}

export interface PathsParams extends DocumentParams {
  readonly range: Range;
}

/** `strace/paths`: the absolute paths that the calls of a range name, where they stand. */
export interface PathsResult {
  readonly paths: readonly { readonly path: string; readonly range: Range }[];
}

/** A file with a phase profile, reasons, or both, as the client read it. */
export interface ProfileFile {
  readonly uri: string;
  readonly text: string;
}

/** `strace/profiles`: all such files of the user and the workspace; they replace those sent before. */
export interface ProfilesParams {
  readonly files: readonly ProfileFile[];
}

/** Names of the notifications, from client to server. */
export const notifications = {
  profiles: 'strace/profiles',
} as const;

/** Names of the requests, from client to server. */
export const requests = {
  phases: 'strace/phases',
  explain: 'strace/explain',
  cursor: 'strace/cursor',
  overview: 'strace/overview',
  next: 'strace/next',
  follow: 'strace/follow',
  manual: 'strace/manual',
  paths: 'strace/paths',
} as const;
