import { BRACKET_OPEN, ESC, isDigit, LOWER_M, SEMICOLON } from './bytes.ts';
import type { LineScan } from './lineScan.ts';

/** A line without its colors, and where each byte of it came from. One serves all lines. */
export interface PlainLine {
  bytes: Uint8Array;
  /** Place in the colored line of each plain byte; after the last one the colored line's length. */
  origin: Uint32Array;
  length: number;
}

const FIRST_CAPACITY = 512;

export function newPlainLine(): PlainLine {
  return {
    bytes: new Uint8Array(FIRST_CAPACITY),
    origin: new Uint32Array(FIRST_CAPACITY),
    length: 0,
  };
}

/**
 * Copies `[start, end)` to `plain` without its SGR codes (`ESC [ 35 m`); false where it has none.
 *
 * @see strace(1), option --color
 */
export function stripColors(
  plain: PlainLine,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const size = end - start + 1;
  if (plain.bytes.length < size) {
    plain.bytes = new Uint8Array(size * 2);
    plain.origin = new Uint32Array(size * 2);
  }
  let length = 0;
  for (let p = start; p < end; ) {
    const after = afterColor(bytes, p, end);
    if (after > p) {
      p = after;
      continue;
    }
    plain.bytes[length] = bytes[p] ?? 0;
    plain.origin[length] = p - start;
    length++;
    p++;
  }
  // Stands for the terminator: the scanner may look at the byte after the line.
  plain.bytes[length] = 0;
  plain.origin[length] = end - start;
  plain.length = length;
  return length < end - start;
}

/** Turns places in the plain line into places in the colored one. */
export function restorePositions(line: LineScan, { origin }: PlainLine): void {
  if (line.argsStart > 0) line.argsStart = (origin[line.argsStart - 1] ?? 0) + 1;
  if (line.argsEnd > 0) line.argsEnd = origin[line.argsEnd] ?? 0;
}

/** Offset after the code at `at`, `at` itself where there is none. */
function afterColor(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== ESC || bytes[at + 1] !== BRACKET_OPEN) return at;
  let p = at + 2;
  while (p < end && (isDigit(bytes[p]) || bytes[p] === SEMICOLON)) p++;
  return bytes[p] === LOWER_M ? p + 1 : at;
}
