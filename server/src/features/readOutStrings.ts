import { spanText, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { unescapeString } from '../syntax/unescape.ts';
import type { Phrase } from './readOutCode.ts';
import { bytesText, hexText } from './readOutNumbers.ts';

/** Share of bytes that are no text from which on a string is shown as bytes. */
const binaryShare = 0.1;
/** So many bytes of a binary string are shown. */
const shownBytes = 24;
/** So much of a printed string is read: an excerpt is shown of it, whatever its length. */
const readLength = 4096;

/**
 * A string with its escapes undone, or the first of its bytes where it is binary. Undefined where it
 * is printed as it is, and for what is no string.
 */
export function stringPhrase(value: Value, text: string): Phrase | undefined {
  const target = value.kind === 'array' && value.children.length === 1 ? value.children[0] : value;
  if (target?.kind !== 'string') return undefined;
  const printed = valueText(target, text);
  const whole = printed.length <= readLength;
  const { bytes, text: content } = unescapeString(whole ? printed : printed.slice(0, readLength));
  const more = target.abbreviated === true || !whole ? '…' : '';
  const length = `${bytesText(BigInt(bytes.length))}${more === '' ? '' : ' of it are shown'}`;
  if (isBinary(bytes, content)) return [`${length}: `, { code: hexText(bytes, shownBytes) }];
  if (!printed.includes('\\')) return more === '' ? undefined : [`only ${length}`];
  return [{ code: `${content}${more}` }, ` (${length})`];
}

/** What stands between the quotes, still escaped as printed, with an ellipsis where it was cut. */
export function printedContent(value: Value, text: string): string | undefined {
  if (value.kind !== 'string') return undefined;
  const printed = spanText(value.core, text);
  const match = /^(@?)"(.*?)"?$/s.exec(printed);
  const content = match === null ? printed : `${match[1] ?? ''}${match[2] ?? ''}`;
  return value.abbreviated === true ? `${content}…` : content;
}

function isBinary(bytes: Uint8Array, content: string): boolean {
  if (bytes.length === 0) return false;
  let odd = (content.match(/\ufffd/g) ?? []).length;
  for (const byte of bytes) {
    const isBlank = byte === 9 || byte === 10 || byte === 13 || byte === 27;
    if ((byte < 32 && !isBlank) || byte === 127) odd++;
  }
  return odd / bytes.length > binaryShare;
}
