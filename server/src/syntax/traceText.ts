import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { CR, LF } from './bytes.ts';
import { type Rows, RowTable } from './rowTable.ts';
import { byteAtColumn, columnOfByte, isContinuation } from './utf16.ts';

const encoder = new TextEncoder();
// A byte order mark counts as a character for the editor: it must not vanish.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** How many updates are kept in mind: enough for a reader of versions that skips some. */
const knownChanges = 64;
/** Half of a four-byte character. */
const HALF = 2;

/**
 * The server's document: a trace as UTF-8, and its rows. `TextDocuments` keeps it in step with the
 * editor's text. Positions are LSP's: lines from 0, columns in UTF-16 units, what lies beyond a
 * line's or the text's end is at that end.
 */
export class TraceText {
  readonly uri: string;
  readonly languageId: string;
  readonly #rows = new RowTable();
  #version: number;
  /** The text is its first `#rows.size` bytes; the rest is room to grow. */
  #buffer: Uint8Array<ArrayBuffer>;
  /** The last updates, and the first row that each changed; earlier ones changed only later rows. */
  readonly #changes: { readonly revision: number; readonly row: number }[] = [];
  /** Of revisions before this one it is not known any more what has changed since. */
  #oldestKnown = 0;
  #revision = 0;

  private constructor(uri: string, languageId: string, version: number, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.#version = version;
    this.#buffer = encoder.encode(text);
    this.#rows.append(this.#buffer);
  }

  /** A document as the editor opens it. */
  static create(uri: string, languageId: string, version: number, text: string): TraceText {
    return new TraceText(uri, languageId, version, text);
  }

  /** Applies an editor's changes, each to the text that the one before left. Returns `document`. */
  static update(
    document: TraceText,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ): TraceText {
    let row = document.#rows.length;
    for (const change of changes) row = Math.min(row, document.#apply(change));
    document.#version = version;
    document.#note(row);
    return document;
  }

  get version(): number {
    return this.#version;
  }

  /** One row per line; see `Rows` for the empty line at the end. */
  get rows(): Rows {
    return this.#rows;
  }

  /** The text as UTF-8. Offsets of `rows` are into it. Valid until the next update. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#rows.size);
  }

  /** Lines as LSP counts them: after a terminator at the end there is one more, and empty. */
  get lineCount(): number {
    return this.#rows.length + (this.#endsLine() ? 1 : 0);
  }

  /** How many updates there were: unlike versions, these numbers are the document's own. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * First row that updates after `revision` changed: all rows before it are as they were then.
   * `Infinity` where there were none; 0 where that is not known any more.
   */
  firstChangeSince(revision: number): number {
    if (revision < this.#oldestKnown) return 0;
    return this.#changes.find((change) => change.revision > revision)?.row ?? Infinity;
  }

  /** Rows scanned since the document was made: work that a test can count instead of timing it. */
  get rowsScanned(): number {
    return this.#rows.rowsScanned;
  }

  /** The whole text, or the part in `range`. */
  getText(range?: Range): string {
    if (range === undefined) return decoder.decode(this.bytes);
    const [start, end] = this.#offsetsOf(range);
    const from = this.#splits(start) ? start - HALF : start;
    const to = this.#splits(end) ? end + HALF : end;
    const text = decoder.decode(this.#buffer.subarray(from, to));
    return text.slice(start - from > 0 ? 1 : 0, to > end ? -1 : text.length);
  }

  /** The line on `row`, without its terminator; empty where there is no such row. */
  text(row: number): string {
    return decoder.decode(this.#buffer.subarray(this.#rows.start(row), this.#rows.end(row)));
  }

  /** Offset in bytes of a position. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.#rows.start(line);
    const end = this.#rows.end(line);
    if (!this.#rows.nonAscii(line)) return Math.min(start + Math.max(character, 0), end);
    return byteAtColumn(this.#buffer, start, end, character);
  }

  /** Position of a byte; of the terminator and what is beyond, the line's end. */
  positionAt(offset: number): Position {
    const size = this.#rows.size;
    const at = Math.min(Math.max(offset, 0), size);
    if (at === size && this.#endsLine()) return { line: this.#rows.length, character: 0 };
    const line = this.#rows.rowAt(at);
    return { line, character: this.column(line, at) };
  }

  /** UTF-16 column on `row` of the byte at `offset`, at most the line's length. */
  column(row: number, offset: number): number {
    const start = this.#rows.start(row);
    const at = Math.min(Math.max(offset, start), this.#rows.end(row));
    return this.#rows.nonAscii(row) ? columnOfByte(this.#buffer, start, at) : at - start;
  }

  /** Keeps an update in mind, and of those before it only what it does not outdo. */
  #note(row: number): void {
    const changes = this.#changes;
    this.#revision++;
    while ((changes.at(-1)?.row ?? -1) >= row) changes.pop();
    changes.push({ revision: this.#revision, row });
    if (changes.length > knownChanges) this.#oldestKnown = changes.shift()?.revision ?? 0;
  }

  /** First row that the change may have changed. */
  #apply(change: TextDocumentContentChangeEvent): number {
    const range = 'range' in change ? change.range : undefined;
    if (range) {
      const [start, end] = this.#offsetsOf(range);
      // An edit inside a surrogate pair takes in the halves that it leaves: they may make a pair
      // with each other or with the new text. One that stays alone UTF-8 cannot hold.
      const lead = this.#splits(start) ? this.#pairAround(start).charAt(0) : '';
      const trail = this.#splits(end) ? this.#pairAround(end).charAt(1) : '';
      const from = start - (lead === '' ? 0 : HALF);
      const until = end + (trail === '' ? 0 : HALF);
      return this.#edit(from, until, encoder.encode(`${lead}${change.text}${trail}`));
    }
    this.#rows.truncate(0);
    this.#buffer = encoder.encode(change.text);
    this.#rows.append(this.#buffer);
    return 0;
  }

  /** The character of two UTF-16 units, four bytes, that an offset is in the middle of. */
  #pairAround(offset: number): string {
    return decoder.decode(this.#buffer.subarray(offset - HALF, offset + HALF));
  }

  /**
   * Puts `text` in place of `[from, until)`. Only lines that it touches are scanned again; answers
   * the first of them.
   */
  #edit(from: number, until: number, text: Uint8Array): number {
    const { length } = text;

    const firstRow = this.#firstRowOf(from);
    const nextRow = until >= this.#rows.size ? this.#rows.length : this.#rows.rowAt(until) + 1;
    const firstByte = this.#rows.start(firstRow);
    const nextByte = this.#rows.start(nextRow) + length - (until - from);

    this.#move(until, from + length);
    this.#buffer.set(text, from);
    const bytes = this.#buffer.subarray(firstByte, nextByte);
    this.#rows.replace({ from: firstRow, until: nextRow, bytes });
    return firstRow;
  }

  /** First row that an edit at `offset` may change. */
  #firstRowOf(offset: number): number {
    const rows = this.#rows;
    const row = offset >= rows.size && this.#endsLine() ? rows.length : rows.rowAt(offset);
    // A lone \r ends the line before: a \n put behind it would become a part of its terminator.
    const followsReturn = row > 0 && offset === rows.start(row) && this.#buffer[offset - 1] === CR;
    return followsReturn ? row - 1 : row;
  }

  /** Moves the bytes from `from` on to `to`; grows the buffer by half where it is too small. */
  #move(from: number, to: number): void {
    const size = this.#rows.size;
    const needed = size + to - from;
    if (needed <= this.#buffer.length) {
      this.#buffer.copyWithin(to, from, size);
      return;
    }
    const larger = new Uint8Array(Math.max(needed, Math.ceil(size * 1.5)));
    larger.set(this.#buffer.subarray(0, Math.min(from, to)));
    larger.set(this.#buffer.subarray(from, size), to);
    this.#buffer = larger;
  }

  /** Both ends of a range in bytes, the lower one first. */
  #offsetsOf({ start, end }: Range): [start: number, end: number] {
    const from = this.offsetAt(start);
    const to = this.offsetAt(end);
    return from <= to ? [from, to] : [to, from];
  }

  /** True if `offset` lies between the halves of a surrogate pair. */
  #splits(offset: number): boolean {
    return offset < this.#rows.size && isContinuation(this.#buffer[offset]);
  }

  #endsLine(): boolean {
    const size = this.#rows.size;
    const last = this.#buffer[size - 1];
    return size === 0 || last === LF || last === CR;
  }
}
