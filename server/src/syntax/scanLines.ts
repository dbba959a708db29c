import { CR, ESC, LF } from './bytes.ts';
import { newPlainLine, restorePositions, stripColors } from './colors.ts';
import { Flag } from './columns.ts';
import { type LineScan, newLineScan } from './lineScan.ts';
import { scanLine } from './scanLine.ts';

/** Where rows go. `offset` is what to add to the line's positions to get those in the trace. */
export interface RowSink {
  push(line: LineScan, offset: number, flags: number): void;
}

/**
 * Pushes one row per line of `bytes`, which begin with a line and lie at `offset` of the trace.
 * Lines end as LSP has it: `\n`, `\r\n` and a lone `\r`. Keeps nothing from line to line.
 */
export function scanLines(bytes: Uint8Array, sink: RowSink, offset: number): void {
  const line = newLineScan();
  const plain = newPlainLine();
  const size = bytes.length;
  // Rare bytes are looked up ahead, so that a line without them costs one comparison each.
  let nextFeed = -1;
  let nextReturn = -1;
  let nextEscape = -1;
  let nextHigh = -1;

  for (let start = 0; start < size; ) {
    if (nextFeed < start) nextFeed = indexOf(bytes, LF, start);
    if (nextReturn < start) nextReturn = indexOf(bytes, CR, start);
    if (nextEscape < start) nextEscape = indexOf(bytes, ESC, start);
    if (nextHigh < start) nextHigh = indexOfNonAscii(bytes, start);
    const end = Math.min(nextFeed, nextReturn);
    const terminator = end === size ? 0 : nextReturn < nextFeed && nextFeed === end + 1 ? 2 : 1;
    let flags: number = terminator;
    if (nextHigh < end) flags |= Flag.nonAscii;

    if (nextEscape < end && stripColors(plain, bytes, start, end)) {
      line.bytes = plain.bytes;
      scanLine(line, 0, plain.length);
      restorePositions(line, plain);
      sink.push(line, offset + start, flags | Flag.colored);
    } else {
      line.bytes = bytes;
      scanLine(line, start, end);
      sink.push(line, offset, flags);
    }
    start = end + terminator;
  }
}

/** Offset of the first `byte` from `from` on; the size where there is none. */
function indexOf(bytes: Uint8Array, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
}

const WORD_BYTES = 4;
/** Words looked at in one go. */
const STRIDE = 4;
const HIGH_BITS = 0x80808080;

/** Offset of the first byte above 0x7f from `from` on; the size where there is none. */
function indexOfNonAscii(bytes: Uint8Array, from: number): number {
  const size = bytes.length;
  let p = from;
  while (p < size && (bytes.byteOffset + p) % WORD_BYTES !== 0) {
    if ((bytes[p] ?? 0) > ASCII) return p;
    p++;
  }
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + p, (size - p) >>> 2);
  const limit = words.length - STRIDE;
  let w = 0;
  for (; w <= limit; w += STRIDE) {
    const bits = (words[w] ?? 0) | (words[w + 1] ?? 0) | (words[w + 2] ?? 0) | (words[w + 3] ?? 0);
    if ((bits & HIGH_BITS) !== 0) break;
  }
  for (p += w * WORD_BYTES; p < size; p++) if ((bytes[p] ?? 0) > ASCII) return p;
  return size;
}

const ASCII = 0x7f;
