import { Char } from './reader.ts';

/**
 * Text of a line without the SGR codes of `--color`, and where each of its characters was.
 * strace puts codes between tokens only, so what is left is exactly the line without colors.
 */
export interface PlainText {
  readonly text: string;
  /** Column in the line as it was, of column `index` of `text`; one more for the end. */
  readonly columns: ArrayLike<number>;
}

export const ESCAPE = String.fromCharCode(Char.escape);

/** Pattern of `ESC [ … m`, the only sequence that strace writes (strace(1), `--color`; STRACE_COLORS). */
export const SGR = `${ESCAPE}\\[[0-9;]*m`;
const CODES = new RegExp(SGR, 'g');
const INTRODUCER = `${ESCAPE}[`;

/** The line without colors, or undefined where it has none. */
export function plainText(line: string): PlainText | undefined {
  if (!line.includes(INTRODUCER)) return undefined;
  const columns = new Uint32Array(line.length + 1);
  let text = '';
  let last = 0;
  let length = 0;
  for (const match of line.matchAll(CODES)) {
    copyTo(match.index);
    last = match.index + match[0].length;
  }
  if (last === 0 && length === 0) return undefined;
  copyTo(line.length);
  columns[length] = line.length;
  return { text, columns: columns.subarray(0, length + 1) };

  function copyTo(end: number): void {
    text += line.slice(last, end);
    for (let at = last; at < end; at++) columns[length++] = at;
  }
}

/** The text without SGR codes. */
export function withoutColors(text: string): string {
  return text.includes(INTRODUCER) ? text.replace(CODES, '') : text;
}
