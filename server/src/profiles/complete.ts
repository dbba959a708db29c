import {
  type CompletionItem,
  CompletionItemKind,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import { type Form, formsAt, formOfText, isForm } from './fileForm.ts';
import type { HelpContext } from './helpContext.ts';
import type { KnownNames } from './knownNames.ts';
import { namedPhases } from './phaseNames.ts';
import { callsOfGroup, groupNames, patternWords } from './patternWords.ts';
import { type YamlPlace, yamlPlace } from './yamlPlace.ts';

/** With more offers than these their texts are left out: nobody reads them, and each must be made. */
const mostDescribed = 40;

/** What may be written at a position of a file with a profile or reasons. */
export function completeFile(
  lines: readonly string[],
  { line, character }: Position,
  context: HelpContext,
): CompletionItem[] {
  const text = lines[line] ?? '';
  const found = yamlPlace(lines, line, character);
  if (found === undefined) return [];
  // Of a key that is there only what is left of the cursor counts.
  const place = { ...found, text: text.slice(Math.min(found.start, character), character) };
  const forms = formsAt(place.path, formOfText(lines));
  const asksKeys = place.what === 'key' && context.offers === 'everything';
  const rest = text.slice(character);
  const keys = asksKeys ? keyItems(forms, place, rest) : [];
  const values = forms.flatMap((form) => valueItems(form, place, context));
  const unique = new Map([...keys, ...values].map((offer) => [offer.label, offer]));
  return [...unique.values()].map(({ label, newText, back, ...item }, index) => ({
    ...item,
    label,
    filterText: label,
    sortText: String(index).padStart(5, '0'),
    // The rest of a word that the cursor is in goes with it.
    textEdit: { range: rangeOf(line, character - back, character + wordLength(rest)), newText },
  }));
}

interface Offer extends Omit<CompletionItem, 'textEdit'> {
  readonly newText: string;
  /** How many of the columns ahead of the cursor it takes the place of. */
  readonly back: number;
}

function rangeOf(line: number, start: number, end: number): Range {
  return { start: { line, character: Math.max(start, 0) }, end: { line, character: end } };
}

function wordLength(text: string): number {
  return /^[\w.-]*/.exec(text)?.[0].length ?? 0;
}

/** Keys that the map does not have yet, those that it must have first. */
function keyItems(forms: readonly Form[], place: YamlPlace, rest: string): Offer[] {
  const colon = /^\s*:/.test(rest.slice(wordLength(rest))) ? '' : ': ';
  const offers = forms.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties)
      .filter(([key]) => !place.siblings.includes(key))
      .map(([key, member]) => {
        const isRequired = required.includes(key);
        const description = isForm(member) ? member.description : undefined;
        const offer: Offer = {
          label: key,
          kind: CompletionItemKind.Property,
          ...(description !== undefined && {
            documentation: { kind: 'markdown', value: description },
          }),
          ...(isRequired && { detail: 'wanted' }),
          newText: `${key}${colon}`,
          back: place.text.length,
        };
        return { offer, isRequired };
      }),
  );
  return [
    ...offers.filter(({ isRequired }) => isRequired),
    ...offers.filter(({ isRequired }) => !isRequired),
  ].map(({ offer }) => offer);
}

function valueItems(form: Form, place: YamlPlace, context: HelpContext): Offer[] {
  const { text } = place;
  switch (form.format) {
    case 'call-pattern':
      return patternItems(place, context);
    case 'phase':
      return [...namedPhases(context.profiles)]
        .filter(([id]) => id.includes(text))
        .map(([id, title]) => ({
          label: id,
          kind: CompletionItemKind.Reference,
          detail: title,
          newText: id,
          back: text.length,
        }));
    case 'errno':
    case 'signal':
      return [...(context.names.group(form.format)?.members ?? [])]
        .filter(([name]) => name.includes(text))
        .map(([name, { doc }]) => ({
          label: name,
          kind: CompletionItemKind.Constant,
          documentation: { kind: 'markdown', value: doc },
          newText: name,
          back: text.length,
        }));
    default: {
      if (context.offers === 'names') return [];
      const values = form.type === 'boolean' ? [true, false] : (form.enum ?? []);
      return values.map((value) => ({
        label: String(value),
        kind: CompletionItemKind.EnumMember,
        newText: String(value),
        back: text.length,
      }));
    }
  }
}

/** What may come next in a pattern for calls. */
function patternItems({ text, quote, path }: YamlPlace, { names }: HelpContext): Offer[] {
  const isGlob = (text.match(/"/g) ?? []).length % 2 === 1;
  if (isGlob) return [];
  const before = text.split(/\s+/);
  const word = before.pop() ?? '';
  const last = before.at(-1);
  if (last === 'on' || last === '->') return [];
  if (last === undefined && !word.includes('|')) {
    return [...groupItems(word, quote), ...callItems(word, names)];
  }
  if (last === undefined || last === 'then' || last === 'after') return callItems(word, names);
  return [...patternWords]
    .filter(([keyword]) => keyword !== '->' || !path.includes('reasons'))
    .map(([keyword, doc]) => ({
      label: keyword,
      kind: CompletionItemKind.Keyword,
      documentation: doc,
      newText: keyword,
      back: word.length,
    }));
}

function groupItems(word: string, quote: string): Offer[] {
  return groupNames
    .filter((group) => group.includes(word))
    .map((group) => ({
      label: group,
      kind: CompletionItemKind.Class,
      detail: callsOfGroup(group) ?? '',
      // A plain text of YAML cannot begin with this sign.
      newText: quote === '' ? `'${group}'` : group,
      back: word.length,
    }));
}

/** Calls whose names hold what is written behind the last bar of a word. */
function callItems(word: string, names: KnownNames): Offer[] {
  const piece = word.slice(word.lastIndexOf('|') + 1);
  const fitting = names.syscallNames.filter((name) => name.includes(piece));
  return fitting.map((name) => ({
    label: name,
    kind: CompletionItemKind.Function,
    ...(fitting.length <= mostDescribed && {
      documentation: { kind: 'markdown', value: names.syscall(name)?.summary ?? '' },
    }),
    newText: name,
    back: piece.length,
  }));
}
