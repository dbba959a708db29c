/**
 * Measures the shipped server over stdio, for traces of 1, 10 and 50 MB: from opening to the
 * outline, requests at random places, a hover while problems are searched for, an appended line,
 * memory. Times of whole texts are ratios to one regular expression per line over the same text, in
 * this process.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type Server, startServer } from '../support/server.ts';
import { generateAll, mulberry32 } from './generate.ts';
import { against, megabyte, quantile, regexPass } from './measure.ts';

const sizes = [1, 10, 50];
const places = 400;
const screen = 60;
const half = 0.5;
const most = 0.99;
const goals = { outline: 10, request: 5, references: 50, hints: 16, blocked: 100 };

interface Opened {
  readonly server: Server;
  readonly uri: string;
  readonly lines: readonly string[];
  readonly random: () => number;
}

async function main(): Promise<void> {
  for (const size of sizes) await bench(size);
}

async function bench(size: number): Promise<void> {
  const text = new TextDecoder().decode(
    generateAll({ size: size * megabyte, seed: size, flavor: 'threads' }),
  );
  const lines = text.split('\n');
  const regex = regexPass(text);
  console.log(
    `${size} MB, ${lines.length.toLocaleString('en-US')} lines; regex pass ${regex.toFixed(0)} ms`,
  );

  const other = await startServer();
  const idle = peakMemory(other);
  const transport = await timed(() =>
    other.connection.sendRequest('strace/unknown', { text }).catch(() => undefined),
  );
  await other.stop();
  tell('transport alone', `${(transport / regex).toFixed(1)} ×`);

  const server = await startServer();
  const told = new Promise<void>((resolve) => {
    server.connection.onNotification('textDocument/publishDiagnostics', () => resolve());
  });
  const start = performance.now();
  const uri = await server.open(text);
  await server.symbols(uri);
  tell('open to outline', against((performance.now() - start) / regex, '×', goals.outline));
  const opened = { server, uri, lines, random: mulberry32(size) };
  tell('first hover', `${(await timed(() => hover(opened, 0))).toFixed(1)} ms`);
  await whileSearching(opened, told, start);
  await atRandomPlaces(opened);

  const end = { line: lines.length - 1, character: 0 };
  const appended = await timed(async () => {
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: end, end }, text: `${lines[1]}\n` }],
    });
    await hover(opened, 0);
  });
  tell('append and hover', `${appended.toFixed(1)} ms`);
  const grown = peakMemory(server) - idle;
  await server.stop();
  tell(
    'peak memory',
    `${(grown / (size * megabyte)).toFixed(1)} bytes a byte, ${(grown / lines.length).toFixed(0)} a line`,
  );
}

/** Hovers one after the other until the problems of the trace have come. */
async function whileSearching(opened: Opened, told: Promise<void>, start: number): Promise<void> {
  const isTold = told.then(() => true);
  const asked = async (): Promise<false> => {
    worst = Math.max(worst, await timed(() => hover(opened, 0)));
    return false;
  };
  let worst = 0;
  while (!(await Promise.race([isTold, asked()])));
  const after = performance.now() - start;
  tell('problems', `${after.toFixed(0)} ms after opening`);
  tell('longest hover until then', against(worst, 'ms', goals.blocked));
}

async function atRandomPlaces(opened: Opened): Promise<void> {
  const { server, uri, lines, random } = opened;
  const { connection } = server;
  const textDocument = { uri };
  const anywhere = () => Math.floor(random() * (lines.length - 1));
  /** The first argument of a random line: often a descriptor. */
  const argument = () => {
    const line = anywhere();
    return { line, character: Math.max(0, (lines[line] ?? '').indexOf('(') + 1) };
  };

  await many('hover', goals.request, () => hover(opened, anywhere()));
  await many('definition', goals.request, () =>
    connection.sendRequest('textDocument/definition', { textDocument, position: argument() }),
  );
  await many('references', goals.references, () =>
    connection.sendRequest('textDocument/references', {
      textDocument,
      position: argument(),
      context: { includeDeclaration: true },
    }),
  );
  await many(`inlay hints of ${screen} lines`, goals.hints, () => {
    const line = anywhere();
    const range = { start: { line, character: 0 }, end: { line: line + screen, character: 0 } };
    return connection.sendRequest('textDocument/inlayHint', { textDocument, range });
  });
}

async function many(what: string, goal: number, ask: () => Promise<unknown>): Promise<void> {
  // The first one builds what all need, once for each trace.
  const first = await timed(ask);
  const times: number[] = [];
  for (let i = 0; i < places; i++) times.push(await timed(ask));
  tell(
    what,
    `first ${first.toFixed(1)} ms, p50 ${quantile(times, half).toFixed(2)} ms, p99 ${against(quantile(times, most), 'ms', goal)}`,
  );
}

function hover({ server, uri, lines }: Opened, line: number): Promise<unknown> {
  return server.hover(uri, line, Math.max(0, (lines[line] ?? '').indexOf('(') - 1));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Most memory that the server ever had, in bytes (proc(5), VmHWM); NaN where there is no /proc. */
function peakMemory({ process: { pid = 0 } }: Server): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}

function tell(what: string, value: string): void {
  console.log(`  ${what.padEnd(26)}${value}`);
}

void main();
