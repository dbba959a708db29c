import type { Runtime, Stage } from '../../protocol.ts';

/**
 * Phase profiles as plain data: what `server/data/phases/*.yaml` compiles to, and what the YAML of
 * a user becomes. Names of syscalls are as strace prints them; globs know `*` alone.
 */

/** Which calls are meant. All conditions that are there must hold. */
export interface CallPattern {
  readonly calls: readonly string[];
  /**
   * Globs for the first string among the arguments. `{script}`, `{module}` and `{class}` stand for
   * what the command line names.
   */
  readonly path?: readonly string[];
  /** Globs for arguments by position from 0; one of each list must fit. */
  readonly args?: Readonly<Record<string, readonly string[]>>;
  /** Tags of descriptors: the call works on one that a call with `opens` returned. `*` is any. */
  readonly on?: readonly string[];
  /** The descriptor that the call returns has this tag until it is closed. */
  readonly opens?: string;
  readonly result?: 'ok' | 'failed' | 'zero';
  /** The next call of the same thread has one of these names. */
  readonly next?: readonly string[];
  /** The call before, of the same thread, has one of these names. */
  readonly previous?: readonly string[];
}

/** A phase that start-up or wind-down may go through. */
export interface PhaseRule {
  /** Second part of the id. */
  readonly id: string;
  /** `{file}` stands for the last part of the path of the call that opened the phase. */
  readonly title: string;
  readonly doc?: string;
  /** Where it differs from the block's. */
  readonly stage?: Stage;
  /** Calls that open the phase; where absent, any of `calls` does. */
  readonly opens?: readonly CallPattern[];
  /** Calls that stay in it. */
  readonly calls: readonly CallPattern[];
  /** A call that ends it: it is the last one in the phase. */
  readonly ends?: readonly CallPattern[];
  /** An opening call with another file name begins the phase anew. */
  readonly perFile?: boolean;
  /** How many calls it takes at most. */
  readonly most?: number;
  /** Where the knowledge of it is from, where that is not what the profile names. */
  readonly sources?: readonly string[];
}

/** Phases that come in any order. Blocks come one after the other; each may be missing. */
export interface Block {
  readonly stage: Stage;
  readonly phases: readonly PhaseRule[];
  /** Calls that stay in whatever phase is open. */
  readonly also?: readonly CallPattern[];
  /** Takes every call, whatever it is, up to and with the first that one of these fits. */
  readonly until?: readonly CallPattern[];
  /** The block is over after a call that one of these fits; it takes no other calls for that. */
  readonly ends?: readonly CallPattern[];
  /** Its calls may come between those of the blocks before: taking one does not end them. */
  readonly lingers?: boolean;
  /** The block counts only where this holds. */
  readonly when?: Condition;
  /** The block can only begin with a call that one of these fits. */
  readonly begins?: readonly CallPattern[];
}

/** What must hold of the command line and of what the image has loaded so far. */
export interface Condition {
  /** The command line names a script that is not an option's value. */
  readonly script?: boolean;
  /** One of these is among the arguments. */
  readonly argument?: readonly string[];
  readonly noArgument?: readonly string[];
  /** One of these libraries was opened; globs for the last part of the path. */
  readonly library?: readonly string[];
  /** The image has no dynamic loader. */
  readonly static?: boolean;
  /** The program is a script that names the runtime in its first line. */
  readonly shebang?: boolean;
  /** Another thread than the one that goes through start-up ended the block before. */
  readonly otherThread?: boolean;
}

/** How a program is known for one of this runtime. */
interface Recognition {
  /** Globs for the last part of the program's path or of `argv[0]`: a hint, to be confirmed. */
  readonly exe?: readonly string[];
  /** Globs for the last part of the program's path where it is a script with `#!`: a hint. */
  readonly script?: readonly string[];
  /** Globs for libraries that the loader opened: a hint, to be confirmed. */
  readonly library?: readonly string[];
  /** Calls that only this runtime makes: proof. */
  readonly calls?: readonly CallPattern[];
  /** Calls that prove it together with a hint. */
  readonly confirm?: readonly CallPattern[];
  /** True where a hint counts without proof. */
  readonly trusted?: boolean;
}

/** Something that programs do while they run; a part of the program in which they do it. */
export interface Activity {
  /** Second part of the id. */
  readonly id: string;
  readonly title: string;
  readonly doc?: string;
  /** For how many calls it goes on after one that speaks for it, whatever the others speak for. */
  readonly holds?: number;
  /** Calls that begin such a part at once. */
  readonly opens?: readonly CallPattern[];
  /** Calls that speak for it; where most calls do, a part begins. */
  readonly calls: readonly CallPattern[];
}

export interface Profile {
  /** First part of the ids. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly title: string;
  readonly sources: readonly string[];
  /**
   * `system`: kernel, loader, C library, what libraries do when loaded: tried for every program, in
   * order. `runtime`: at most one for each program, after those.
   */
  readonly kind: 'system' | 'runtime';
  /** Of two runtimes that know a program for theirs, the higher rank wins. */
  readonly rank: number;
  readonly recognize?: Recognition;
  /** The system profiles are left out: the runtime does without a C library. */
  readonly freestanding?: boolean;
  /** Whose calls count: those of the thread that goes through start-up, or those of all. */
  readonly threads: 'one' | 'all';
  /** The thread whose call ends a block that takes everything is the one to follow from there. */
  readonly handover?: boolean;
  readonly start: readonly Block[];
  /** From the first to the last; read backwards from the end of the process. */
  readonly windDown: readonly Block[];
  /** What other threads do while the runtime winds down. */
  readonly idle: readonly CallPattern[];
  readonly program: { readonly title: string; readonly doc?: string };
  /** In the order in which they are tried. Those of a system profile are every program's. */
  readonly activities?: readonly Activity[];
  /** Phases that the engine itself finds, by id: those of the kernel. */
  readonly fixed?: readonly (PhaseRule & { readonly stage: Stage })[];
}
