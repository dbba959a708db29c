/** Writes the lines of the compiled parts; src/knowledge/records.ts and knowledge.ts read them. */
import type { ConstantsRecord, IoctlsRecord, StructRecord } from '../src/knowledge/readRecords.ts';
import type { CommandDoc, SyscallDoc, TypeDoc } from '../src/knowledge/types.ts';
import { toBigInt } from './lint/facts.ts';
import { asList, eachTyped } from './lint/walk.ts';
import type { Entry } from './read.ts';
import type {
  ArgumentData,
  CommandData,
  ConstantsData,
  IoctlsData,
  StructData,
  SyscallData,
} from './schema.ts';

/** Text of each part, by its name in `Parts`. */
export type PartTexts = Record<
  'syscalls' | 'constants' | 'ioctls' | 'structs' | 'paths' | 'texts' | 'numbers',
  string
>;

/** Compiles checked entries. Groups that more arguments and fields take come first. */
export function partTexts(entries: readonly Entry[]): PartTexts {
  const weights = groupWeights(entries);
  const lines: Record<keyof PartTexts, string[]> = {
    syscalls: [],
    constants: [],
    ioctls: [],
    structs: [],
    paths: [],
    texts: [],
    numbers: [],
  };
  const groups: ConstantsData[] = [];
  for (const entry of entries) {
    switch (entry.kind) {
      case 'syscall':
        lines.syscalls.push(line(entry.data.name, JSON.stringify(syscallDoc(entry.data))));
        break;
      case 'constants':
        groups.push(entry.data);
        break;
      case 'ioctls':
        lines.ioctls.push(ioctlsLine(entry.data));
        break;
      case 'struct':
        lines.structs.push(structLine(entry.data));
        break;
      case 'reasons':
        // compileReasons.ts makes a part of their own of these.
        break;
      case 'paths':
        for (const { pattern, doc } of entry.data.paths) {
          lines.paths.push(line(pattern, JSON.stringify(doc)));
        }
        break;
      case 'numbers':
        for (const [name, numbers] of Object.entries(entry.data.numbers)) {
          lines.numbers.push(line(name, numbers));
        }
        break;
      case 'texts':
        for (const [key, text] of Object.entries(entry.data.texts)) {
          lines.texts.push(line(key, JSON.stringify(text)));
        }
        break;
    }
  }
  groups.sort(
    (a, b) =>
      (weights.get(b.group) ?? 0) - (weights.get(a.group) ?? 0) || (a.group < b.group ? -1 : 1),
  );
  lines.constants.push(...groups.map(constantsLine));
  return {
    syscalls: lines.syscalls.join('\n'),
    constants: lines.constants.join('\n'),
    ioctls: lines.ioctls.join('\n'),
    structs: lines.structs.join('\n'),
    paths: lines.paths.join('\n'),
    texts: lines.texts.join('\n'),
    numbers: lines.numbers.join('\n'),
  };
}

/** How many arguments, results and fields take each group. */
function groupWeights(entries: readonly Entry[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const entry of entries) {
    eachTyped(entry, ({ set }) => {
      for (const group of asList(set)) weights.set(group, (weights.get(group) ?? 0) + 1);
    });
  }
  return weights;
}

function syscallDoc(data: SyscallData): SyscallDoc {
  const { args, returns, command, ...rest } = data;
  return {
    ...rest,
    args: args.map(typed),
    ...(returns !== undefined && { returns: typed(returns) }),
    ...(command !== undefined && {
      command: {
        arg: command.arg,
        set: asList(command.set),
        entries: Object.fromEntries(
          Object.entries(command.entries).map(([name, item]) => [name, commandDoc(item)]),
        ),
      },
    }),
  };
}

function commandDoc(data: CommandData): CommandDoc {
  const { args, returns, ...rest } = data;
  return {
    ...rest,
    ...(args !== undefined && { args: args.map(typed) }),
    ...(returns !== undefined && { returns: typed(returns) }),
  };
}

/** The same, with `set` always a list. */
function typed<Data extends { readonly set?: ArgumentData['set'] }>(
  data: Data,
): Omit<Data, 'set'> & Pick<TypeDoc, 'set'> {
  const { set, ...rest } = data;
  return set === undefined ? rest : { ...rest, set: asList(set) };
}

function constantsLine({ group, about, kind, fields, members }: ConstantsData): string {
  const names = Object.keys(members);
  const all = Object.values(members);
  const since = pick(members, (member) => member.since);
  const values = pick(members, (member) => architectureDigits(member.values));
  const masks = names.filter((name) => members[name]?.mask === true);
  const record: ConstantsRecord = {
    about,
    docs: all.map(({ doc }) => doc),
    ...(fields !== undefined && {
      fields: fields.map(({ mask, group: other, shift, doc }) => ({
        mask: digitsOf(toBigInt(String(mask))),
        ...(other !== undefined && { group: other }),
        ...(shift !== undefined && { shift }),
        ...(doc !== undefined && { doc }),
      })),
    }),
    ...(values !== undefined && { values }),
    ...(since !== undefined && { since }),
    ...(masks.length > 0 && { masks }),
  };
  return line(
    group,
    kind,
    names.join(' '),
    all.map(({ value }) => digits(value)).join(' '),
    JSON.stringify(record),
  );
}

function ioctlsLine({ family, about, members }: IoctlsData): string {
  const all = Object.values(members);
  const values = pick(members, (member) => architectureDigits(member.values));
  const more = pick(members, ({ arg, set, sentence, usual }) =>
    arg === undefined && set === undefined && sentence === undefined && usual === undefined
      ? undefined
      : {
          ...(arg !== undefined && { arg }),
          ...(set !== undefined && { set: asList(set) }),
          ...(sentence !== undefined && { sentence }),
          ...(usual !== undefined && { usual }),
        },
  );
  const record: IoctlsRecord = {
    about,
    docs: all.map(({ doc }) => doc),
    ...(values !== undefined && { values }),
    ...(more !== undefined && { more }),
  };
  return line(
    family,
    Object.keys(members).join(' '),
    all.map(({ value }) => digits(value)).join(' '),
    JSON.stringify(record),
  );
}

function structLine({ struct, about, fields }: StructData): string {
  const record: StructRecord = {
    about,
    fields: Object.values(fields).map((field) => typed(field)),
  };
  return line(struct, Object.keys(fields).join(' '), JSON.stringify(record));
}

function line(...cells: readonly string[]): string {
  return cells.join('\t');
}

/** Hexadecimal digits, or `-` for none; src/knowledge/records.ts reads them. */
function digitsOf(value: bigint | undefined): string {
  return value === undefined ? '-' : value.toString(16);
}

function digits(value: number | string | undefined): string {
  return digitsOf(value === undefined ? undefined : toBigInt(String(value)));
}

function architectureDigits(
  values: Record<string, number | string> | undefined,
): Record<string, string> | undefined {
  if (values === undefined) return undefined;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digits(value)]));
}

/** What `of` answers for each member; undefined where it never answers. */
function pick<Member, Value>(
  members: Record<string, Member>,
  of: (member: Member) => Value | undefined,
): Record<string, Value> | undefined {
  const found: Record<string, Value> = {};
  for (const [name, member] of Object.entries(members)) {
    const value = of(member);
    if (value !== undefined) found[name] = value;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}
