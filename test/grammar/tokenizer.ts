import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import {
  type IGrammar,
  INITIAL,
  type IOnigLib,
  parseRawGrammar,
  Registry,
  type StateStack,
} from 'vscode-textmate';
import { buildGrammar } from '../../syntaxes/build.ts';

/** A piece of a line with the innermost scope on it, without `.strace`; none where it has none. */
export interface Token {
  readonly text: string;
  readonly scope: string | undefined;
}

export interface TokenizedLine {
  readonly tokens: readonly Token[];
  /** Rules that are still open behind the line; the grammar promises that there are none. */
  readonly open: number;
}

export type Tokenize = (line: string, state?: StateStack) => TokenizedLine;

/** The grammar of this working tree in the engine that VS Code uses. */
export async function loadGrammar(registry: Registry = createRegistry()): Promise<IGrammar> {
  const grammar = await registry.loadGrammar('source.strace');
  if (grammar === null) throw new Error('The registry does not know source.strace.');
  return grammar;
}

/** Tokenizes single lines, each from the start of a file unless a state is given. */
export async function loadTokenizer(): Promise<Tokenize> {
  const grammar = await loadGrammar();
  return (line, state = INITIAL) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    return {
      tokens: tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scope: scopes.length > 1 ? scopes.at(-1)?.replace(/\.strace$/, '') : undefined,
      })),
      open: ruleStack.depth - INITIAL.depth,
    };
  };
}

/** A registry that holds this grammar, for those who set a theme on it. */
export function createRegistry(): Registry {
  const source = JSON.stringify(buildGrammar());
  return new Registry({
    onigLib: loadOniguruma(),
    loadGrammar: async () => parseRawGrammar(source, 'strace.tmLanguage.json'),
  });
}

async function loadOniguruma(): Promise<IOnigLib> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  return {
    createOnigScanner: (patterns) => new OnigScanner(patterns),
    createOnigString: (text) => new OnigString(text),
  };
}
