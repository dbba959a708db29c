import type { Hover, Position } from 'vscode-languageserver-types';
import { fitsGlob } from '../model/phases/glob.ts';
import { type Form, formOfText, formsAt, isForm } from './fileForm.ts';
import type { HelpContext } from './helpContext.ts';
import { namedPhases } from './phaseNames.ts';
import { callsOfGroup, patternWords } from './patternWords.ts';
import { yamlPlace } from './yamlPlace.ts';

const mostShown = 12;

/** What is known of the word at a position of a file with a profile or reasons. */
export function explainFile(
  lines: readonly string[],
  { line, character }: Position,
  context: HelpContext,
): Hover | undefined {
  const text = lines[line] ?? '';
  const [start, end] = wordAt(text, character);
  if (start === end) return undefined;
  const word = text.slice(start, end);
  const place = yamlPlace(lines, line, end);
  if (place === undefined) return undefined;
  const forms = formsAt(place.path, formOfText(lines));
  const known =
    place.what === 'key' && text.slice(end).trimStart().startsWith(':')
      ? context.offers === 'everything' && keyText(forms, word)
      : forms.map((form) => valueText(form, word, context)).find((one) => one !== undefined);
  if (known === undefined || known === false) return undefined;
  const range = { start: { line, character: start }, end: { line, character: end } };
  return { contents: { kind: 'markdown', value: known }, range };
}

/** Start and end of the word that a column is in or behind. */
function wordAt(text: string, column: number): readonly [start: number, end: number] {
  const isPart = (at: number): boolean => /[\w@.*>-]/.test(text[at] ?? ' ');
  let start = column;
  let end = column;
  while (start > 0 && isPart(start - 1)) start--;
  while (isPart(end)) end++;
  return [start, end];
}

function keyText(forms: readonly Form[], key: string): string | undefined {
  for (const { properties = {} } of forms) {
    const member = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (!isForm(member) || member.description === undefined) continue;
    const values = [member, ...(member.anyOf ?? [])]
      .filter(isForm)
      .flatMap((one) => one.enum ?? []);
    const among = values.length === 0 ? '' : `\n\nOne of ${codes(values.map(String))}.`;
    return `${member.description}${among}`;
  }
  return undefined;
}

function valueText(form: Form, word: string, context: HelpContext): string | undefined {
  const { names, profiles } = context;
  switch (form.format) {
    case 'call-pattern':
      return titled(
        word,
        callsOfGroup(word) ?? patternWords.get(word) ?? names.syscall(word)?.summary,
      );
    case 'errno':
    case 'signal':
      return titled(word, names.group(form.format)?.members.get(word)?.doc);
    case 'phase': {
      const fitting = [...namedPhases(profiles)].filter(([id]) => fitsGlob(id, word));
      const more = fitting.length > mostShown ? `\n\n… ${fitting.length} phases in all` : '';
      const shown = fitting.slice(0, mostShown).map(([id, title]) => `${codes([id])}: ${title}`);
      return shown.length === 0 ? undefined : `${shown.join('  \n')}${more}`;
    }
    default:
      return undefined;
  }
}

function titled(word: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${codes([word])}: ${text}`;
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word.replaceAll('`', '')}\``).join(', ');
}
