import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Profile } from '../model/phases/profile.ts';
import type { ProfileFile } from '../protocol.ts';

/** The profiles that hold now, and how others come to hold. */
export interface ProfileStore {
  /** In the order in which they are tried. */
  readonly profiles: readonly Profile[];
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

/** Keeps the built-in profiles, and those of the user while there are any. */
export function createProfileStore(builtIn: readonly Profile[], listener: Listener): ProfileStore {
  let profiles = builtIn;
  let pending: Promise<void> | undefined;
  let told: readonly string[] = [];

  return {
    get profiles() {
      return profiles;
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
    if (files.length === 0) profiles = builtIn;
    else {
      const { addProfiles } = await import('./userProfiles.ts');
      const added = addProfiles(files, builtIn);
      profiles = added.profiles;
      for (const [uri, problems] of added.problems) {
        const found = problems.map(
          ({ line, column, endColumn, message }): Diagnostic => ({
            range: {
              start: { line, character: column },
              end: { line, character: Math.max(endColumn, column) },
            },
            severity: DiagnosticSeverity.Error,
            source: 'strace-lens',
            message,
          }),
        );
        listener.publish(uri, found);
      }
    }
    for (const uri of before) if (!told.includes(uri)) listener.publish(uri, []);
    if (profiles !== held) listener.changed();
  }
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
