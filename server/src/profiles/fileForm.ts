/** The form of a file as a JSON Schema: what editors check and complete by, and so does our help. */
import * as z from 'zod/mini';
import { maybe, type Meaning } from './form.ts';
import { profileSchema } from './profileSchema.ts';
import { reasonList, reasonsSchema } from './reasonSchema.ts';

/** A part of a JSON Schema. */
export type Form = z.core.JSONSchema.BaseSchema;

/** Keys and indexes that lead to a value. */
export type KeyPath = readonly (string | number)[];

/** A text of a file that stands for more than itself. */
export interface MeantText {
  readonly meaning: Meaning;
  readonly text: string;
  readonly path: KeyPath;
}

/** A file may hold a profile, reasons, or a profile with reasons. */
const fileSchema = z.union([
  z.extend(profileSchema, { reasons: maybe('Why lines are there.', reasonList) }),
  reasonsSchema,
]);

/** Keys that only a profile has, and hardly one is without: reasons with one of them are a profile's. */
export const ofProfiles = ['name', 'recognize', 'start', 'windDown', 'activities'];

const title = 'Phases and reasons for Strace Lens';
let made: Form | undefined;

/** The JSON Schema (draft 7) of a file with a profile, reasons, or both. */
export function fileForm(): Form {
  made ??= {
    ...z.toJSONSchema(fileSchema, { target: 'draft-7' }),
    title,
  };
  return made;
}

/**
 * The JSON Schema as it ships. It tells a profile from reasons first, as we do: of what fits neither, YAML
 * servers would else say what both of them lack.
 */
export function shippedSchema(): Form {
  const isProfile = { anyOf: ofProfiles.map((key) => ({ required: [key] })) };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    if: { required: ['reasons'], not: isProfile },
    // oxlint-disable-next-line unicorn/no-thenable -- a key of JSON Schema
    then: formOf('reasons'),
    else: formOf('profile'),
  };
}

/** What a file as a whole may be; a profile may hold reasons too. */
export type FileKind = 'profile' | 'reasons';

/** The part of `fileForm` that is of one kind. */
export function formOf(kind: FileKind): Form {
  const form = fileForm().anyOf?.[kind === 'profile' ? 0 : 1];
  return isForm(form) ? form : {};
}

/** The form that a text is meant to have, by its first keys; while there are none, any. */
export function formOfText(lines: readonly string[]): Form {
  if (lines.some((line) => /^["']?name["']?\s*:/.test(line))) return formOf('profile');
  const hasReasons = lines.some((line) => /^["']?reasons["']?\s*:/.test(line));
  return hasReasons ? formOf('reasons') : fileForm();
}

/** The forms that the value at `path` may have; none where no value is wanted there. */
export function formsAt(path: KeyPath, root: Form = fileForm()): readonly Form[] {
  return path.reduce<readonly Form[]>(
    (forms, key) => forms.flatMap((form) => membersOf(form, key)),
    variantsOf(root),
  );
}

/** The texts in `value` that stand for more than themselves, in the order in which they stand. */
export function meantTexts(value: unknown): readonly MeantText[] {
  const found: MeantText[] = [];
  visit(value, variantsOf(fileForm()), []);
  return found;

  function visit(at: unknown, forms: readonly Form[], path: KeyPath): void {
    if (forms.length === 0) return;
    if (typeof at === 'string') {
      const meaning = forms.find(({ format }) => format !== undefined)?.format;
      if (isMeaning(meaning)) found.push({ meaning, text: at, path });
    } else if (Array.isArray(at)) {
      at.forEach((item: unknown, index) => descend(item, forms, [...path, index]));
    } else if (typeof at === 'object' && at !== null) {
      for (const [key, item] of Object.entries(at)) descend(item, forms, [...path, key]);
    }
  }

  function descend(item: unknown, forms: readonly Form[], path: KeyPath): void {
    const key = path.at(-1) ?? 0;
    visit(
      item,
      forms.flatMap((form) => membersOf(form, key)),
      path,
    );
  }
}

/** The forms that a form stands for: itself, or those it leaves open. */
function variantsOf(form: Form): readonly Form[] {
  return form.anyOf === undefined ? [form] : form.anyOf.filter(isForm).flatMap(variantsOf);
}

function membersOf(form: Form, key: string | number): readonly Form[] {
  const { items, properties = {} } = form;
  const named = typeof key === 'string' && Object.hasOwn(properties, key);
  const member = named ? properties[key] : typeof key === 'number' ? items : undefined;
  return isForm(member) ? variantsOf(member) : [];
}

export function isForm(value: unknown): value is Form {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const meanings: readonly string[] = ['call-pattern', 'phase', 'errno', 'signal'];

function isMeaning(format: string | undefined): format is Meaning {
  return format !== undefined && meanings.includes(format);
}
