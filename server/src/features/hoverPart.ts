import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Span } from '../syntax/tree.ts';

/** What a hover says of one word: paragraphs of Markdown, and the columns of the line it is for. */
export interface HoverPart {
  readonly span: Span;
  readonly paragraphs: readonly string[];
}

/** A text of the data with its values filled in; each value is Markdown already. */
export function filled(
  knowledge: Knowledge,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  return knowledge
    .text(key)
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function contains(span: Span | undefined, column: number): span is Span {
  return span !== undefined && column >= span.start && column < span.end;
}

/** As `contains`, for a span that is there in any case. */
export function within(span: Span, column: number): boolean {
  return column >= span.start && column < span.end;
}

/**
 * The marks that a hover is made of: a block of code, a code span, bold and italic, a link, a rule.
 */
const marks =
  /^(`{3,})\w*\n([^]*?)\n\1$|(`+) ?([^]*?) ?\3|\*\*?|\[([^\]]*)\]\(([^)]*)\)|^---\n\n/gm;

/** A hover for editors that show plain text. What stands in code spans stays as it is. */
export function plainText(markdown: string): string {
  return markdown.replaceAll(marks, (...found: readonly (string | undefined)[]) => {
    const [, , block, , span, label, link] = found;
    return block ?? span ?? (label === undefined ? '' : `${label}: ${link}`);
  });
}

/** A link of ours to a manual page, `openat.2`; undefined for one that has none. */
export function manualLink(page: string): string | undefined {
  const url = manualUrl(page);
  return url === undefined ? undefined : `[${page.replace(/\.(\d)[a-z]*$/, '($1)')}](${url})`;
}

/** Address of a manual page, `openat.2`, on the web; undefined for one that has none. */
export function manualUrl(page: string): string | undefined {
  const match = /^([a-z_0-9.]+)\.(\d)[a-z]*$/.exec(page);
  if (match === null || match[1] === 'none') return undefined;
  const [, name, section] = match;
  return `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html`;
}
