import type * as z from 'zod/mini';
import { type FileKind, formOf, formsAt, type KeyPath } from './fileForm.ts';
import { suggestion } from './nearest.ts';

/** What is wrong with a file, and where in it. */
export interface Fault {
  readonly path: KeyPath;
  /** The key of that value, where it is one that there is not. */
  readonly key?: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** More than somebody reads; the first of them tell enough. */
export const mostFaults = 100;

/** What the form has against a value of a kind, in words for the person who wrote it. */
export function faultsOf(
  issues: readonly Issue[],
  value: unknown,
  kind: FileKind,
): readonly Fault[] {
  return issues
    .slice(0, mostFaults)
    .flatMap(openUnion)
    .flatMap((issue): Fault[] => {
      const path = issue.path.filter((key) => typeof key !== 'symbol');
      if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue, value) }];
      const known = formsAt(path, formOf(kind)).flatMap(({ properties }) =>
        Object.keys(properties ?? {}),
      );
      return issue.keys.slice(0, mostFaults).map((key) => ({
        path,
        key,
        message: `nothing is called '${key}' here${suggestion(key, known)}`,
      }));
    });
}

/** Of what all alternatives have against a value, that of the one it was meant for. */
function openUnion(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant =
    issue.errors.find((errors) => errors.every(({ path }) => path.length > 0)) ??
    issue.errors.find((errors) => errors.every(({ code }) => code !== 'invalid_type'));
  if (meant === undefined) return [issue];
  return meant.flatMap((inner) => openUnion({ ...inner, path: [...issue.path, ...inner.path] }));
}

function messageOf(issue: Issue, value: unknown): string {
  const found = valueAt(value, issue.path);
  if (found === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `wants ${wanted[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near = typeof found === 'string' ? suggestion(found, values) : '';
    return `wants one of ${values.join(', ')}${near}`;
  }
  if (issue.code === 'invalid_union') return 'wants a text, or a list of texts';
  if (issue.code === 'too_big' && issue.message === unsaid) return `wants at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `wants at least ${issue.minimum}`;
  return issue.message;
}

/** What the small variant of zod says where a check brings no message. */
const unsaid = 'Invalid input';

const wanted: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys and values',
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return Object.getOwnPropertyDescriptor(at, key)?.value;
  }, value);
}
