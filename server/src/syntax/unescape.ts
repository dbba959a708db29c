import { quotedEnd, readerOf } from './reader.ts';

/** What a string of a trace stands for. */
export interface Unescaped {
  readonly bytes: Uint8Array;
  /** The bytes read as UTF-8; what is none of it becomes U+FFFD. */
  readonly text: string;
}

/** Escapes of one letter that strace writes, and those that C has besides. */
const LETTERS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
  ['e', 27],
]);

const ESCAPE = /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.)|$)/gsu;
const QUOTE = '"';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Reads strace's escapes (octal of one to three digits, `\x` of two, `\n` and its kind) back into
 * bytes. Takes a string with or without its quotes, a path out of an annotation, or a comm.
 * @see strace(1), options -x and -xx; strace-format 5
 */
export function unescapeString(printed: string): Unescaped {
  const inner = printed.startsWith('"') || printed.startsWith('@"') ? unquoted(printed) : printed;
  if (!inner.includes('\\')) return { bytes: encoder.encode(inner), text: inner };

  // An escape is longer than the byte it stands for, and no character has more than three bytes.
  const bytes = new Uint8Array(inner.length * 3);
  let length = 0;
  let last = 0;
  for (const match of inner.matchAll(ESCAPE)) {
    append(encoder.encode(inner.slice(last, match.index)));
    last = match.index + match[0].length;
    const [, hex, octal, letter] = match;
    if (hex !== undefined) bytes[length++] = Number.parseInt(hex, 16);
    else if (octal !== undefined) bytes[length++] = Number.parseInt(octal, 8);
    else if (letter !== undefined) appendLetter(letter);
  }
  append(encoder.encode(inner.slice(last)));
  const used = bytes.slice(0, length);
  return { bytes: used, text: decoder.decode(used) };

  function append(more: Uint8Array): void {
    bytes.set(more, length);
    length += more.length;
  }

  function appendLetter(letter: string): void {
    const byte = LETTERS.get(letter);
    if (byte === undefined) append(encoder.encode(letter));
    else bytes[length++] = byte;
  }
}

/** The text between the quotes, of which the closing one may be cut off. */
function unquoted(printed: string): string {
  const open = printed.indexOf(QUOTE);
  const end = quotedEnd(readerOf(printed, open, printed.length), open);
  // A line that was cut off may end in an escaped quote, which closes nothing.
  const closed = end - 1 > open && printed.charAt(end - 1) === QUOTE && !endsEscaped(end - 1);
  return printed.slice(open + 1, closed ? end - 1 : end);

  function endsEscaped(at: number): boolean {
    let backslashes = 0;
    while (printed.charAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    return backslashes % 2 === 1;
  }
}

const BACKSLASH = '\\';
