import { performance } from 'node:perf_hooks';

export const megabyte = 1_000_000;

/** Milliseconds that `work` took. */
export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The value below which this part of all lie; NaN where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** A measured value beside its goal: `3.1 ms (goal 5: met)`. */
export function against(value: number, unit: string, goal: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit} (goal ${goal}: ${value <= goal ? 'met' : 'MISSED'})`;
}

/** Milliseconds of one regular expression a line over a text, the best of three. */
export function regexPass(text: string): number {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    let hits = 0;
    const took = time(() => {
      for (const line of text.split('\n')) if (/^(\d+) +([\d.]+) (\w+)\(/.test(line)) hits++;
    });
    if (hits === 0) throw new Error('the expression fits no line');
    best = Math.min(best, took);
  }
  return best;
}
