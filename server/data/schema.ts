/**
 * The form of every data file. `data/compile.ts` checks the files against it, and makes JSON Schemas
 * of it, which give completion in editors.
 */
import { z } from 'zod';

const identifier = z.string().regex(/^[A-Za-z_][\w#]*$/, 'wants a name as strace prints it');

/** Prose is a sentence: a capital, a code span or a digit first, a full stop last. */
const sentence = z
  .string()
  .regex(/^[A-Z0-9`"“][^]*[.!?)]$/, 'wants a sentence: a capital first, a full stop last');

/** A meaning is a phrase or a sentence; both end in a full stop. */
const meaning = z
  .string()
  .regex(/^[^\s][^]*\.$/, 'wants a phrase or sentence that ends in a full stop');

const integer = z
  .union([z.number().int(), z.string().regex(/^-?(0x[0-9a-f]+|\d+)$/, 'wants an integer')])
  .describe('A number; written as a string where it does not fit 53 bits.');

/** How the value of an argument, field or result is read out. */
export const valueTypes = [
  'fd', // a descriptor
  'dirfd', // a directory descriptor or AT_FDCWD
  'path', // a path name
  'string', // other text
  'buffer', // bytes that are read or written
  'flags', // members of a set, joined by |
  'enum', // one member of a set
  'mode', // permission bits, maybe with a file type
  'dev', // device number
  'size', // a number of bytes
  'count', // a number of things
  'offset', // a position in bytes
  'int', // another number
  'bool', // 0 or not 0
  'id', // an identifier that only compares
  'pid', // a process, process group or thread
  'uid',
  'gid',
  'signal',
  'sigset',
  'status', // wait status
  'exit', // exit status
  'errno',
  'address', // an address in the tracee's memory
  'pointer', // where a structure is, when strace does not follow it
  'struct', // a structure, see `struct`
  'array', // a list
  'sockaddr',
  'timespec', // seconds and nanoseconds
  'timeval', // seconds and microseconds
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
  'ticks', // clock ticks of 1/100 s
  'time', // seconds since the epoch
  'port', // a port, in host order
  'ip', // an address of the Internet
  'command', // the command of a multiplexer
  'void',
] as const;

const valueType = z.enum(valueTypes);

const groups = z
  .union([identifier, z.array(identifier).min(1)])
  .describe('Group or groups of constants that the value is made of, see constants/.');

const argument = z.strictObject({
  name: identifier.describe('As strace -N prints it.'),
  ctype: z.string().describe('Type in C, as in the prototype.'),
  type: valueType,
  set: groups.exactOptional(),
  struct: identifier.exactOptional().describe('Name of the structure, see structs/.'),
  out: z.boolean().exactOptional().describe('True where the kernel fills it in.'),
  when: z.string().exactOptional().describe('When strace prints it at all, in words.'),
  doc: sentence,
});

/** `if`: a guard, see templates in CONTRIBUTING.md. The first variant whose guard holds is taken. */
const variant = z.strictObject({ if: z.string().exactOptional(), text: z.string() });
const template = z.union([z.string(), z.array(variant).min(1)]);

const someSentences = z.strictObject({
  success: template.exactOptional(),
  failure: template.exactOptional(),
  unfinished: template.exactOptional(),
});

const sentences = z.strictObject({
  success: template.describe('Past tense: "Opened {pathname} as {result}".'),
  failure: template.describe('"Could not open {pathname}"; the errno is explained after it.'),
  unfinished: template.describe('"Opening {pathname}"; that it has not returned is said after it.'),
});

const returns = z.strictObject({
  type: valueType,
  set: groups.exactOptional(),
  doc: sentence,
});

const errors = z.record(z.string().regex(/^E[A-Z0-9]+$/), sentence);

const usual = z
  .record(z.string().regex(/^E[A-Z0-9]+$/), sentence)
  .describe('Errnos that are harmless in a situation: which one, in a sentence.');

const command = z.strictObject({
  summary: sentence.max(160),
  args: z
    .array(argument)
    .exactOptional()
    .describe('The arguments after the command, where they differ.'),
  returns: returns.exactOptional(),
  errors: errors.exactOptional(),
  usual: usual.exactOptional(),
  notes: z.string().exactOptional(),
  sentence: someSentences.exactOptional(),
  since: z.string().exactOptional(),
});

export const syscallSchema = z.strictObject({
  name: identifier,
  summary: sentence.max(120).describe('What it does, for a programmer, in the third person.'),
  class: z
    .array(
      z.enum([
        'file',
        'desc',
        'process',
        'memory',
        'network',
        'signal',
        'ipc',
        'creds',
        'clock',
        'pure',
        'stat',
        'lstat',
        'fstat',
        'statfs',
        'fstatfs',
        'other',
      ]),
    )
    .min(1),
  args: z.array(argument).max(8),
  returns: returns.exactOptional(),
  errors: errors.exactOptional(),
  usual: usual.exactOptional(),
  notes: z.string().exactOptional().describe('Where readers are misled. Markdown, sentences.'),
  sentence: sentences.exactOptional(),
  /** For multiplexers: the argument that selects, and an entry for each of its values. */
  command: z
    .strictObject({ arg: identifier, set: groups, entries: z.record(z.string(), command) })
    .exactOptional(),
  since: z.string().exactOptional().describe('First kernel that has it, as a string: "2.6.16".'),
  architectures: z.string().exactOptional().describe('Only where it is not on every current one.'),
  replaced: z.array(identifier).exactOptional().describe('What is used now instead.'),
  see: z.array(identifier).exactOptional(),
  man: z
    .string()
    .regex(/^[a-z_0-9.]+\.\d[a-z]*$/)
    .exactOptional()
    .describe('Manual page, "openat.2"; "none" pages are left out; default NAME.2.'),
  sources: z.array(z.url()).min(1),
});

const member = z.strictObject({
  value: integer.exactOptional().describe('On x86-64; absent where it does not exist there.'),
  values: z.record(z.string(), integer).exactOptional().describe('Values on other architectures.'),
  doc: meaning,
  since: z.string().exactOptional(),
  mask: z.boolean().exactOptional().describe('True for a mask over other members, never a value.'),
});

export const constantsSchema = z.strictObject({
  group: identifier,
  about: sentence.describe('What the group is: which argument takes it.'),
  kind: z.enum(['flags', 'enum']).describe('Whether members are joined by | or stand alone.'),
  fields: z
    .array(
      z.strictObject({
        mask: integer,
        group: identifier.exactOptional().describe('Group of the values under the mask.'),
        shift: z.number().int().exactOptional(),
        doc: sentence.exactOptional(),
      }),
    )
    .exactOptional()
    .describe('Parts of the number that hold a value of their own.'),
  members: z.record(z.string(), member),
});

export const ioctlsSchema = z.strictObject({
  family: identifier,
  about: sentence.describe('Which device or file these commands are for.'),
  members: z.record(
    z.string(),
    z.strictObject({
      value: integer.exactOptional(),
      values: z.record(z.string(), integer).exactOptional(),
      doc: meaning,
      arg: z.string().exactOptional().describe('C type of the third argument, or what it is.'),
      set: groups.exactOptional(),
      sentence: someSentences.exactOptional(),
      usual: usual.exactOptional(),
    }),
  ),
});

export const structSchema = z.strictObject({
  struct: identifier,
  about: sentence,
  fields: z.record(
    z.string(),
    z.strictObject({
      type: valueType,
      set: groups.exactOptional(),
      struct: identifier.exactOptional(),
      doc: meaning,
    }),
  ),
});

/** Well-known paths; `pattern` is a glob of `*` (within one name) and `**`. */
export const pathsSchema = z.strictObject({
  paths: z.array(
    z.strictObject({
      pattern: z.string().startsWith('/'),
      doc: sentence.describe('What the file is, who reads it and why.'),
    }),
  ),
});

/** What the words around a call mean; `{name}` stands for a value. */
export const textsSchema = z.strictObject({ texts: z.record(z.string(), meaning) });

/**
 * Numbers of syscalls: one per architecture, blanks between, `-` where it does not have the call.
 * The order is x86_64, i386, x32, aarch64, arm, riscv64.
 */
export const numbersSchema = z.strictObject({
  numbers: z.record(identifier, z.string().regex(/^(-|\d+)( (-|\d+)){5}$/, 'wants six numbers')),
});

export type ArgumentData = z.infer<typeof argument>;
export type ReturnsData = z.infer<typeof returns>;
export type SentencesData = z.infer<typeof sentences>;
export type TemplateData = z.infer<typeof template>;
export type CommandData = z.infer<typeof command>;
export type SyscallData = z.infer<typeof syscallSchema>;
export type ConstantsData = z.infer<typeof constantsSchema>;
export type IoctlsData = z.infer<typeof ioctlsSchema>;
export type StructData = z.infer<typeof structSchema>;
export type TextsData = z.infer<typeof textsSchema>;
export type NumbersData = z.infer<typeof numbersSchema>;
export type PathsData = z.infer<typeof pathsSchema>;
