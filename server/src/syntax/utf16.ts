/**
 * UTF-16 columns and UTF-8 bytes of one line. A column in the middle of a surrogate pair is the
 * middle of the character's four bytes, so that the two convert into each other without loss.
 */

/** First byte of a character of four bytes, which is two UTF-16 units. */
const FIRST_OF_FOUR = 0xf0;
const CONTINUATION_MASK = 0xc0;
const CONTINUATION = 0x80;
const HALF_CHARACTER = 2;

/** True in the middle of a character: no character starts with this byte. */
export function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & CONTINUATION_MASK) === CONTINUATION;
}

/** Offset at which the line `[start, end)` has its column `column`; `end` where it is shorter. */
export function byteAtColumn(
  bytes: Uint8Array,
  start: number,
  end: number,
  column: number,
): number {
  let units = 0;
  for (let p = start; p < end; p++) {
    const byte = bytes[p] ?? 0;
    if (isContinuation(byte)) continue;
    if (units >= column) return p;
    if (byte >= FIRST_OF_FOUR) {
      if (units + 1 === column) return Math.min(p + HALF_CHARACTER, end);
      units++;
    }
    units++;
  }
  return end;
}

/** Column, in a line that starts at `start`, of the byte at `offset`. */
export function columnOfByte(bytes: Uint8Array, start: number, offset: number): number {
  let units = 0;
  let last = start;
  for (let p = start; p < offset; p++) {
    const byte = bytes[p] ?? 0;
    if (isContinuation(byte)) continue;
    last = p;
    units += byte >= FIRST_OF_FOUR ? 2 : 1;
  }
  const inside = isContinuation(bytes[offset]) && (bytes[last] ?? 0) >= FIRST_OF_FOUR;
  return inside && offset > last ? units - 1 : units;
}
