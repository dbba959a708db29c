/** The language of sentence templates: text with `{argument|filter}` and `[?guard optional text]`. */

/** Ways to read a value out that a template may ask for instead of the argument's own type. */
export const filters = [
  'access',
  'raw',
  'text',
  'size',
  'count',
  'time',
  'mode',
  'number',
  'names',
  'content',
  'words',
  'items',
] as const;
export type Filter = (typeof filters)[number];

/**
 * `['addr', 'sin_port']`: an argument, then fields of structures and indices of arrays. In place of
 * an argument also `result`, `note` (what strace adds to it in parentheses) or, in guards, `errno`.
 */
export type ValuePath = readonly string[];

/** One condition of a guard. `has` without `operator` asks whether the value is there and not empty. */
export interface Condition {
  readonly path: ValuePath;
  readonly negated: boolean;
  /**
   * Member that a flag set must have, or name that an enumeration must be. Of a wait status the word
   * for it: `exited`, `killed`, `stopped`, `continued`.
   */
  readonly member?: string;
  readonly comparison?: {
    readonly operator: '=' | '!=' | '<' | '>' | '<=' | '>=';
    /** A number, a name as printed, or another argument or `result`. */
    readonly value: string;
  };
}

export type Guard = readonly Condition[];

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly path: ValuePath; readonly filter?: Filter }
  | { readonly kind: 'optional'; readonly guard: Guard; readonly pieces: readonly Piece[] };

/** What is wrong in a template, in words; `pieces` hold what could be read all the same. */
export interface Template {
  readonly pieces: readonly Piece[];
  readonly problems: readonly string[];
}

/** Takes a template apart. Never fails: what is no placeholder stays text, and is complained about. */
export function parseTemplate(text: string): Template {
  const problems: string[] = [];
  return { pieces: piecesOf(text, 'whole'), problems };

  function piecesOf(source: string, level: 'whole' | 'optional'): Piece[] {
    const found: Piece[] = [];
    let rest = 0;
    for (let i = 0; i < source.length; ) {
      if (source[i] === '{') {
        const end = source.indexOf('}', i);
        if (end < 0) {
          problems.push(`a { without }`);
          break;
        }
        flush(i);
        found.push(placeholder(source.slice(i + 1, end)));
        rest = i = end + 1;
      } else if (source.startsWith('[?', i)) {
        const end = source.indexOf(']', i);
        if (end < 0 || level === 'optional') {
          problems.push(end < 0 ? 'a [? without ]' : 'a [? inside another');
          break;
        }
        flush(i);
        found.push(optional(source.slice(i + 2, end)));
        rest = i = end + 1;
      } else {
        if (source[i] === '}') problems.push('a } without {');
        i++;
      }
    }
    flush(source.length);
    return found;

    function flush(end: number): void {
      if (end > rest) found.push({ kind: 'text', text: source.slice(rest, end) });
      rest = end;
    }
  }

  function placeholder(inner: string): Piece {
    const bar = inner.indexOf('|');
    const path = pathOf(bar < 0 ? inner : inner.slice(0, bar));
    if (bar < 0) return { kind: 'value', path };
    const filter = inner.slice(bar + 1);
    if (!isFilter(filter)) {
      problems.push(`no filter "${filter}"`);
      return { kind: 'value', path };
    }
    return { kind: 'value', path, filter };
  }

  function optional(inner: string): Piece {
    const blank = inner.indexOf(' ');
    if (blank < 0) problems.push(`"[?${inner}]" has a guard but no text`);
    const parsed = parseGuard(blank < 0 ? inner : inner.slice(0, blank));
    problems.push(...parsed.problems);
    const pieces = blank < 0 ? [] : piecesOf(inner.slice(blank + 1), 'optional');
    return { kind: 'optional', guard: parsed.guard, pieces };
  }

  function pathOf(inner: string): ValuePath {
    if (!/^\w+(\.\w+)*$/.test(inner)) problems.push(`"{${inner}}" names no argument`);
    return inner.split('.');
  }
}

const condition = /^(!?)([\w.]+)(?::([\w|#-]+)|(<=|>=|!=|=|<|>)(-?[\w.]+))?$/;

/** Takes a guard apart: conditions joined by `&`. One that cannot be read never holds. */
export function parseGuard(text: string): { guard: Guard; problems: string[] } {
  const problems: string[] = [];
  const guard = text.split('&').map((part): Condition => {
    const match = condition.exec(part);
    const path = match?.[2]?.split('.');
    if (match === null || path === undefined) {
      problems.push(`"${part}" is no guard`);
      return { path: [], negated: false };
    }
    const negated = match[1] === '!';
    const [, , , member, operator, value] = match;
    if (member !== undefined) return { path, negated, member };
    if (isOperator(operator) && value !== undefined) {
      return { path, negated, comparison: { operator, value } };
    }
    return { path, negated };
  });
  return { guard, problems };
}

function isFilter(text: string): text is Filter {
  return filters.some((filter) => filter === text);
}

function isOperator(
  text: string | undefined,
): text is NonNullable<Condition['comparison']>['operator'] {
  return text !== undefined && ['=', '!=', '<', '>', '<=', '>='].includes(text);
}
