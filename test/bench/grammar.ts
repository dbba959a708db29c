/**
 * How fast the grammar colors a trace: `npx tsx test/bench/grammar.ts`.
 *
 * Prints megabytes a second, and a ratio that means more on a shared machine: the time against that
 * of one regular expression a line over the same lines in the same run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { INITIAL } from 'vscode-textmate';
import { createRegistry, loadGrammar } from '../grammar/tokenizer.ts';

const size = 4_000_000;
const rounds = 8;
const seed = 20_261_123;
const bytesPerMegabyte = 1_000_000;
const folder = fileURLToPath(new URL('../corpus/real/', import.meta.url));

/** A color for each group of scopes: neighbors of one color would become one token. */
const theme = {
  settings: [
    { settings: { foreground: '#cccccc', background: '#1f1f1f' } },
    ...['entity', 'support', 'constant.language', 'constant.numeric', 'string', 'variable'].map(
      (scope, index) => ({ scope, settings: { foreground: `#00000${index}` } }),
    ),
    ...['keyword', 'comment', 'invalid', 'markup', 'constant.character', 'storage'].map(
      (scope, index) => ({ scope, settings: { foreground: `#11111${index}` } }),
    ),
  ],
};

async function main(): Promise<void> {
  const registry = createRegistry();
  registry.setTheme(theme);
  const grammar = await loadGrammar(registry);
  const lines = mixture();
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
  let [color, bare, tokens] = [Infinity, Infinity, 0];
  for (let round = 0; round < rounds; round++) {
    color = Math.min(color, measure(colorAll));
    bare = Math.min(bare, measure(matchAll));
  }
  const megabytes = bytes / bytesPerMegabyte;
  console.log(
    [
      `grammar: ${megabytes.toFixed(1)} MB, ${lines.length} lines, best of ${rounds}`,
      `  ${(megabytes / color).toFixed(1)} MB/s (goal 8)`,
      `  ${(tokens / lines.length).toFixed(1)} tokens a line`,
      `  ${(color / bare).toFixed(0)} × one regular expression a line`,
    ].join('\n'),
  );

  function colorAll(): void {
    tokens = 0;
    let state = INITIAL;
    for (const line of lines) {
      const result = grammar.tokenizeLine2(line, state);
      state = result.ruleStack;
      // Two numbers a token, as VS Code keeps them.
      tokens += result.tokens.length / 2;
    }
  }

  function matchAll(): number {
    const call = /^(?:\d+ +)?(\w+)\(.*\) += (-?\d+|0x[0-9a-f]+|\?)/;
    return lines.filter((line) => call.test(line)).length;
  }
}

/** Seconds of processor time that the work took: other people's work on the machine counts less. */
function measure(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Lines of the real traces in a fixed random order, as many as make up the size. */
function mixture(): string[] {
  const real = readdirSync(folder)
    .filter((file) => file.endsWith('.strace'))
    .flatMap((file) => readFileSync(`${folder}${file}`, 'utf8').split(/\r\n|\n|\r/));
  const lines: string[] = [];
  let state = seed;
  for (let bytes = 0; bytes < size; ) {
    // The constants of Numerical Recipes' generator: random enough to shuffle lines.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const line = real[Math.floor((state / 2 ** 32) * real.length)] ?? '';
    lines.push(line);
    bytes += line.length + 1;
  }
  return lines;
}

void main();
