/**
 * Lines of the compiled parts as what features ask for. server/data/records.ts writes them after
 * checking their form, so the JSON is taken for what it was.
 */
import { valueOf, wordsOf, type RecordTable } from './records.ts';
import type {
  ConstantDoc,
  FieldDoc,
  GroupDoc,
  IoctlDoc,
  PathDoc,
  StructDoc,
  SyscallDoc,
} from './types.ts';

/** JSON cell of a group; `docs` is in the order of its names. */
export interface ConstantsRecord {
  readonly about: string;
  readonly docs: readonly string[];
  readonly fields?: readonly {
    readonly mask: string;
    readonly group?: string;
    readonly shift?: number;
    readonly doc?: string;
  }[];
  /** By name, then by architecture. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly since?: Readonly<Record<string, string>>;
  /** Names of the members that are masks. */
  readonly masks?: readonly string[];
}

/** JSON cell of a family of ioctls; `docs` is in the order of its names. */
export interface IoctlsRecord {
  readonly about: string;
  readonly docs: readonly string[];
  readonly values?: ConstantsRecord['values'];
  readonly more?: Readonly<Record<string, Pick<IoctlDoc, 'arg' | 'set' | 'sentence' | 'usual'>>>;
}

/** JSON cell of a structure; `fields` is in the order of its names. */
export interface StructRecord {
  readonly about: string;
  readonly fields: readonly Omit<FieldDoc, 'name' | 'of'>[];
}

/** name, JSON */
export function readSyscall(table: RecordTable, name: string): SyscallDoc | undefined {
  const json = table.cell(name, 1);
  if (json === undefined) return undefined;
  const doc: SyscallDoc = JSON.parse(json);
  return doc;
}

/** group, kind, names, values, JSON; with the values of an architecture, x86-64 where absent. */
export function readGroup(
  table: RecordTable,
  name: string,
  architecture?: string,
): GroupDoc | undefined {
  const json = table.cell(name, 4);
  if (json === undefined) return undefined;
  const record: ConstantsRecord = JSON.parse(json);
  const values = wordsOf(table.cell(name, 3));
  const members = new Map<string, ConstantDoc>();
  wordsOf(table.cell(name, 2)).forEach((member, i) => {
    const elsewhere = architectureValues(record.values?.[member]);
    const value = elsewhere?.[architecture ?? ''] ?? valueOf(values[i]);
    const since = record.since?.[member];
    members.set(member, {
      name: member,
      group: name,
      doc: record.docs[i] ?? '',
      ...(value !== undefined && { value }),
      ...(elsewhere !== undefined && { values: elsewhere }),
      ...(since !== undefined && { since }),
      ...(record.masks?.includes(member) === true && { mask: true }),
    });
  });
  return {
    group: name,
    about: record.about,
    kind: table.cell(name, 1) === 'flags' ? 'flags' : 'enum',
    fields: (record.fields ?? []).map(({ mask, ...rest }) => ({
      ...rest,
      mask: valueOf(mask) ?? 0n,
    })),
    members,
  };
}

/** family, names, values, JSON; no members where there is no such family. */
export function readFamily(table: RecordTable, family: string): Map<string, IoctlDoc> {
  const members = new Map<string, IoctlDoc>();
  const json = table.cell(family, 3);
  if (json === undefined) return members;
  const record: IoctlsRecord = JSON.parse(json);
  const values = wordsOf(table.cell(family, 2));
  wordsOf(table.cell(family, 1)).forEach((name, i) => {
    const value = valueOf(values[i]);
    const elsewhere = architectureValues(record.values?.[name]);
    members.set(name, {
      name,
      family,
      about: record.about,
      doc: record.docs[i] ?? '',
      ...(value !== undefined && { value }),
      ...(elsewhere !== undefined && { values: elsewhere }),
      ...record.more?.[name],
    });
  });
  return members;
}

/** structure, names of fields, JSON */
export function readStruct(table: RecordTable, name: string): StructDoc | undefined {
  const json = table.cell(name, 2);
  if (json === undefined) return undefined;
  const record: StructRecord = JSON.parse(json);
  const fields = new Map<string, FieldDoc>();
  wordsOf(table.cell(name, 1)).forEach((field, i) => {
    const known = record.fields[i];
    if (known !== undefined) fields.set(field, { name: field, of: name, ...known });
  });
  return { name, about: record.about, fields };
}

/** pattern, JSON */
export function readPath(table: RecordTable, pattern: string): PathDoc | undefined {
  const json = table.cell(pattern, 1);
  if (json === undefined) return undefined;
  const doc: string = JSON.parse(json);
  return { pattern, doc };
}

/** key, JSON; empty where there is no such key. */
export function readText(table: RecordTable, key: string): string {
  const text: string = JSON.parse(table.cell(key, 1) ?? '""');
  return text;
}

function architectureValues(
  digits: Readonly<Record<string, string>> | undefined,
): Record<string, bigint> | undefined {
  if (digits === undefined) return undefined;
  const values: Record<string, bigint> = {};
  for (const [architecture, text] of Object.entries(digits)) {
    const value = valueOf(text);
    if (value !== undefined) values[architecture] = value;
  }
  return values;
}
