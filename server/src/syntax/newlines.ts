import { CR, ESC, LF } from './bytes.ts';

/** Bytes looked at in one go: few enough to stay in the processor's cache for the scanner. */
export const BLOCK_BYTES = 1 << 16;

/** Where the newlines of one block are. One object serves all blocks. */
export interface Newlines {
  /** Their offsets, the first `count` of it. */
  readonly offsets: Uint32Array;
  count: number;
  /** True where every byte is ASCII and neither a carriage return nor an escape. */
  plain: boolean;
}

export function newNewlines(): Newlines {
  return { offsets: new Uint32Array(BLOCK_BYTES), count: 0, plain: true };
}

const WORD = 4;
const HIGH_BITS = 0x80808080;
const LOWEST_PRINTABLE = 0x20202020;
const FIRST_NON_ASCII = 0x80;
const NO_WORDS = new Uint32Array(0);

/**
 * Finds the newlines in `[from, to)`, a word at a time, and whether it holds rarer bytes, in which
 * case the newlines may be incomplete. Faster than a search for each line's newline, and others for
 * each rare byte.
 */
export function findNewlines(
  newlines: Newlines,
  bytes: Uint8Array,
  from: number,
  to: number,
): void {
  newlines.count = 0;
  newlines.plain = true;
  const misaligned = (bytes.byteOffset + from) % WORD;
  const head = misaligned === 0 ? from : Math.min(from + WORD - misaligned, to);
  look(newlines, bytes, from, head);

  const count = (to - head) >>> 2;
  // A view of no words must be aligned, too, which the end of a short piece is not.
  const words =
    count > 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset + head, count) : NO_WORDS;
  let high = 0;
  for (let w = 0; w < count; w++) {
    const word = words[w] ?? 0;
    high |= word;
    // A byte below 0x20 borrows from its high bit. So may its neighbor: both are looked at.
    if (((word - LOWEST_PRINTABLE) & ~word & HIGH_BITS) !== 0) {
      const at = head + w * WORD;
      look(newlines, bytes, at, at + WORD);
    }
  }
  if ((high & HIGH_BITS) !== 0) newlines.plain = false;
  look(newlines, bytes, head + count * WORD, to);
}

function look(newlines: Newlines, bytes: Uint8Array, from: number, to: number): void {
  for (let p = from; p < to; p++) {
    const byte = bytes[p] ?? 0;
    if (byte === LF) newlines.offsets[newlines.count++] = p;
    else if (byte === CR || byte === ESC || byte >= FIRST_NON_ASCII) newlines.plain = false;
  }
}
