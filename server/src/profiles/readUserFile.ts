import { type Document, isMap, isNode, parseDocument, type YAMLParseError } from 'yaml';
import type { Profile } from '../model/phases/profile.ts';
import type { Reason } from '../model/reasons/reason.ts';
import { checkFile } from './checkFile.ts';
import { unknownNames } from './checkNames.ts';
import { type Fault, mostFaults } from './faults.ts';
import { type KeyPath, meantTexts } from './fileForm.ts';
import type { KnownNames } from './knownNames.ts';

/** What is wrong with the text of a file. */
export interface FileProblem {
  /** From 0; the first line where it is the text as a whole. Columns are in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Column after the last character that is wrong, on the same line. */
  readonly endColumn: number;
  readonly message: string;
  /** Of an `error` the file counts for nothing; what is only strange is a `warning`. */
  readonly severity: 'error' | 'warning';
}

/** What the text of a file holds. */
export interface UserFile {
  readonly profile: Profile | undefined;
  readonly reasons: readonly Reason[];
  readonly problems: readonly FileProblem[];
  /** The globs for ids of phases in its reasons, and where they stand. */
  readonly phases: readonly { readonly glob: string; readonly path: KeyPath }[];
  /** The problem that `message` tells of the value at `path`. */
  problemAt(path: KeyPath, message: string): FileProblem;
}

/** Longest text, in UTF-16 units, that is taken for a file. The longest of ours has 14,000. */
const longestText = 262_144;

/**
 * The profile and the reasons of a YAML text; neither where an error is in it. `file` is what names of
 * its reasons begin with. Without `names` those of calls, errnos and signals are not looked up.
 */
export function readUserFile(text: string, file: string, names?: KnownNames): UserFile {
  if (text.length > longestText) {
    return unreadable([errorAt(text, [0, 0], `is too long: ${text.length} characters`)]);
  }
  try {
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length > 0) {
      const first = document.errors.slice(0, mostFaults);
      return unreadable(first.map((error) => errorAt(text, error.pos, messageOf(error))));
    }
    const value: unknown = document.toJS();
    const { profile, reasons, faults } = checkFile(value, file);
    if (faults.length > 0) {
      return unreadable(faults.slice(0, mostFaults).map((fault) => problemOf(fault, 'error')));
    }
    const strange = names === undefined ? [] : unknownNames(value, names);
    return {
      profile,
      reasons,
      problems: strange.map((fault) => problemOf(fault, 'warning')),
      phases: meantTexts(value)
        .filter(({ meaning }) => meaning === 'phase')
        .map(({ text: glob, path }) => ({ glob, path })),
      problemAt: (path, message) => problemOf({ path, message }, 'error'),
    };

    function problemOf(fault: Fault, severity: FileProblem['severity']): FileProblem {
      return { ...errorAt(text, rangeOf(document, fault), textOf(fault)), severity };
    }
  } catch (error) {
    // Nested deeper than the stack, or more aliases than the parser resolves.
    const why = error instanceof Error ? error.message : String(error);
    return unreadable([errorAt(text, [0, 0], `cannot be read: ${why}`)]);
  }

  function unreadable(problems: readonly FileProblem[]): UserFile {
    return {
      profile: undefined,
      reasons: [],
      problems,
      phases: [],
      problemAt: (_, message) => errorAt(text, [0, 0], message),
    };
  }
}

/** What the YAML parser says, but for what it says to programmers. */
function messageOf({ code, message }: YAMLParseError): string {
  if (code !== 'MULTIPLE_DOCS') return message;
  return 'holds several documents: each profile wants a file of its own';
}

function textOf({ path, key, message }: Fault): string {
  return path.length === 0 || key !== undefined ? message : `${path.join('.')}: ${message}`;
}

/** Where the value is, or the nearest one around it that is there. */
function rangeOf(document: Document, { path, key }: Fault): readonly [start: number, end: number] {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (!isNode(node)) continue;
    const pair =
      key !== undefined && isMap(node)
        ? node.items.find((item) => isNode(item.key) && String(item.key) === key)
        : undefined;
    const range = isNode(pair?.key) ? pair.key.range : node.range;
    if (range) return [range[0], range[1]];
  }
  return [0, 0];
}

function errorAt(
  text: string,
  [start, end]: readonly [start: number, end: number],
  message: string,
): FileProblem {
  const before = text.slice(0, start).split(/\r\n?|\n/);
  const column = before.at(-1)?.length ?? 0;
  const own = /^[^\r\n]*/.exec(text.slice(start, Math.max(end, start)))?.[0].trimEnd() ?? '';
  const line = before.length - 1;
  return { line, column, endColumn: column + own.length, message, severity: 'error' };
}
