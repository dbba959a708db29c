import { Char, type Reader } from './reader.ts';

/** What `-yy` prints before a bracket: `TCP:[`, `UNIX-STREAM:[`, `anon_inode:[`. */
const BRACKETED = /[A-Za-z][\w-]*:\[/y;

/** What a path or a socket looks like whose end was cut off together with the line. */
const CUT_OFF = /(?:\/|[A-Za-z][\w-]*:\[)[^\s()]*$/y;

/**
 * Column of the `>` that closes the annotation opened at `open` (strace -y, -yy, -Y), the end of
 * the text where the line was cut inside one, or undefined where the `<` opens none.
 * Annotations nest (`</dev/null<char 1:3>>`) and hold arrows and quoted paths between brackets.
 */
export function annotationClose(reader: Reader, open: number): number | undefined {
  const { text, end } = reader;
  if (reader.angleUnclosed) return undefined;
  BRACKETED.lastIndex = open + 1;
  if (!reader.bracketUnclosed && BRACKETED.test(text)) {
    const close = bracketedClose(reader, BRACKETED.lastIndex);
    if (close !== undefined) return close;
    reader.bracketUnclosed = true;
  }
  let depth = 1;
  for (let at = open + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.backslash) at++;
    else if (code === Char.less) depth++;
    else if (code === Char.greater && --depth === 0) return at;
  }
  reader.angleUnclosed = true;
  CUT_OFF.lastIndex = open + 1;
  return end === text.length && CUT_OFF.test(text) ? end : undefined;
}

/** Column of the first `>` outside of brackets, for a text whose first bracket is already open. */
function bracketedClose(reader: Reader, from: number): number | undefined {
  const { text, end } = reader;
  let depth = 1;
  let quoted = false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.backslash) at++;
    else if (code === Char.quote) quoted = !quoted;
    else if (quoted) continue;
    else if (code === Char.openBracket) depth++;
    else if (code === Char.closeBracket) depth--;
    else if (code === Char.greater && depth <= 0) return at;
  }
  return undefined;
}
