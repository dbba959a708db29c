/** What is known about Linux, as the server's features get it. The YAML files say where it is from. */

/** How the value of an argument, field or result is read out; server/data/schema.ts lists them. */
export type ValueType =
  | 'fd'
  | 'dirfd'
  | 'path'
  | 'string'
  | 'buffer'
  | 'flags'
  | 'enum'
  | 'mode'
  | 'dev'
  | 'size'
  | 'count'
  | 'offset'
  | 'int'
  | 'bool'
  | 'id'
  | 'pid'
  | 'uid'
  | 'gid'
  | 'signal'
  | 'sigset'
  | 'status'
  | 'exit'
  | 'errno'
  | 'address'
  | 'pointer'
  | 'struct'
  | 'array'
  | 'sockaddr'
  | 'timespec'
  | 'timeval'
  | 'seconds'
  | 'milliseconds'
  | 'microseconds'
  | 'nanoseconds'
  | 'ticks'
  | 'time'
  | 'port'
  | 'ip'
  | 'command'
  | 'void';

/** Type of a value, and what it is made of. */
export interface TypeDoc {
  readonly type: ValueType;
  /** Groups of constants, best first; absent where the value is made of none. */
  readonly set?: readonly string[];
  /** Structure that the value is, or that it is an array of. */
  readonly struct?: string;
}

export interface ArgumentDoc extends TypeDoc {
  /** As `strace -N` prints it. */
  readonly name: string;
  /** Type in C. */
  readonly ctype: string;
  /** True where the kernel fills it in. */
  readonly out?: boolean;
  /** When strace prints it at all, in words; absent where it always does. */
  readonly when?: string;
  readonly doc: string;
}

export interface ReturnsDoc extends TypeDoc {
  readonly doc: string;
}

/** One template, or variants of which the first whose guard holds is taken. */
export type TemplateDoc = string | readonly { readonly if?: string; readonly text: string }[];

/** Templates of the sentence that says what a call did. */
export interface SentencesDoc {
  readonly success?: TemplateDoc;
  readonly failure?: TemplateDoc;
  readonly unfinished?: TemplateDoc;
}

/** What a command of a multiplexer (`fcntl`, `futex`, …) says otherwise than its syscall. */
export interface CommandDoc {
  readonly summary: string;
  /** The arguments after the command. */
  readonly args?: readonly ArgumentDoc[];
  readonly returns?: ReturnsDoc;
  readonly errors?: Readonly<Record<string, string>>;
  readonly usual?: Readonly<Record<string, string>>;
  readonly notes?: string;
  readonly sentence?: SentencesDoc;
  readonly since?: string;
}

export interface SyscallDoc {
  readonly name: string;
  readonly summary: string;
  /** strace's classes, without the percent sign. */
  readonly class: readonly string[];
  /** In the order in which strace prints them. */
  readonly args: readonly ArgumentDoc[];
  readonly returns?: ReturnsDoc;
  /** By errno: what it means for this call. */
  readonly errors?: Readonly<Record<string, string>>;
  /** By errno: when it is harmless. */
  readonly usual?: Readonly<Record<string, string>>;
  /** Where readers are misled. Markdown. */
  readonly notes?: string;
  readonly sentence?: SentencesDoc;
  /** For multiplexers: name of the argument that selects, its groups, and what each value means. */
  readonly command?: {
    readonly arg: string;
    readonly set: readonly string[];
    readonly entries: Readonly<Record<string, CommandDoc>>;
  };
  /** First kernel that has it: `2.6.16`. Absent where it was always there or is not known. */
  readonly since?: string;
  readonly architectures?: string;
  /** What is used now instead. */
  readonly replaced?: readonly string[];
  readonly see?: readonly string[];
  /** Manual page, `openat.2`; absent where it is the name's own in section 2. */
  readonly man?: string;
  readonly sources: readonly string[];
}

/** One name in one group. */
export interface ConstantDoc {
  readonly name: string;
  readonly group: string;
  /** On x86-64, or where `Knowledge.on` says; undefined where it does not exist there. */
  readonly value?: bigint;
  /** On other architectures where it differs: `mips`, `alpha`, `arm`, … */
  readonly values?: Readonly<Record<string, bigint>>;
  readonly doc: string;
  readonly since?: string;
  /** True for a mask over other members, which is never a value. */
  readonly mask?: boolean;
}

/** A part of a number that holds a value of its own, such as the access mode in open's flags. */
export interface BitField {
  readonly mask: bigint;
  /** Group of the values under the mask; the group itself where absent. */
  readonly group?: string;
  /** How far right the part is moved before it is compared; 0 where absent. */
  readonly shift?: number;
  readonly doc?: string;
}

export interface GroupDoc {
  readonly group: string;
  readonly about: string;
  /** `flags` are joined by `|`, of an `enum` a value is one. */
  readonly kind: 'flags' | 'enum';
  readonly fields: readonly BitField[];
  readonly members: ReadonlyMap<string, ConstantDoc>;
}

export interface IoctlDoc {
  readonly name: string;
  readonly family: string;
  /** Which device or file the family is for. */
  readonly about: string;
  readonly value?: bigint;
  readonly values?: Readonly<Record<string, bigint>>;
  readonly doc: string;
  /** C type of the third argument, or what it is. */
  readonly arg?: string;
  /** Groups of constants that the third argument, or what it points to, is made of. */
  readonly set?: readonly string[];
  readonly sentence?: SentencesDoc;
  readonly usual?: Readonly<Record<string, string>>;
}

export interface FieldDoc extends TypeDoc {
  readonly name: string;
  /** Structure that it is a field of. */
  readonly of: string;
  readonly doc: string;
}

export interface StructDoc {
  readonly name: string;
  readonly about: string;
  /** In the order of the data, which is strace's. */
  readonly fields: ReadonlyMap<string, FieldDoc>;
}

/** What a file that every system has is for. */
export interface PathDoc {
  /** Glob that the path matched. */
  readonly pattern: string;
  readonly doc: string;
}
