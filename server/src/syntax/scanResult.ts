import {
  DOT,
  GREATER,
  isLower,
  isWord,
  LESS,
  LOWER_X,
  MINUS,
  powerOfTen,
  QUESTION,
  SPACE,
  UPPER_E,
  ZERO,
} from './bytes.ts';
import type { LineScan } from './lineScan.ts';

/**
 * Reads `VALUE ERRNO (text) <duration>` from `at` into `result`, `errno` and `duration`.
 * The value may be decimal, hexadecimal, octal (umask) or `?`; a kernel restart code after `?`
 * (`ERESTARTSYS`) counts as errno.
 */
export function scanResult(line: LineScan, at: number): void {
  const { bytes, end } = line;
  const negative = bytes[at] === MINUS;
  const unknown = bytes[at] === QUESTION;
  const digits = negative || unknown ? at + 1 : at;
  const value = unknown ? digits : scanNumber(line, digits);
  if (negative) line.result = -line.result;

  if ((negative || unknown) && bytes[value] === SPACE && bytes[value + 1] === UPPER_E) {
    let p = value + 2;
    while (p < end && isWord(bytes[p]) && !isLower(bytes[p])) p++;
    line.errnoStart = value + 1;
    line.errnoEnd = p;
  }
  scanDuration(line, value);
}

/** Sets `result` from the digits at `at`; returns the offset after them. */
function scanNumber(line: LineScan, at: number): number {
  const { bytes, end } = line;
  if (bytes[at] === ZERO && bytes[at + 1] === LOWER_X) {
    let value = 0;
    let p = at + 2;
    for (; p < end; p++) {
      const digit = HEX[bytes[p] ?? 0] ?? NO_DIGIT;
      if (digit === NO_DIGIT) break;
      value = value * 16 + digit;
    }
    line.result = value;
    return p;
  }
  const octal = bytes[at] === ZERO;
  let value = 0;
  let decimalValue = 0;
  let base = octal ? 8 : 10;
  let p = at;
  for (; p < end; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * base + digit;
    if (octal) {
      decimalValue = decimalValue * 10 + digit;
      if (digit > HIGHEST_OCTAL) base = 10;
    }
  }
  line.result = octal && base === 10 ? decimalValue : value;
  return p;
}

/** Sets `duration` from ` <0.000123>` at the line's end, if it stands after `from`. */
function scanDuration(line: LineScan, from: number): void {
  const { bytes } = line;
  let close = line.end - 1;
  while (close > from && bytes[close] === SPACE) close--;
  if (bytes[close] !== GREATER) return;
  let less = close;
  while (less > from && bytes[less] !== LESS) less--;
  if (bytes[less] !== LESS || bytes[less - 1] !== SPACE || less + 1 === close) return;

  let value = 0;
  let dot = -1;
  for (let p = less + 1; p < close; p++) {
    const digit = (bytes[p] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (bytes[p] === DOT && dot < 0) dot = p;
    else return;
  }
  // One division of whole numbers, so that the nearest double comes out.
  line.duration = dot < 0 ? value : value / powerOfTen(close - dot - 1);
}

const HIGHEST_OCTAL = 7;
const NO_DIGIT = 0xff;
const HEX = new Uint8Array(0x100).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit++) HEX[digit.toString(16).charCodeAt(0)] = digit;
