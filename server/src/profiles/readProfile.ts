import { type Document, isMap, isNode, parseDocument } from 'yaml';
import type { Profile } from '../model/phases/profile.ts';
import { checkProfile, type Fault } from './profileSchema.ts';

/** What is wrong with the text of a profile. */
export interface ProfileProblem {
  /** From 0; the first line where it is the text as a whole. Columns are in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Column after the last character that is wrong, on the same line. */
  readonly endColumn: number;
  readonly message: string;
}

/** Longest text, in UTF-16 units, that is taken for a profile. The longest of ours has 20,000. */
const longestText = 262_144;
const mostProblems = 100;

/** The profile that a YAML text describes, or what is wrong with it: never an empty list. */
export function readProfile(text: string): Profile | readonly ProfileProblem[] {
  if (text.length > longestText) {
    return [problemAt(text, [0, 0], `is too long for a profile: ${text.length} characters`)];
  }
  try {
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length > 0) {
      return document.errors
        .slice(0, mostProblems)
        .map(({ message, pos }) => problemAt(text, pos, message));
    }
    const checked = checkProfile(document.toJS());
    return isProfile(checked)
      ? checked
      : checked
          .slice(0, mostProblems)
          .map((fault) => problemAt(text, rangeOf(document, fault), textOf(fault)));
  } catch (error) {
    // Nested deeper than the stack, or more aliases than the parser resolves.
    const why = error instanceof Error ? error.message : String(error);
    return [problemAt(text, [0, 0], `cannot be read: ${why}`)];
  }
}

function isProfile(checked: Profile | readonly Fault[]): checked is Profile {
  return 'name' in checked;
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

function problemAt(
  text: string,
  [start, end]: readonly [start: number, end: number],
  message: string,
): ProfileProblem {
  const before = text.slice(0, start).split(/\r\n?|\n/);
  const column = before.at(-1)?.length ?? 0;
  const own = /^[^\r\n]*/.exec(text.slice(start, Math.max(end, start)))?.[0].trimEnd() ?? '';
  const line = before.length - 1;
  return { line, column, endColumn: column + own.length, message };
}
