import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Profile } from '../model/phases/profile.ts';
import type { Reason } from '../model/reasons/reason.ts';
import type { ProfileFile } from '../protocol.ts';
import type { KnownNames } from './knownNames.ts';
import type { FileProblem } from './readUserFile.ts';

/** The profiles and reasons that hold now, and how others come to hold. */
export interface ProfileStore {
  /** In the order in which they are tried. */
  readonly profiles: readonly Profile[];
  /** Those of the user, which are tried ahead of the built-in ones. */
  readonly reasons: readonly Reason[];
  /** Settles when all files that were taken hold; undefined where nothing is awaited. */
  readonly pending: Promise<void> | undefined;
  /** Puts the files in place of those taken before. */
  take(files: readonly ProfileFile[]): void;
}

/** Whom the store tells about what it took. */
interface Listener {
  readonly changed: () => void;
  /** What is wrong with a file; an empty list clears what was told before. */
  readonly publish: (uri: string, problems: Diagnostic[]) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps the built-in profiles, and those of the user with the reasons of the user while there are any.
 * `names`: what files may name.
 */
export function createProfileStore(
  builtIn: readonly Profile[],
  names: KnownNames,
  listener: Listener,
): ProfileStore {
  let profiles = builtIn;
  let reasons: readonly Reason[] = [];
  let pending: Promise<void> | undefined;
  let told: readonly string[] = [];

  return {
    get profiles() {
      return profiles;
    },
    get reasons() {
      return reasons;
    },
    get pending() {
      return pending;
    },
    take(files) {
      const load = (pending ?? Promise.resolve())
        .then(() => apply(files))
        .catch(listener.failed)
        .finally(() => {
          if (pending === load) pending = undefined;
        });
      pending = load;
    },
  };

  async function apply(files: readonly ProfileFile[]): Promise<void> {
    const before = told;
    const held = profiles;
    told = files.map(({ uri }) => uri);
    if (files.length === 0) {
      profiles = builtIn;
      reasons = [];
    } else {
      const { addProfiles } = await import('./userProfiles.ts');
      const added = addProfiles(files, builtIn, names);
      profiles = added.profiles;
      reasons = added.reasons;
      for (const [uri, problems] of added.problems) {
        listener.publish(uri, problems.map(diagnosticOf));
      }
    }
    for (const uri of before) if (!told.includes(uri)) listener.publish(uri, []);
    if (profiles !== held) listener.changed();
  }
}

function diagnosticOf({ line, column, endColumn, message, severity }: FileProblem): Diagnostic {
  return {
    range: {
      start: { line, character: column },
      end: { line, character: Math.max(endColumn, column) },
    },
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'strace-lens',
    message,
  };
}

/** The files of a `strace/profiles`; what another client sent that is none is left out. */
export function filesOf(params: unknown): ProfileFile[] {
  const files = member(params, 'files');
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown): ProfileFile[] => {
    const uri = member(file, 'uri');
    const text = member(file, 'text');
    return typeof uri === 'string' && typeof text === 'string' ? [{ uri, text }] : [];
  });
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
