/** Bytes that the scanner looks for, by name, and the few questions it asks of single bytes. */
export const LF = 0x0a;
export const CR = 0x0d;
export const ESC = 0x1b;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const PAREN_OPEN = 0x28;
export const PAREN_CLOSE = 0x29;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const AT = 0x40;
export const UPPER_E = 0x45;
export const BRACKET_OPEN = 0x5b;
export const BACKSLASH = 0x5c;
export const BRACKET_CLOSE = 0x5d;
export const UNDERSCORE = 0x5f;
export const LOWER_M = 0x6d;
export const LOWER_X = 0x78;
export const BRACE_OPEN = 0x7b;
export const PIPE = 0x7c;
export const BRACE_CLOSE = 0x7d;
export const TILDE = 0x7e;

/** A word's bytes, for `matches`. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * True if `word` stands at `at`. It may be asked anywhere: no word holds a line terminator, so a
 * match never reaches into the next line.
 */
export function matches(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) {
    if (bytes[at + i] !== word[i]) return false;
  }
  return true;
}

/** Like `matches`, also true where the line ends inside the word: a line that was cut off. */
export function matchesCut(bytes: Uint8Array, at: number, word: Uint8Array, end: number): boolean {
  for (let i = 0; i < word.length; i++) {
    if (at + i >= end) return i > 0;
    if (bytes[at + i] !== word[i]) return false;
  }
  return true;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

export function isUpper(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a;
}

export function isLower(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7a;
}

/** Letters, digits and `_`: what names of syscalls, flags and signals are made of. */
export function isWord(byte: number | undefined): boolean {
  return byte !== undefined && WORD[byte] === 1;
}

const WORD = new Uint8Array(0x100);
for (let byte = 0; byte < WORD.length; byte++) {
  if (isDigit(byte) || isUpper(byte) || isLower(byte) || byte === UNDERSCORE) WORD[byte] = 1;
}

/** Offset of the first byte from `at` that is no blank, at most `end`. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && bytes[p] === SPACE) p++;
  return p;
}

/** Offset of the first byte from `at` that is no letter, digit or `_`, at most `end`. */
export function skipWord(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isWord(bytes[p])) p++;
  return p;
}

/** Offset of the first byte from `at` that is no digit, at most `end`. */
export function skipDigits(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isDigit(bytes[p])) p++;
  return p;
}

/** Nine digits fit an integer of 32 bits, which is faster to compute with. */
const INTEGER_DIGITS = 9;

/** Value of the decimal digits in `[start, end)`; rounded above 2^53. */
export function decimal(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + INTEGER_DIGITS);
  let integer = 0;
  let p = start;
  for (; p < limit; p++) integer = (Math.imul(integer, 10) + ((bytes[p] ?? ZERO) - ZERO)) | 0;
  let value = integer;
  for (; p < end; p++) value = value * 10 + ((bytes[p] ?? ZERO) - ZERO);
  return value;
}

/** Powers of ten up to 10^15, all exact; `**` would take longer than the rest of a line. */
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** 10 to the power of `exponent`; NaN above 15, where digits exceed what a number can hold. */
export function powerOfTen(exponent: number): number {
  return POWERS_OF_TEN[exponent] ?? Number.NaN;
}
