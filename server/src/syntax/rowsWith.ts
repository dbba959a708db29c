import type { Rows } from './rowTable.ts';

/** A trace in bytes with its rows. */
interface Source {
  readonly rows: Rows;
  readonly bytes: Uint8Array;
}

/**
 * Rows that hold a text, in order, whatever the case of ASCII letters. The bytes are searched, not
 * lines made of them: tens of megabytes in some milliseconds. Letters beyond ASCII and what strace
 * escapes in strings are not looked for, so a row that holds the text is among the answers, but not
 * all of them need hold it.
 */
export function* rowsWith({ rows, bytes }: Source, text: string): Iterable<number> {
  const wanted = longestPlain(text).toLowerCase();
  if (wanted === '') {
    for (let row = 0; row < rows.length; row++) yield row;
    return;
  }
  const find = finder(wanted);
  for (let at = find(bytes, 0); at !== -1; ) {
    const row = rows.rowAt(at);
    yield row;
    if (row + 1 >= rows.length) return;
    at = find(bytes, rows.start(row + 1));
  }
}

/** The longest part that strace prints in strings as it is. */
function longestPlain(text: string): string {
  let longest = '';
  for (const [part] of text.matchAll(/[ !#-[\]-~]+/g)) {
    if (part.length > longest.length) longest = part;
  }
  return longest;
}

const byteValues = 256;
/** Bit that tells lower from upper case in ASCII. */
const caseBit = 0x20;

/**
 * A search for a lower-case ASCII text from an offset on; -1 where there is none. It looks at the
 * last byte first, and skips as far as that one allows (Horspool's algorithm).
 */
function finder(wanted: string): (bytes: Uint8Array, from: number) => number {
  const codes = Uint8Array.from(wanted, (letter) => letter.charCodeAt(0));
  const last = codes.length - 1;
  const skips = new Int32Array(byteValues).fill(codes.length);
  for (let at = 0; at < last; at++) {
    const code = codes[at] ?? 0;
    skips[code] = last - at;
    if (isLower(code)) skips[code ^ caseBit] = last - at;
  }
  return (bytes, from) => {
    for (let end = from + last; end < bytes.length; ) {
      let at = 0;
      while (at <= last && lower(bytes[end - last + at] ?? 0) === codes[at]) at++;
      if (at > last) return end - last;
      end += skips[bytes[end] ?? 0] ?? 1;
    }
    return -1;
  };
}

function lower(code: number): number {
  return isLower(code | caseBit) ? code | caseBit : code;
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}
