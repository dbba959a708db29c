/** The one place where text of a trace becomes Markdown or a label. */

/** A piece of English: own words, and pieces of the trace that stand in code spans. */
export type Phrase = readonly (string | { readonly code: string })[];

/** Longest text of a code span; a path may be longer, and is asked for with its own limit. */
const usualLimit = 300;

/** Characters that do not show, or that change how others show: control, bidi, zero width, BOM. */
const unsafe =
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not be shown
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

/**
 * Text of a trace as a Markdown code span: verbatim, whatever is in it. Characters that do not show
 * become escapes, and what is longer than `limit` is cut with an ellipsis.
 */
export function code(text: string, limit = usualLimit): string {
  const shown = visible(text, limit);
  if (shown === '') return '` `';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A blank at both ends is taken off again, which keeps backticks and blanks at the ends.
  const padded = /^[`\s]|[`\s]$/.test(shown) ? ` ${shown} ` : shown;
  return `${fence}${padded}${fence}`;
}

/** Text of a trace as a fenced block; lines stay lines. `language` must be our own word. */
export function codeBlock(text: string, language: string, limit = 20_000): string {
  const cut = text.length > limit ? `${cutAt(text, limit)}…` : text;
  const shown = cut
    .split('\n')
    .map((line) => line.replace(unsafe, escaped))
    .join('\n');
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Text of a trace for places that show plain text: one line, nothing that hides or reorders. */
export function visible(text: string, limit = usualLimit): string {
  const cut = text.length > limit ? `${cutAt(text, limit)}…` : text;
  return cut.replace(unsafe, escaped);
}

/** A phrase as Markdown. */
export function toMarkdown(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : code(part.code))).join('');
}

/** A phrase as plain text: code stands bare, and so does code in our own words. */
export function toPlain(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? withoutSpans(part) : visible(part.code)))
    .join('');
}

/** Prose of the data without the marks of its code spans. */
export function withoutSpans(markdown: string): string {
  return markdown.replaceAll('`', '');
}

function cutAt(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const letter = letters[character];
  if (letter !== undefined) return letter;
  return Array.from(character)
    .map((one) => one.codePointAt(0) ?? 0)
    .map((point) => (point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${hex4(point)}`))
    .join('');
}

function hex4(point: number): string {
  return point.toString(16).padStart(4, '0');
}
