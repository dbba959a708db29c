import type { Arguments } from './parseArguments.ts';
import type { Value } from './tree.ts';
import { unescapeString } from './unescape.ts';

/**
 * On a terminal what a program writes stands right after the count of its `write`:
 * `write(1, "7 left", 67 left) = 6`. Where the line itself says what was written, the text is told
 * apart exactly, even if it begins with digits. `end` is the column of the closing parenthesis.
 */
export function withoutEcho(text: string, end: number, found: Arguments): Arguments {
  const [, written, count] = found.args;
  if (written?.kind !== 'string' || written.abbreviated || found.args.length > 3) return found;
  if (count?.kind !== 'number' || count.key !== undefined) return found;
  const start = count.core.start;
  // A count of one digit with nothing after it: no need to read the string.
  if (end - start < 2) return found;
  const output = unescapeString(text.slice(written.core.start, written.core.end));
  const from = end - output.text.length;
  if (output.text === '' || from <= start || !text.startsWith(output.text, from)) return found;
  if (text.slice(start, from) !== String(output.bytes.length)) return found;
  const core = { start, end: from };
  const exact: Value = { ...core, kind: 'number', core, children: [] };
  return { args: [...found.args.slice(0, 2), exact], foreign: { start: from, end } };
}
