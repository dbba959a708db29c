/**
 * Everything that is known about Linux, by name and by number.
 *
 * `knowledge` itself costs nothing; the parts are read when first asked for.
 *
 * - `knowledge.syscall('openat')`: prose, arguments, errors, templates.
 * - `argumentAt(call, 2, knowledge)` (context.ts): which argument stands there, by name, command and
 *   position; `commandOf`, `ioctlOf`, `argumentsOf`, `argumentNamed` say more.
 * - `contextOf(call, path, knowledge)` (context.ts): what a value in a call's arguments is, and so
 *   which groups its names and numbers are of. `knowledge.constant('O_APPEND', context.groups)` is
 *   then the meaning in this place; without groups it is the best guess.
 * - `knowledge.decode(0x80002n, context.groups)`: a raw number as names and rest.
 * - `readOut(place, { text, knowledge })` (features/readOut.ts): a value in plain English, as a
 *   phrase that `toMarkdown` and `toPlain` (features/readOutCode.ts) turn into text. `code(text)`
 *   there is the only way from a trace into Markdown.
 * - `sentenceOf(call, knowledge, state)` (features/sentence.ts): what the call did, both ways.
 */
import { decodeNumber, type Decoded } from './decode.ts';
import { matchesGlob } from './globs.ts';
import { compiledParts } from './generated/parts.ts';
import { architectures, integerOf, type Architecture } from './numbers.ts';
import {
  readFamily,
  readGroup,
  readPath,
  readStruct,
  readSyscall,
  readText,
} from './readRecords.ts';
import { recordTable, remembered, valueOf, wordsOf, type Parts } from './records.ts';
import type {
  ConstantDoc,
  FieldDoc,
  GroupDoc,
  IoctlDoc,
  PathDoc,
  StructDoc,
  SyscallDoc,
} from './types.ts';

/** Look-ups. Nothing found is `undefined`; nothing throws; equal questions get the same object. */
export interface Knowledge {
  /**
   * By the name strace prints; `execve#64` (x32's double of a call) is `execve`. A number for which
   * strace had no name (`syscall_0x14e`) is what the architecture has there, x86-64 where it is not
   * known: new calls have one number on all.
   */
  syscall(name: string): SyscallDoc | undefined;
  readonly syscallNames: readonly string[];
  /** Number of a syscall on each architecture that has it; empty for an unknown name. */
  syscallNumbers(name: string): Readonly<Partial<Record<Architecture, number>>>;
  /** The syscall that has this number there. */
  syscallNumbered(number: number, architecture: Architecture): string | undefined;
  group(name: string): GroupDoc | undefined;
  readonly groupNames: readonly string[];
  /**
   * A constant as it is meant in one of `groups`, in their order. Where they do not have it, or
   * there are none, in the group that has it and that most arguments take.
   */
  constant(name: string, groups?: readonly string[]): ConstantDoc | undefined;
  /** A raw number as members of the groups. Without groups nothing is decoded. */
  decode(value: bigint, groups: readonly string[]): Decoded;
  errno(nameOrNumber: string | number): ConstantDoc | undefined;
  /** By name, with `SIG` or without, or by number; real-time signals as strace numbers them. */
  signal(nameOrNumber: string | number): ConstantDoc | undefined;
  /** By name, or by number as x86-64 and most others have it. */
  ioctl(nameOrNumber: string | bigint): IoctlDoc | undefined;
  struct(name: string): StructDoc | undefined;
  /** A field of `struct`; where that is not known or has none such, of the first that has one. */
  field(struct: string | undefined, name: string): FieldDoc | undefined;
  /** What a well-known path is for. */
  path(path: string): PathDoc | undefined;
  /** What a word around a call means, with `{name}` for values; empty for an unknown key. */
  text(key: string): string;
  /**
   * The same with the numbers of another architecture than x86-64: one of `architectures`, or as
   * data/constants name them (`powerpc`, `mips`). Undefined stands for x86-64.
   */
  on(architecture: string | undefined): Knowledge;
}

/** The knowledge that was compiled into the program. Costs nothing before it is asked. */
export const knowledge: Knowledge = createKnowledge(compiledParts);

/** First and last of the real-time signals as the kernel counts them (signal(7)). */
const realTimeFirst = 32;
const realTimeLast = 64;
/** A longer text is no path of a system's own, and is not compared with patterns. */
const longestPath = 4096;

/** Look-ups over compiled parts; tests make them from a few entries. Numbers are those of x86-64. */
export function createKnowledge(parts: Parts): Knowledge {
  const elsewhere = new Map<string, Knowledge>();
  const on = (architecture: string | undefined): Knowledge => {
    if (architecture === undefined || sameAsHere.has(architecture)) return here;
    const known = elsewhere.get(architecture) ?? knowledgeOn(parts, architecture, on);
    elsewhere.set(architecture, known);
    return known;
  };
  const here = knowledgeOn(parts, undefined, on);
  return here;
}

/** Constants have the values of x86-64 on these. */
const sameAsHere = new Set(['x86_64', 'x32', 'i386']);

function knowledgeOn(
  parts: Parts,
  architecture: string | undefined,
  on: Knowledge['on'],
): Knowledge {
  const syscalls = recordTable(parts.syscalls);
  const constants = recordTable(parts.constants);
  const ioctls = recordTable(parts.ioctls);
  const structs = recordTable(parts.structs);
  const paths = recordTable(parts.paths);
  const texts = recordTable(parts.texts);
  const numbers = recordTable(parts.numbers);

  const syscallOf = remembered((name) => readSyscall(syscalls, name));
  const groupOf = remembered((name) => readGroup(constants, name, architecture));
  const structOf = remembered((name) => readStruct(structs, name));
  const familyOf = remembered((name) => readFamily(ioctls, name));
  const signalOf = remembered(findSignal);
  let groupsByName: Map<string, string[]> | undefined;
  let structsByField: Map<string, string> | undefined;
  let ioctlIndex: { byName: Map<string, string>; byValue: Map<bigint, string> } | undefined;

  const self: Knowledge = {
    syscall: (name) => syscallOf(name) ?? syscallOf(plainName(name)),
    get syscallNames() {
      return syscalls.keys;
    },
    syscallNumbers: numbersOf,
    syscallNumbered,
    group: groupOf,
    get groupNames() {
      return constants.keys;
    },
    constant,
    decode(value, groups) {
      const known = groups.flatMap((name) => groupOf(name) ?? []);
      return decodeNumber(value, known, groupOf);
    },
    errno: (nameOrNumber) => inGroup('errno', nameOrNumber),
    signal: (nameOrNumber) => signalOf(String(nameOrNumber)),
    ioctl,
    struct: structOf,
    field,
    text: (key) => readText(texts, key),
    path: findPath,
    on,
  };

  return self;

  function plainName(name: string): string {
    const number = /^syscall_0x([\da-f]{1,4})$/.exec(name)?.[1];
    if (number === undefined) return name.replace(/#64$/, '');
    const value = Number.parseInt(number, 16);
    const own = architectures.find((one) => one === architecture);
    if (own !== undefined) return syscallNumbered(value, own) ?? name;
    // What x86-64 does not have is a number of 32-bit x86, as older straces print it.
    return syscallNumbered(value, 'x86_64') ?? syscallNumbered(value, 'i386') ?? name;
  }

  function numbersOf(name: string): Partial<Record<Architecture, number>> {
    const found: Partial<Record<Architecture, number>> = {};
    wordsOf(numbers.cell(plainName(name), 1)).forEach((word, i) => {
      const one = architectures[i];
      if (one !== undefined && word !== '-') found[one] = Number(word);
    });
    return found;
  }

  function syscallNumbered(number: number, where: Architecture): string | undefined {
    const column = architectures.indexOf(where);
    const wanted = number.toString();
    return numbers.keys.find((name) => wordsOf(numbers.cell(name, 1))[column] === wanted);
  }

  function constant(name: string, groups: readonly string[] = []): ConstantDoc | undefined {
    for (const group of groups) {
      const member = groupOf(group)?.members.get(name);
      if (member !== undefined) return member;
    }
    groupsByName ??= indexGroups();
    const group = groupsByName.get(name)?.[0];
    if (group !== undefined) return groupOf(group)?.members.get(name);
    // Sets of signals leave the `SIG` out.
    const isSignal = name.startsWith('SIG') || groups.includes('signal');
    if (isSignal) return signalOf(name);
    return name.startsWith('__NR_') ? numberOfSyscall(name) : undefined;
  }

  /** `__NR_getppid`, the number of a syscall, says what the syscall does. */
  function numberOfSyscall(name: string): ConstantDoc | undefined {
    const doc = self.syscall(name.slice('__NR_'.length))?.summary;
    return doc === undefined ? undefined : { name, group: 'syscall', doc };
  }

  function indexGroups(): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const group of constants.keys) {
      for (const name of wordsOf(constants.cell(group, 2))) {
        const known = index.get(name);
        if (known === undefined) index.set(name, [group]);
        else known.push(group);
      }
    }
    return index;
  }

  function inGroup(group: string, nameOrNumber: string | number): ConstantDoc | undefined {
    const members = groupOf(group)?.members;
    const text = String(nameOrNumber);
    const byName = members?.get(text);
    const number = integerOf(text);
    if (byName !== undefined || number === undefined) return byName;
    return [...(members?.values() ?? [])].find(({ value }) => value === number);
  }

  function findSignal(text: string): ConstantDoc | undefined {
    const number = integerOf(text);
    const full = text.startsWith('SIG') ? text : `SIG${text}`;
    const known = ['signal', 'signal_realtime']
      .map((group) => inGroup(group, number === undefined ? full : text))
      .find((signal) => signal !== undefined);
    if (known !== undefined) return known;
    const index =
      number === undefined
        ? /^(?:SIG)?RT_(\d{1,2})$/.exec(text)?.[1]
        : Number(number) - realTimeFirst;
    if (index === undefined) return undefined;
    const value = realTimeFirst + Number(index);
    if (value <= realTimeFirst || value > realTimeLast) return undefined;
    const name = `SIGRT_${index}`;
    const realTime = groupOf('signal_realtime')?.members;
    const member = realTime?.get(name) ?? realTime?.get('SIGRT');
    return member === undefined ? undefined : { ...member, name, value: BigInt(value) };
  }

  function ioctl(nameOrNumber: string | bigint): IoctlDoc | undefined {
    ioctlIndex ??= indexIoctls();
    const number = typeof nameOrNumber === 'bigint' ? nameOrNumber : undefined;
    const name =
      number === undefined
        ? String(nameOrNumber)
        : ioctlIndex.byValue.get(BigInt.asUintN(32, number));
    const family = name === undefined ? undefined : ioctlIndex.byName.get(name);
    if (family === undefined || name === undefined) return undefined;
    return familyOf(family)?.get(name);
  }

  function indexIoctls(): { byName: Map<string, string>; byValue: Map<bigint, string> } {
    const byName = new Map<string, string>();
    const byValue = new Map<bigint, string>();
    for (const family of ioctls.keys) {
      const values = wordsOf(ioctls.cell(family, 2));
      wordsOf(ioctls.cell(family, 1)).forEach((name, i) => {
        byName.set(name, family);
        const value = valueOf(values[i]);
        if (value !== undefined && !byValue.has(value)) byValue.set(value, name);
      });
    }
    return { byName, byValue };
  }

  function field(struct: string | undefined, name: string): FieldDoc | undefined {
    const own = struct === undefined ? undefined : structOf(struct)?.fields.get(name);
    if (own !== undefined) return own;
    if (structsByField === undefined) {
      structsByField = new Map();
      for (const key of structs.keys) {
        for (const word of wordsOf(structs.cell(key, 1))) {
          if (!structsByField.has(word)) structsByField.set(word, key);
        }
      }
    }
    const other = structsByField.get(name);
    return other === undefined ? undefined : structOf(other)?.fields.get(name);
  }

  function findPath(path: string): PathDoc | undefined {
    if (path.length > longestPath) return undefined;
    const pattern = paths.keys.find((key) => matchesGlob(key, path));
    return pattern === undefined ? undefined : readPath(paths, pattern);
  }
}
