import { CR, ESC, LF } from './bytes.ts';
import { newPlainLine, type PlainLine, restorePositions, stripColors } from './colors.ts';
import { Flag } from './columns.ts';
import { type LineScan, newLineScan } from './lineScan.ts';
import { BLOCK_BYTES, findNewlines, newNewlines } from './newlines.ts';
import { scanLine } from './scanLine.ts';

/** Where rows go. `offset` is what to add to the line's positions to get those in the trace. */
export interface RowSink {
  push(line: LineScan, offset: number, flags: number): void;
}

/**
 * Pushes one row per line of `bytes`, which begin with a line and lie at `offset` of the trace.
 * Lines end as LSP has it: `\n`, `\r\n` and a lone `\r`. Keeps nothing from line to line.
 *
 * Nearly all traces are ASCII with newlines. Blocks that are so go the short way; in the others,
 * each line is looked at for carriage returns, colors and bytes above 0x7f.
 */
export function scanLines(bytes: Uint8Array, sink: RowSink, offset: number): void {
  const scanner: Scanner = { line: newLineScan(), plainLine: newPlainLine(), bytes, sink, offset };
  const { line } = scanner;
  const newlines = newNewlines();
  const size = bytes.length;
  let start = 0;
  // True where the line at `start` began in a block that was not plain.
  let begunRare = false;
  line.bytes = bytes;

  for (let block = 0; block < size; block += BLOCK_BYTES) {
    const limit = Math.min(block + BLOCK_BYTES, size);
    findNewlines(newlines, bytes, block, limit);
    if (!newlines.plain) {
      start = scanRareLines(scanner, start, block, limit);
      begunRare = true;
      continue;
    }
    for (let i = 0; i < newlines.count; i++) {
      const end = newlines.offsets[i] ?? 0;
      if (end < start) continue;
      if (begunRare) {
        scanRareLine(scanner, start, end, 1);
        begunRare = false;
      } else {
        scanLine(line, start, end);
        sink.push(line, offset, 1);
      }
      start = end + 1;
    }
  }
  if (start < size) scanRareLine(scanner, start, size, 0);
}

interface Scanner {
  readonly line: LineScan;
  readonly plainLine: PlainLine;
  readonly bytes: Uint8Array;
  readonly sink: RowSink;
  readonly offset: number;
}

/** Scans the lines from `start` on that end in `[from, to)`; returns the start of the next. */
function scanRareLines(scanner: Scanner, start: number, from: number, to: number): number {
  const { bytes } = scanner;
  let next = start;
  for (let p = Math.max(from, start); p < to; p++) {
    const byte = bytes[p];
    if (byte !== LF && byte !== CR) continue;
    const terminator = byte === CR && bytes[p + 1] === LF ? 2 : 1;
    scanRareLine(scanner, next, p, terminator);
    next = p + terminator;
    p = next - 1;
  }
  return next;
}

/** Scans one line that may hold anything but a terminator. */
function scanRareLine(scanner: Scanner, start: number, end: number, terminator: number): void {
  const { bytes, line, plainLine, sink, offset } = scanner;
  let flags = terminator;
  let escape = false;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] ?? 0;
    if (byte > LAST_ASCII) flags |= Flag.nonAscii;
    else if (byte === ESC) escape = true;
  }
  if (escape && stripColors(plainLine, bytes, start, end)) {
    line.bytes = plainLine.bytes;
    scanLine(line, 0, plainLine.length);
    restorePositions(line, plainLine);
    sink.push(line, offset + start, flags | Flag.colored);
    line.bytes = bytes;
  } else {
    scanLine(line, start, end);
    sink.push(line, offset, flags);
  }
}

const LAST_ASCII = 0x7f;
