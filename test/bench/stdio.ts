/**
 * Measures the shipped server over stdio, for traces of 1, 10 and 50 MB: from opening to the
 * outline, hovers at random places, an appended line, memory. Times are given as ratios within one
 * run: to one regular expression per line over the same text, in this process.
 */
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { startServer } from '../support/server.ts';
import { generateAll } from './generate.ts';

const megabyte = 1_000_000;
const hovers = 400;

/** Seconds that one regular expression a line takes over the text, the best of three. */
function regexPass(text: string): number {
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    let hits = 0;
    for (const line of text.split('\n')) if (/^(\d+) +([\d.]+) (\w+)\(/.test(line)) hits++;
    if (hits === 0) throw new Error('the expression fits no line');
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

/** Most memory that a process ever had, in bytes (proc(5), VmHWM). */
function peakMemory(pid: number): number {
  const status = execFileSync('cat', [`/proc/${pid}/status`], { encoding: 'utf8' });
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

export async function benchStdio(): Promise<void> {
  for (const size of [1, 10, 50]) {
    const text = new TextDecoder().decode(
      generateAll({ size: size * megabyte, seed: size, flavor: 'threads' }),
    );
    const lines = text.split('\n');
    const regex = regexPass(text);

    const transport = await startServer();
    const idle = peakMemory(transport.process.pid ?? 0);
    let start = performance.now();
    await transport.connection.sendRequest('strace/unknown', { text }).catch(() => undefined);
    const transported = (performance.now() - start) / 1000;
    await transport.stop();

    const server = await startServer();
    start = performance.now();
    const uri = await server.open(text);
    await server.symbols(uri);
    const outlined = (performance.now() - start) / 1000;

    const timed = async (line: number): Promise<number> => {
      const before = performance.now();
      await server.hover(uri, line, Math.max(0, (lines[line] ?? '').indexOf('(') - 1));
      return performance.now() - before;
    };
    const first = await timed(0);
    let state = size;
    const times: number[] = [];
    for (let i = 0; i < hovers; i++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      times.push(await timed(state % lines.length));
    }
    times.sort((a, b) => a - b);

    const end = { line: lines.length - 1, character: 0 };
    start = performance.now();
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: end, end }, text: `${lines[1]}\n` }],
    });
    await server.hover(uri, 0, 20);
    const appended = performance.now() - start;
    const peak = peakMemory(server.process.pid ?? 0);
    await server.stop();

    console.log(
      [
        `${size} MB, ${lines.length.toLocaleString('en-US')} lines:`,
        `regex pass ${(regex * 1000).toFixed(0)} ms;`,
        `transport alone ${(transported / regex).toFixed(1)} ×,`,
        `open to outline ${(outlined / regex).toFixed(1)} × (goal ≤ 10);`,
        `first hover ${first.toFixed(1)} ms,`,
        `hover p50 ${(times[Math.floor(hovers / 2)] ?? 0).toFixed(2)} ms,`,
        `p99 ${(times[Math.floor(hovers * 0.99)] ?? 0).toFixed(2)} ms (goal ≤ 5);`,
        `append and hover ${appended.toFixed(1)} ms;`,
        `peak memory ${((peak - idle) / (size * megabyte)).toFixed(1)} B per byte`,
      ].join(' '),
    );
  }
}
