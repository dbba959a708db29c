import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { buildGrammar, type GrammarRule } from '../../syntaxes/build.ts';

const grammar = buildGrammar();
const rules = [...grammar.patterns, ...Object.values(grammar.repository)].flatMap(nested);
const lineRules = grammar.patterns
  .concat(grammar.repository['other']?.patterns ?? [])
  .map(({ include }) => include?.slice(1) ?? '');

describe('rules of the grammar', () => {
  it('recognize lines by their beginning', () => {
    assert.ok(lineRules.length > 2);
    for (const key of lineRules) {
      const { begin, match } = grammar.repository[key] ?? {};
      for (const regex of alternatives(begin ?? match ?? '')) assert.match(regex, /^\^/, key);
    }
  });

  it('end at the end of the line at the latest', () => {
    for (const { end } of rules) if (end !== undefined) assert.match(end, /(?:^|\)\?|\|)\$$/);
  });

  it('repeat nothing without bound inside an unbounded repetition', () => {
    for (const regex of regexes()) assert.deepEqual(nestedRepetitions(regex), [], regex);
  });

  it('have names that end in the language', () => {
    for (const { name, captures, beginCaptures, endCaptures } of rules) {
      const names = [captures, beginCaptures, endCaptures]
        .flatMap((set) => Object.values(set ?? {}))
        .map((capture) => capture.name);
      for (const scopes of name === undefined ? names : [name, ...names]) {
        for (const scope of scopes.split(' '))
          assert.match(scope, /^[a-z-]+(?:\.[a-z-]+)+\.strace$/);
      }
    }
  });

  it('see a nested repetition where there is one', () => {
    assert.deepEqual(nestedRepetitions('a(?:b+c)*'), ['(?:b+c)*']);
    assert.deepEqual(nestedRepetitions('a(?:b{1,3}[+*]c)*d+'), []);
    assert.deepEqual(nestedRepetitions('(?:(?:x)*y)?z'), []);
  });

  it('reject a source that breaks the rules of the builder', () => {
    assert.throws(() => buildGrammar(source('', '(a)')), /group without a name/);
    assert.throws(() => buildGrammar(source('', '(?<x>a)')), /"x" has no entry/);
    assert.throws(() => buildGrammar(source('x: x.strace', 'a')), /No regex has a group named x/);
    assert.throws(() => buildGrammar(source('', '{{y}}')), /No variable is named "y"/);
  });

  it('number the groups of a regex as engines do', () => {
    const built = buildGrammar(source('x: x.strace, y: y.strace', '(?:[(]\\((?<x>a)(?=b)(?<y>c))'));
    assert.deepEqual(built.patterns[0], {
      match: '(?:[(]\\((a)(?=b)(c))',
      captures: { '1': { name: 'x.strace' }, '2': { name: 'y.strace' } },
    });
  });
});

/** A grammar of one rule. */
function source(scopes: string, match: string): string {
  return `{name: a, scopeName: s, scopes: {${scopes}}, variables: {}, patterns: [{match: '${match}'}], repository: {}}`;
}

function nested(rule: GrammarRule): GrammarRule[] {
  return [rule, ...(rule.patterns ?? []).flatMap(nested)];
}

function regexes(): string[] {
  return rules
    .flatMap(({ match, begin, end }) => [match, begin, end])
    .filter((regex) => regex !== undefined);
}

/** The outermost alternatives, without the group that holds them all. */
function alternatives(regex: string): string[] {
  const inner = /^\(\?:(\^.*)\)$/.exec(regex)?.[1] ?? regex;
  const parts = [''];
  let depth = 0;
  for (const [token] of inner.matchAll(tokens)) {
    if (token.startsWith('(')) depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + token);
  }
  return parts;
}

/** Groups that repeat without bound and hold something that does. */
function nestedRepetitions(regex: string): string[] {
  const found: string[] = [];
  const open: { start: number; unbounded: boolean }[] = [];
  let closed: { start: number; unbounded: boolean } | undefined;
  for (const { 0: token, index } of regex.matchAll(tokens)) {
    if (/^(?:[*+]|\{\d+,\})/.test(token)) {
      if (closed?.unbounded) found.push(regex.slice(closed.start, index + token.length));
      for (const group of open) group.unbounded = true;
    }
    if (token.startsWith('(')) open.push({ start: index, unbounded: false });
    closed = token === ')' ? open.pop() : undefined;
  }
  return found;
}

/** Escapes, character classes, groups' starts, quantifiers, and single characters. */
const tokens =
  /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|[:>]))?|(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?|./gs;
