/** Builds the shipped TextMate grammar from its YAML source: `npx tsx syntaxes/build.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const sourcePath = fileURLToPath(new URL('strace.tmLanguage.yaml', import.meta.url));
const builtPath = fileURLToPath(new URL('strace.tmLanguage.json', import.meta.url));

/** A rule as TextMate engines read it. */
export interface GrammarRule {
  readonly include?: string;
  readonly name?: string;
  readonly match?: string;
  readonly captures?: Captures;
  readonly begin?: string;
  readonly beginCaptures?: Captures;
  readonly end?: string;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly GrammarRule[];
}

/** Scope names by the number of the group that they cover. */
export type Captures = Readonly<Record<string, { readonly name: string }>>;

/** The built grammar, as it is written to `strace.tmLanguage.json`. */
export interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly GrammarRule[];
  readonly repository: Readonly<Record<string, GrammarRule>>;
}

/** The grammar of `strace.tmLanguage.yaml`; throws where the source breaks its own rules. */
export function buildGrammar(source: string = readFileSync(sourcePath, 'utf8')): Grammar {
  const { name, scopeName, scopes, variables, patterns, repository } = Source.parse(parse(source));
  const unused = new Set(Object.keys(scopes));
  const expanded = new Map<string, string>();
  const grammar = {
    name,
    scopeName,
    patterns: patterns.map(rule),
    repository: Object.fromEntries(
      Object.entries(repository).map(([key, value]) => [key, rule(value)]),
    ),
  };
  if (unused.size > 0) throw new Error(`No regex has a group named ${[...unused].join(', ')}.`);
  return grammar;

  function rule(from: SourceRule): GrammarRule {
    const match = from.match === undefined ? undefined : regex(from.match);
    const begin = from.begin === undefined ? undefined : regex(from.begin);
    const end = from.end === undefined ? undefined : regex(from.end);
    return {
      ...(from.include !== undefined && { include: from.include }),
      ...(from.name !== undefined && { name: scope(from.name) }),
      ...(match && { match: match.text, ...captured('captures', match) }),
      ...(begin && { begin: begin.text, ...captured('beginCaptures', begin) }),
      ...(end && { end: end.text, ...captured('endCaptures', end) }),
      ...(from.patterns && { patterns: from.patterns.map(rule) }),
    };
  }

  function scope(group: string): string {
    const found = scopes[group];
    if (found === undefined) throw new Error(`The group "${group}" has no entry under scopes.`);
    unused.delete(group);
    return found;
  }

  /** Puts variables in, turns named groups into numbered ones, and notes what each covers. */
  function regex(from: SourceRegex): CompiledRegex {
    const captures: Record<string, { name: string }> = {};
    let count = 0;
    const text = expand(from).replaceAll(groupStart, (start, group: string | undefined) => {
      if (start !== '(' && group === undefined) return start;
      if (group === undefined) throw new Error(`A group without a name: ${expand(from)}`);
      captures[++count] = { name: scope(group) };
      return '(';
    });
    return { text, captures };
  }

  function expand(from: SourceRegex): string {
    const text = typeof from === 'string' ? from : `(?:${from.join('|')})`;
    return text.replaceAll(lineBreak, '').replaceAll(variableUse, (_, used: string) => {
      const known = expanded.get(used);
      if (known !== undefined) return known;
      const value = variables[used];
      if (value === undefined) throw new Error(`No variable is named "${used}".`);
      const result = expand(value);
      expanded.set(used, result);
      return result;
    });
  }
}

interface CompiledRegex {
  readonly text: string;
  readonly captures: Captures;
}

function captured(key: string, { captures }: CompiledRegex): Record<string, Captures> {
  return Object.keys(captures).length === 0 ? {} : { [key]: captures };
}

/** A long regex is written over several lines: their breaks and indentation are not part of it. */
const lineBreak = /\n\s*/g;
const variableUse = /\{\{(\w+)\}\}/g;
/** An escape or a character class (left alone), or the start of a group. */
const groupStart = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<(\w+)>|\?)?/g;

/** A list stands for its alternatives, in order. */
const SourceRegex = z.union([z.string(), z.array(z.string())]);
type SourceRegex = z.infer<typeof SourceRegex>;

interface SourceRule {
  include?: string | undefined;
  name?: string | undefined;
  match?: SourceRegex | undefined;
  begin?: SourceRegex | undefined;
  end?: SourceRegex | undefined;
  patterns?: SourceRule[] | undefined;
}
const SourceRule: z.ZodType<SourceRule> = z.strictObject({
  include: z.string().optional(),
  name: z.string().optional(),
  match: SourceRegex.optional(),
  begin: SourceRegex.optional(),
  end: SourceRegex.optional(),
  get patterns() {
    return z.array(SourceRule).optional();
  },
});

const Source = z.strictObject({
  name: z.string(),
  scopeName: z.string(),
  scopes: z.record(z.string(), z.string()),
  variables: z.record(z.string(), SourceRegex),
  patterns: z.array(SourceRule),
  repository: z.record(z.string(), SourceRule),
});

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(builtPath, `${JSON.stringify(buildGrammar(), undefined, 2)}\n`);
}
