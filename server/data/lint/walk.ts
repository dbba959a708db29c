/** Ways through an entry that several rules go. */
import type { Entry, KeyPath } from '../read.ts';
import type { ArgumentData, ReturnsData, TemplateData } from '../schema.ts';

type FieldData = {
  readonly type: ArgumentData['type'];
  readonly set?: ArgumentData['set'];
  readonly struct?: string | undefined;
};

/** What has a type: an argument, a result, a field of a structure. */
export type Typed = (ArgumentData | ReturnsData | FieldData) & {
  readonly struct?: string | undefined;
};

/** Visits everything in the entry that has a type. */
export function eachTyped(entry: Entry, visit: (typed: Typed, path: KeyPath) => void): void {
  if (entry.kind === 'struct') {
    for (const [name, field] of Object.entries(entry.data.fields)) visit(field, ['fields', name]);
  }
  if (entry.kind !== 'syscall') return;
  entry.data.args.forEach((argument, i) => visit(argument, ['args', i]));
  if (entry.data.returns !== undefined) visit(entry.data.returns, ['returns']);
  for (const [name, command] of Object.entries(entry.data.command?.entries ?? {})) {
    const path = ['command', 'entries', name];
    command.args?.forEach((argument, i) => visit(argument, [...path, 'args', i]));
    if (command.returns !== undefined) visit(command.returns, [...path, 'returns']);
  }
}

/** How free a piece of prose is: a sentence, a phrase that ends in a full stop, or Markdown. */
export type ProseKind = 'summary' | 'doc' | 'notes';

/** Visits every text about Linux that a person wrote. */
export function eachProse(
  entry: Entry,
  visit: (text: string, path: KeyPath, kind: ProseKind) => void,
): void {
  switch (entry.kind) {
    case 'syscall': {
      const { data } = entry;
      visit(data.summary, ['summary'], 'summary');
      body(data, []);
      for (const [name, command] of Object.entries(data.command?.entries ?? {})) {
        const path = ['command', 'entries', name];
        visit(command.summary, [...path, 'summary'], 'summary');
        body(command, path);
      }
      return;
    }
    case 'constants':
      visit(entry.data.about, ['about'], 'doc');
      entry.data.fields?.forEach(({ doc }, i) => {
        if (doc !== undefined) visit(doc, ['fields', i, 'doc'], 'doc');
      });
      for (const [name, { doc }] of Object.entries(entry.data.members)) {
        visit(doc, ['members', name, 'doc'], 'doc');
      }
      return;
    case 'ioctls':
      visit(entry.data.about, ['about'], 'doc');
      for (const [name, member] of Object.entries(entry.data.members)) {
        visit(member.doc, ['members', name, 'doc'], 'doc');
        for (const [errno, text] of Object.entries(member.usual ?? {})) {
          visit(text, ['members', name, 'usual', errno], 'doc');
        }
      }
      return;
    case 'struct':
      visit(entry.data.about, ['about'], 'doc');
      for (const [name, { doc }] of Object.entries(entry.data.fields)) {
        visit(doc, ['fields', name, 'doc'], 'doc');
      }
      return;
    case 'reasons':
      entry.data.reasons.forEach(({ why }, i) => {
        visit(why.replaceAll(/\s+/g, ' ').trim(), ['reasons', i, 'why'], 'doc');
      });
      return;
    case 'texts':
      for (const [key, text] of Object.entries(entry.data.texts)) {
        visit(text, ['texts', key], 'doc');
      }
      return;
    case 'numbers':
      return;
    case 'paths':
      entry.data.paths.forEach(({ doc }, i) => visit(doc, ['paths', i, 'doc'], 'doc'));
      return;
  }

  function body(
    part: {
      args?: readonly ArgumentData[] | undefined;
      returns?: ReturnsData | undefined;
      errors?: Record<string, string> | undefined;
      usual?: Record<string, string> | undefined;
      notes?: string | undefined;
    },
    path: KeyPath,
  ): void {
    part.args?.forEach(({ doc }, i) => visit(doc, [...path, 'args', i, 'doc'], 'doc'));
    if (part.returns !== undefined) visit(part.returns.doc, [...path, 'returns', 'doc'], 'doc');
    for (const key of ['errors', 'usual'] as const) {
      for (const [errno, text] of Object.entries(part[key] ?? {})) {
        visit(text, [...path, key, errno], 'doc');
      }
    }
    if (part.notes !== undefined) visit(part.notes, [...path, 'notes'], 'notes');
  }
}

/** One template as the data has it: text, or variants with guards. */
export interface TemplateAt {
  readonly template: TemplateData;
  readonly path: KeyPath;
  /** Arguments that the template may name. */
  readonly args: readonly ArgumentData[];
}

/** Every sentence template of the entry. */
export function templatesOf(entry: Entry): TemplateAt[] {
  const found: TemplateAt[] = [];
  if (entry.kind === 'syscall') {
    const { args, command, sentence } = entry.data;
    add(sentence, ['sentence'], args);
    for (const [name, item] of Object.entries(command?.entries ?? {})) {
      add(item.sentence, ['command', 'entries', name, 'sentence'], [...(item.args ?? []), ...args]);
    }
  }
  if (entry.kind === 'ioctls') {
    for (const [name, { sentence }] of Object.entries(entry.data.members)) {
      add(sentence, ['members', name, 'sentence'], ioctlArguments);
    }
  }
  return found;

  function add(
    sentences: { readonly [key: string]: TemplateData | undefined } | undefined,
    path: KeyPath,
    args: readonly ArgumentData[],
  ): void {
    for (const [key, template] of Object.entries(sentences ?? {})) {
      if (template !== undefined) found.push({ template, path: [...path, key], args });
    }
  }
}

/** What every ioctl's template may name, whatever its family. */
const ioctlArguments: readonly ArgumentData[] = [
  { name: 'fd', ctype: 'int', type: 'fd', doc: 'Descriptor.' },
  { name: 'op', ctype: 'unsigned long', type: 'command', doc: 'Command.' },
  { name: 'argp', ctype: 'void *', type: 'pointer', doc: 'Argument.' },
];

/** A value that may stand alone or in a list, as a list. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
