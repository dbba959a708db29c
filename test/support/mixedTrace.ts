import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../corpus/phases');

/** A number in [0, 1). */
type Random = () => number;

/** Lines of a trace of `strace -f -o`, with the number that each begins with. */
interface Piece {
  readonly lines: readonly string[];
  at: number;
}

const numbered = /^(\d+) /;

/** The traces of the corpus in which every line has a number. */
function numberedTraces(): string[][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.strace'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
    .filter((lines) => lines.every((line) => numbered.test(line)));
}

/**
 * A long trace of many programs that run side by side, made of those of the corpus: each with
 * numbers of its own, its lines in order, some of its stretches repeated as in a loop, and with the
 * time on each line, now and then after a pause.
 */
export function mixedTrace(random: Random, count: number): string[] {
  const traces = numberedTraces();
  const lines: string[] = [];
  const open: Piece[] = [];
  let programs = 0;
  let clock = 0;
  while (lines.length < count) {
    while (open.length < 4) open.push(piece(traces, random, ++programs));
    const one = open[Math.floor(random() * open.length)];
    if (one === undefined) continue;
    for (let left = 1 + Math.floor(random() * 60); left > 0; left--) {
      const line = one.lines[one.at++];
      if (line === undefined) {
        open.splice(open.indexOf(one), 1);
        break;
      }
      clock += random() < 0.0005 ? 3 : random() / 1000;
      const end = line.indexOf(' ');
      lines.push(`${line.slice(0, end)} ${(1_700_000_000 + clock).toFixed(6)}${line.slice(end)}`);
    }
  }
  return lines;
}

function piece(traces: readonly string[][], random: Random, program: number): Piece {
  const trace = traces[Math.floor(random() * traces.length)] ?? [];
  const numbers = [...new Set(trace.map((line) => numbered.exec(line)?.[1] ?? ''))];
  const renumbered = new Map(numbers.map((number, index) => [number, `${program * 1000 + index}`]));
  const own = trace.map((line) =>
    line.replaceAll(/\b\d{3,}\b/g, (number) => renumbered.get(number) ?? number),
  );
  if (random() < 0.4) return { lines: own, at: 0 };
  const from = Math.floor(own.length * (0.3 + random() * 0.6));
  const loop = own
    .slice(from, from + 1 + Math.floor(random() * 8))
    .filter((line) => !/exit|exec|clone|fork|resumed|unfinished|\+\+\+/.test(line));
  const turns = Math.floor(random() * 700);
  const repeated = Array.from({ length: turns }, () => loop).flat();
  return { lines: [...own.slice(0, from), ...repeated, ...own.slice(from)], at: 0 };
}
