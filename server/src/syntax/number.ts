import { Char, codeAt, isDigit, isWordCode, type Reader } from './reader.ts';

/** Column after a number without its sign: `10`, `0x1f`, `0644`, `1.5`, `64K`. */
export function numberEnd(reader: Reader, start: number): number {
  let at = start;
  if (codeAt(reader, at) === Char.zero && codeAt(reader, at + 1) === Char.x) {
    at += 2;
    while (isHexDigit(codeAt(reader, at))) at++;
    return at;
  }
  while (isDigit(codeAt(reader, at))) at++;
  if (codeAt(reader, at) === Char.dot && isDigit(codeAt(reader, at + 1))) {
    at++;
    while (isDigit(codeAt(reader, at))) at++;
  }
  const unit = reader.text.charAt(at);
  const isUnit = at < reader.end && (unit === 'K' || unit === 'M' || unit === 'G' || unit === 'T');
  return isUnit && !isWordCode(codeAt(reader, at + 1)) ? at + 1 : at;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** Hardware and network addresses, dates, UUIDs: words that begin like a number, or hold one. */
const WORD =
  /(?:(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]{2,60}(?:\.\d{1,3}){0,3}|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}[-/]\d\d[-/]\d\d(?:[-T]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[+-]\d{4}|Z)?)?)(?![\w:.])/y;

/** Column after such a word at `at`; undefined where none is. */
export function wordAt(reader: Reader, at: number): number | undefined {
  WORD.lastIndex = at;
  return WORD.test(reader.text) && WORD.lastIndex <= reader.end ? WORD.lastIndex : undefined;
}
