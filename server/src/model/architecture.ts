import { RowKind } from '../syntax/kinds.ts';
import type { Trace } from './trace.ts';

/** How many calls of a program are looked at, and how many lines are searched for them. */
const mostCalls = 64;
const mostLines = 1024;
/** Only so many bytes of a line are looked at. */
const lineLimit = 400;

/**
 * For which architecture the program on `row` is built, by the names of data/constants: `aarch64`,
 * `x86_64`, `arm`. What the loader and the C library do as the program starts tells it, else the
 * start of the trace. Undefined where neither does.
 */
export function architectureOf(trace: Trace, row: number): string | undefined {
  const { processes } = trace;
  const index = processes.processAt(row);
  const images = processes.processes[index]?.images ?? [];
  const image = images.findLast(({ startRow }) => startRow < row) ?? images.at(0);
  const own = image === undefined ? undefined : evidenceFrom(trace, image.startRow + 1, index);
  return own ?? evidenceFrom(trace, 0, undefined);
}

/** What was found already, by the row that it was looked for from. */
const found = new WeakMap<Trace, Map<number, string | undefined>>();

/** What lines from `start` on say, of one process or of all. */
function evidenceFrom(
  trace: Trace,
  start: number,
  process: number | undefined,
): string | undefined {
  let known = found.get(trace);
  if (known === undefined) {
    known = new Map();
    found.set(trace, known);
  }
  // The first row is looked from twice: as the start of its program, and of the trace.
  const key = process === undefined ? -1 : start;
  if (!known.has(key)) known.set(key, search(trace, start, process));
  return known.get(key);
}

function search(trace: Trace, start: number, process: number | undefined): string | undefined {
  const { rows } = trace.text;
  const end = Math.min(rows.length, start + mostLines);
  let calls = 0;
  for (let row = start; row < end && calls < mostCalls; row++) {
    const kind = rows.kind(row);
    if (kind !== RowKind.call && kind !== RowKind.unfinished && kind !== RowKind.resumed) continue;
    if (process !== undefined && trace.processes.processAt(row) !== process) continue;
    calls++;
    const name = rows.names[rows.name(row)] ?? '';
    // The arguments of a call that replaces the program are still those of the one before.
    if (process !== undefined && name.startsWith('execve')) continue;
    const architecture = evidence(name, startOfLine(trace, row));
    if (architecture !== undefined) return architecture;
  }
  return undefined;
}

/** The start of a line, however long it is. What is not ASCII comes out as something else. */
function startOfLine(trace: Trace, row: number): string {
  const { rows, bytes } = trace.text;
  const start = rows.start(row);
  const end = Math.min(rows.end(row), start + lineLimit);
  return String.fromCharCode(...bytes.subarray(start, end));
}

function evidence(name: string, line: string): string | undefined {
  if (name === 'arch_prctl') return 'x86_64';
  if (name === 'set_tls') return 'arm';
  if (name === 'set_thread_area' && line.includes('{entry_number=')) return 'i386';
  const header = /"(?:\\177ELF|\\x7fELF|\\x7f\\x45\\x4c\\x46)((?:[^"\\]|\\.)*)/.exec(line);
  if (header !== null) return machineOf(header[1] ?? '');
  // No other has addresses of programs in the upper half of 48 bits.
  return /(?<![\w])0xffff[\da-f]{8}\b/.test(line) ? 'aarch64' : undefined;
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
};
/** Where bytes of an ELF file stand that say in which order bytes are, and for which machine it is (elf(5)). */
const orderAt = 5;
const machineAt = 18;
const bigEndian = 2;
/** `\177ELF`, which the text that is read comes after. */
const magicLength = 4;
const machines: Readonly<Record<number, string>> = {
  2: 'sparc',
  3: 'i386',
  4: 'm68k',
  8: 'mips',
  15: 'hppa',
  18: 'sparc',
  20: 'powerpc',
  21: 'powerpc',
  22: 's390',
  40: 'arm',
  42: 'sh',
  43: 'sparc',
  50: 'ia64',
  62: 'x86_64',
  94: 'xtensa',
  183: 'aarch64',
  243: 'riscv64',
  258: 'loongarch64',
  0x9026: 'alpha',
};

/** The machine that the header of a library names; undefined where too little of it was printed. */
function machineOf(printed: string): string | undefined {
  const bytes: number[] = [];
  for (const [piece] of printed.matchAll(/\\(?:[0-7]{1,3}|x[\da-f]{2}|.)|[^\\]/g)) {
    bytes.push(byteOf(piece));
    if (magicLength + bytes.length > machineAt + 1) break;
  }
  const first = bytes[machineAt - magicLength];
  const second = bytes[machineAt + 1 - magicLength];
  if (first === undefined || second === undefined) return undefined;
  const isBig = bytes[orderAt - magicLength] === bigEndian;
  return machines[isBig ? first * 256 + second : second * 256 + first];
}

function byteOf(piece: string): number {
  if (!piece.startsWith('\\')) return piece.charCodeAt(0);
  const rest = piece.slice(1);
  if (/^[0-7]/.test(rest)) return Number.parseInt(rest, 8);
  if (/^x./.test(rest)) return Number.parseInt(rest.slice(1), 16);
  return escapes[rest] ?? rest.charCodeAt(0);
}
