import type { BoundProfile, BoundProfiles } from './boundProfile.ts';
import { type CommandLine, exeNames } from './commandLine.ts';
import { fitsAny } from './glob.ts';

/** What is known of a program when its C library has started. */
interface Evidence {
  readonly command: CommandLine;
  /** Last parts of the paths of the libraries that the loader opened. */
  readonly libraries: readonly string[];
  /** Name of the runtime that a call proved; empty where none did. */
  readonly proven: string;
  /** Runtimes that were hinted at and not confirmed. */
  readonly banned: ReadonlySet<string>;
  /** Start-up has shown a loader or a C library. */
  readonly hasCLibrary: boolean;
}

/** The runtime that a program is taken for: a proved one, else the best hint, else C or unknown. */
export function runtimeOf(profiles: BoundProfiles, evidence: Evidence): BoundProfile | undefined {
  const byProof = profiles.byName(evidence.proven);
  if (byProof !== undefined) return byProof;
  const names = exeNames(evidence.command);
  const hinted = profiles.runtimes.filter(({ profile }) => {
    const { exe = [], library = [], script = [] } = profile.recognize ?? {};
    return (
      !evidence.banned.has(profile.name) &&
      (names.some((name) => fitsAny(name, exe) || fitsAny(name, script)) ||
        evidence.libraries.some((name) => fitsAny(name, library)))
    );
  });
  const best = hinted.toSorted((a, b) => b.profile.rank - a.profile.rank)[0];
  return best ?? profiles.byName(evidence.hasCLibrary ? 'c' : 'unknown');
}

/** Whether a hint alone is enough to take a program for one of this runtime. */
export function isTrusted({ profile }: BoundProfile): boolean {
  return profile.recognize === undefined || profile.recognize.trusted === true;
}
