import { isCallKind, type CallTable } from '../calls.ts';
import type { Rows } from '../../syntax/rowTable.ts';

/** What the folds of the state read: rows and the bytes that they are offsets into. */
export interface ByteSource {
  readonly rows: Rows;
  /** The trace as UTF-8. */
  readonly bytes: Uint8Array;
}

/** `AT_FDCWD` (fcntl.h). */
const currentDirectory = -100;

const decoder = new TextDecoder();
const escapeByte = 0x1b;

/**
 * The arguments of one call at a time, read as bytes without a tree: for folds, which look at every
 * call of a trace. `load` another call and the one before is forgotten. The pieces of a split call
 * are read as one. Names that `-N` puts ahead of arguments are skipped.
 */
export class ArgumentBytes {
  readonly #source: ByteSource;
  readonly #calls: CallTable;
  #bytes: Uint8Array;
  #start = 0;
  #end = 0;

  constructor(source: ByteSource, calls: CallTable) {
    this.#source = source;
    this.#calls = calls;
    this.#bytes = source.bytes;
  }

  /** Reads the arguments of the call whose first piece is on `head`. */
  load(head: number): void {
    const { rows, bytes } = this.#source;
    if (this.#calls.next(head) === -1 && !rows.colored(head)) {
      this.#bytes = bytes;
      this.#start = rows.argsStart(head);
      this.#end = rows.argsEnd(head);
      return;
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let row = head; row !== -1 && isCallKind(rows.kind(row)); row = this.#calls.next(row)) {
      const piece = bytes.subarray(rows.argsStart(row), rows.argsEnd(row));
      const part = rows.colored(row) ? withoutCodes(piece) : piece;
      parts.push(part);
      size += part.length;
    }
    this.#bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      this.#bytes.set(part, at);
      at += part.length;
    }
    this.#start = 0;
    this.#end = size;
  }

  /** Number of the first argument; NaN where it is none. Of `[3]` and `3</path>` it is 3. */
  get first(): number {
    return this.#numberAt(this.#start, this.#end);
  }

  /** Number of the argument at `index`, from 0; NaN where it is none or not there. */
  number(index: number): number {
    const span = this.span(index);
    return span === undefined ? Number.NaN : this.#numberAt(span.start, span.end);
  }

  /** Text of the argument at `index` with everything that belongs to it; '' where it is not there. */
  text(index: number): string {
    const span = this.span(index);
    if (span === undefined) return '';
    const from = this.#valueStart(span.start, span.end);
    return decoder.decode(this.#bytes.subarray(from, span.end)).trimEnd();
  }

  /** The first argument that is a string, with its quotes; '' where none is. */
  get firstString(): string {
    for (let start = this.#start; start < this.#end; ) {
      const from = this.#valueStart(start, this.#end);
      if (this.#bytes[from] === quote) {
        const end = Math.min(this.#skipString(from), this.#end);
        return decoder.decode(this.#bytes.subarray(from, end));
      }
      start = this.#argumentEnd(start) + 1;
    }
    return '';
  }

  /** Text of all arguments. */
  get all(): string {
    return decoder.decode(this.#bytes.subarray(this.#start, this.#end));
  }

  /** Whether a word of ASCII stands in the arguments from the one at `index` on, outside strings. */
  has(word: string, index = 0): boolean {
    let p = index === 0 ? this.#start : (this.span(index)?.start ?? this.#end);
    const first = word.charCodeAt(0);
    while (p < this.#end) {
      const byte = this.#bytes[p];
      if (byte === quote) p = this.#skipString(p);
      else if (byte === first && this.#matches(p, word)) return true;
      else p++;
    }
    return false;
  }

  /**
   * The text between the brackets behind the number of the argument at `index`; undefined where
   * there is none (strace -y).
   */
  annotation(index: number): string | undefined {
    const span = index === 0 ? { start: this.#start, end: this.#end } : this.span(index);
    if (span === undefined) return undefined;
    let p = this.#valueStart(span.start, span.end);
    while (p < span.end && isNumberByte(this.#bytes[p])) p++;
    if (this.#bytes[p] !== less || p >= span.end) return undefined;
    const end = this.#skipAnnotation(p);
    return decoder.decode(this.#bytes.subarray(p + 1, end - 1));
  }

  /** Where the argument at `index` stands; undefined where there are not so many. */
  span(index: number): { readonly start: number; readonly end: number } | undefined {
    let start = this.#start;
    for (let at = 0; ; at++) {
      const end = this.#argumentEnd(start);
      if (at === index) {
        const from = this.#skipBlanks(start, end);
        return from >= end ? undefined : { start: from, end };
      }
      if (end >= this.#end) return undefined;
      start = end + 1;
    }
  }

  /** Offset of the comma that ends the argument that starts at `p`, or the end of all. */
  #argumentEnd(from: number): number {
    let depth = 0;
    let p = from;
    while (p < this.#end) {
      const byte = this.#bytes[p];
      if (byte === quote) {
        p = this.#skipString(p);
        continue;
      }
      if (byte === comma && depth === 0) return p;
      if (byte === less && this.#isAnnotation(p)) {
        p = this.#skipAnnotation(p);
        continue;
      }
      if (byte === slash && this.#bytes[p + 1] === star) {
        p = this.#skipComment(p);
        continue;
      }
      if (isOpening(byte)) depth++;
      else if (isClosing(byte) && depth > 0) depth--;
      p++;
    }
    return this.#end;
  }

  /** A `<` behind a number or `AT_FDCWD`, and not the half of `<<`. */
  #isAnnotation(p: number): boolean {
    const before = this.#bytes[p - 1] ?? 0;
    return p > this.#start && isWord(before) && this.#bytes[p + 1] !== less;
  }

  /** Offset after the `>` that closes the annotation at `p`; `->` closes none. */
  #skipAnnotation(p: number): number {
    let depth = 0;
    let at = p;
    for (; at < this.#end; at++) {
      const byte = this.#bytes[at];
      if (byte === less) depth++;
      else if (byte === greater && this.#bytes[at - 1] !== minus && --depth === 0) return at + 1;
    }
    return at;
  }

  #skipComment(p: number): number {
    let at = p + 2;
    while (at < this.#end && !(this.#bytes[at - 1] === star && this.#bytes[at] === slash)) at++;
    return at + 1;
  }

  #skipString(p: number): number {
    let at = p + 1;
    while (at < this.#end && this.#bytes[at] !== quote) at += this.#bytes[at] === backslash ? 2 : 1;
    return at + 1;
  }

  #skipBlanks(from: number, end: number): number {
    let p = from;
    while (p < end && this.#bytes[p] === space) p++;
    return p;
  }

  /** After blanks and after the `name=` of -N. */
  #valueStart(from: number, end: number): number {
    const start = this.#skipBlanks(from, end);
    let p = start;
    while (p < end && isNameByte(this.#bytes[p])) p++;
    return p > start && this.#bytes[p] === equals && p < end ? p + 1 : start;
  }

  #numberAt(from: number, end: number): number {
    let p = this.#valueStart(from, end);
    if (this.#bytes[p] === bracket) p++;
    if (this.#matches(p, 'AT_FDCWD')) return currentDirectory;
    const isNegative = this.#bytes[p] === minus;
    if (isNegative) p++;
    let value = Number.NaN;
    if (this.#bytes[p] === zero && this.#bytes[p + 1] === letterX) {
      value = this.#digits(p + 2, end, 16);
      // -100 as unsigned: raw output prints arguments as they lie in registers.
      if (value > 0x7fffffff && value <= 0xffffffff) value -= 2 ** 32;
    } else value = this.#digits(p, end, 10);
    return isNegative ? -value : value;
  }

  #digits(from: number, end: number, base: number): number {
    let value = Number.NaN;
    for (let p = from; p < end; p++) {
      const digit = digitOf(this.#bytes[p] ?? 0);
      if (digit >= base) break;
      value = (Number.isNaN(value) ? 0 : value * base) + digit;
    }
    return value;
  }

  #matches(p: number, word: string): boolean {
    if (p + word.length > this.#end) return false;
    for (let i = 0; i < word.length; i++) {
      if (this.#bytes[p + i] !== word.charCodeAt(i)) return false;
    }
    return true;
  }
}

const quote = 0x22;
const comma = 0x2c;
const less = 0x3c;
const greater = 0x3e;
const minus = 0x2d;
const slash = 0x2f;
const star = 0x2a;
const backslash = 0x5c;
const space = 0x20;
const equals = 0x3d;
const bracket = 0x5b;
const zero = 0x30;
const letterX = 0x78;
const noDigit = 99;

function isOpening(byte: number | undefined): boolean {
  return byte === 0x28 || byte === 0x5b || byte === 0x7b;
}

function isClosing(byte: number | undefined): boolean {
  return byte === 0x29 || byte === 0x5d || byte === 0x7d;
}

function isWord(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f;
}

function isNameByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || byte === 0x5f || isDigit(byte));
}

function isNumberByte(byte: number | undefined): boolean {
  return byte !== undefined && (isWord(byte) || byte === minus || byte === bracket);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function digitOf(byte: number): number {
  if (isDigit(byte)) return byte - zero;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x61 + 10 : noDigit;
}

/** The bytes without the SGR codes of --color. */
function withoutCodes(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  let size = 0;
  for (let p = 0; p < bytes.length; p++) {
    if (bytes[p] === escapeByte) {
      while (p < bytes.length && bytes[p] !== 0x6d) p++;
    } else kept[size++] = bytes[p] ?? 0;
  }
  return kept.subarray(0, size);
}
