import { LF } from './bytes.ts';
import { type LineScan, newLineScan } from './lineScan.ts';
import { scanLine } from './scanLine.ts';

/** Lines longer than this get a buffer of their own, which is not kept. */
const KEPT_CAPACITY = 0x10000;
/** The scanner may look a few bytes past the end: they must not be those of the line before. */
const MARGIN = 16;
/** Stands for any character beyond ASCII: the scanner treats all of them alike. */
const BEYOND_ASCII = 0xff;
const FIRST_BEYOND = 0x80;

const kept = new Uint8Array(KEPT_CAPACITY + MARGIN);
const scanned = newLineScan();

/**
 * What level 0 finds out about a line, in columns of its text: one byte is made of each UTF-16
 * unit. So both levels agree about every line, and its grammar is written down once.
 * The answer is overwritten by the next call.
 */
export function skeletonOf(text: string): LineScan {
  const { length } = text;
  const bytes = length <= KEPT_CAPACITY ? kept : new Uint8Array(length + MARGIN);
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    bytes[at] = code < FIRST_BEYOND ? code : BEYOND_ASCII;
  }
  bytes.fill(LF, length, length + MARGIN);
  scanned.bytes = bytes;
  scanLine(scanned, 0, length);
  return scanned;
}
