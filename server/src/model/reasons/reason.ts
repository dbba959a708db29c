import type { Runtime, Stage } from '../../protocol.ts';
import type { CallPattern } from '../phases/profile.ts';

/**
 * Why a program makes a call here, as plain data: what `server/data/reasons/*.yaml` compiles to. All
 * conditions that are there must hold; of a list, one.
 */
export interface Reason {
  readonly name: string;
  /**
   * The calls that are meant. `on` in them fits what the descriptor leads to: the path of a file, or
   * what else it is (`pipe`, `socket`, `eventfd`, …).
   */
  readonly match: readonly CallPattern[];
  /** Signals that arrive: the lines between `---`. */
  readonly signal?: readonly string[];
  readonly errno?: readonly string[];
  readonly stage?: readonly Stage[];
  /** Of the phase that the line is in. */
  readonly runtime?: readonly Runtime[];
  /** Globs for the phase's id. */
  readonly phase?: readonly string[];
  /** Globs for the last part of the path of the program that runs, or its `argv[0]`. */
  readonly program?: readonly string[];
  /** One of the `within` calls before, of the same thread, is such a call. */
  readonly after?: readonly CallPattern[];
  /** One of the `within` calls that follow, of the same thread, is such a call. */
  readonly before?: readonly CallPattern[];
  /** How many calls `after` and `before` look at. */
  readonly within: number;
  /** One or two sentences. `{path}` and `{file}` stand for the path and its last part. */
  readonly why: string;
  /** Names of the errnos that are nothing to worry about here; none where it is empty. */
  readonly usual?: readonly string[];
}

/** A reason that applies to a line. */
export interface FoundReason {
  readonly reason: Reason;
  /** What `{path}` stands for; undefined where the call names no file. */
  readonly path: string | undefined;
  /**
   * Names of the errnos that are nothing to worry about here. A reason of the user's that says nothing
   * of them leaves what the built-in data says.
   */
  readonly usual: readonly string[];
}
