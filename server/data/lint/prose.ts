import type { Rule } from './rule.ts';
import { eachProse } from './walk.ts';

/** Markdown that must not be in data: hovers are composed by the program. */
const foreign: readonly [RegExp, string][] = [
  [/https?:\/\//, 'a link: sources hold those'],
  [/!\[|\]\(/, 'a link or image'],
  [/<\/?[a-z][a-z0-9]*>/i, 'HTML'],
  [/\b(strace|man) page says\b/i, 'a reference to a page'],
  [/ {2,}/, 'two blanks in a row'],
  [/\s$|^\s/, 'a blank at an end'],
  [/\bTODO\b|\bFIXME\b|\bXXX\b/, 'a note to oneself'],
];

/** Texts are sentences in plain Markdown: code spans that close, no links, no HTML. */
export const prose: Rule = {
  name: 'prose',
  check(entry, _all, report) {
    eachProse(entry, (text, path, kind) => {
      const trimmed = kind === 'notes' ? text.trimEnd() : text;
      if ((trimmed.match(/`/g)?.length ?? 0) % 2 === 1)
        report(path, 'a code span that never closes');
      const outside = trimmed.replace(/`[^`]*`/g, '``');
      for (const [pattern, what] of foreign) {
        if (pattern.test(outside)) report(path, `holds ${what}`);
      }
      if (kind === 'notes' && !/[.!?)`]$/.test(trimmed)) report(path, 'wants a full stop last');
      if (kind === 'summary' && !/^([A-Z][\w-]*(s|es)|Does|Has|Is)\b/.test(trimmed)) {
        report(path, 'wants a verb in the third person first, as in "Opens …"');
      }
    });
  },
};
