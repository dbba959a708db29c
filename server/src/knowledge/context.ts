/**
 * What a value in a call is: which argument, of which type, made of which constants, a field of
 * which structure. The argument's position decides what a name or a number means.
 */
import { ownValue } from '../syntax/ownValue.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { spanText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { argumentAt, commandOf, syscallOf } from './callDocs.ts';
import type { Knowledge } from './knowledge.ts';
import { addressStruct, answersSystemCall, statusIsSignal } from './neighbors.ts';
import type { ArgumentDoc, FieldDoc, StructDoc, TypeDoc, ValueType } from './types.ts';

export {
  argumentAt,
  argumentNamed,
  argumentsOf,
  commandOf,
  ioctlOf,
  syscallOf,
} from './callDocs.ts';

/** What is known of a value's place. Everything but `groups` may be unknown. */
export interface ValueContext {
  readonly argument?: ArgumentDoc;
  /** Where the value is a field of a structure. */
  readonly field?: FieldDoc;
  readonly type?: ValueType;
  /** Groups whose constants the value is made of, best first; empty where it is made of none. */
  readonly groups: readonly string[];
  /** Structure that the value is, or whose array it is. */
  readonly struct?: string;
}

/** Where nothing is known. */
export const noContext: ValueContext = { groups: [] };

/**
 * What the value is that `path` leads to: the index of the argument, then of children. An empty
 * path, or one that leads nowhere, has no context.
 */
export function contextOf(
  call: JoinedCall,
  path: readonly number[],
  knowledge: Knowledge,
): ValueContext {
  const [index, ...rest] = path;
  const value = index === undefined ? undefined : call.args[index];
  if (index === undefined || value === undefined) return noContext;
  const argument = argumentAt(call, index, knowledge);
  const place: Place = { value, context: argumentContext(argument, knowledge) };
  return descend(place, rest, { text: call.text, knowledge });
}

/** What an argument is, whatever its value. */
export function argumentContext(
  argument: ArgumentDoc | undefined,
  knowledge: Knowledge,
): ValueContext {
  if (argument === undefined) return noContext;
  return { ...typeContext(argument, knowledge), argument };
}

/** What the call returns; `path` leads into it, an empty one to the value itself. */
export function resultContext(
  call: JoinedCall,
  knowledge: Knowledge,
  path: readonly number[] = [],
): ValueContext {
  const returns = commandOf(call, knowledge)?.doc.returns ?? syscallOf(call, knowledge)?.returns;
  const context = returns === undefined ? noContext : typeContext(returns, knowledge);
  const value = call.result?.value;
  if (value === undefined) return context;
  return descend({ value, context }, path, { text: call.text, knowledge });
}

/** What a value within a signal line's structure is; `path` leads from the structure. */
export function signalContext(
  info: Value,
  path: readonly number[],
  { text, knowledge }: Reading,
): ValueContext {
  const context: ValueContext = { type: 'struct', groups: [], struct: 'siginfo' };
  return descend({ value: info, context }, path, { text, knowledge });
}

/** What the child of a value is, where the value's own context is known. */
export function childContext(
  { value, context }: Place,
  index: number,
  { text, knowledge }: Reading,
): ValueContext {
  const child = value.children[index];
  if (child === undefined) return noContext;
  switch (value.kind) {
    case 'struct': {
      const struct = structOf({ value, context }, { text, knowledge });
      const field = fieldAt(child, index, struct);
      if (field === undefined) {
        return child.key === undefined ? context : noContext;
      }
      const isSignal = field.name === 'si_status' && statusIsSignal(value, text);
      return { ...typeContext(isSignal ? signalType : field, knowledge), field };
    }
    case 'call':
      return callContext(value, index);
    case 'set': {
      // Names between blanks are signals; descriptors and processors are numbers.
      const isSignal = context.groups.length === 0 && child.kind === 'name';
      return isSignal ? { type: 'signal', groups: signalGroups } : context;
    }
    default:
      return context;
  }

  function fieldAt(
    member: Value,
    position: number,
    struct: StructDoc | undefined,
  ): FieldDoc | undefined {
    if (member.key !== undefined) {
      return knowledge.field(struct?.name, spanText(member.key, text));
    }
    // Old straces print some structures without names: `{0, -1, SEM_UNDO}`.
    return [...(struct?.fields.values() ?? [])][position];
  }

  function callContext(form: Value, position: number): ValueContext {
    const head = form.head === undefined ? '' : spanText(form.head, text);
    const type = ownValue(functionTypes, head);
    if (type !== undefined) return { type: type[position] ?? type[0] ?? 'int', groups: [] };
    const groups = answersSystemCall(form, position, text)
      ? answerGroups
      : ownValue(functionGroups, head)?.[position];
    return groups === undefined ? context : { groups };
  }
}

const signalType: TypeDoc = { type: 'signal' };
const answerGroups = ['seccomp_ret_action'] as const;

/** A value and what it is. */
export interface Place {
  readonly value: Value;
  readonly context: ValueContext;
}

/** The text that spans are columns of, and what is known. */
export interface Reading {
  readonly text: string;
  readonly knowledge: Knowledge;
}

/** Function-like forms by strace whose parts have a type of their own. */
const functionTypes: Readonly<Record<string, readonly ValueType[]>> = {
  htons: ['port'],
  ntohs: ['port'],
  htonl: ['ip'],
  inet_addr: ['ip'],
  if_nametoindex: ['string'],
  makedev: ['int'],
  KERNEL_VERSION: ['int'],
};

/** Function-like forms whose parts are constants, by position. */
const functionGroups: Readonly<Record<string, readonly (readonly string[])[]>> = {
  inet_pton: [['addrfams']],
  _IOC: [['ioctl_dirs']],
  BPF_STMT: [['bpf_class', 'bpf_size', 'bpf_mode', 'bpf_op_alu', 'bpf_rval', 'bpf_miscop']],
  BPF_JUMP: [['bpf_class', 'bpf_op_jmp', 'bpf_src']],
  QCMD: [['quotacmds', 'xfs_quota_cmds'], ['quotatypes']],
  IOPRIO_PRIO_VALUE: [['ioprio_class']],
};

const signalGroups = ['signal', 'signal_realtime'] as const;

/** Groups of types that are always made of the same constants. */
const typeGroups: Partial<Record<ValueType, readonly string[]>> = {
  signal: signalGroups,
  sigset: signalGroups,
  status: ['signal', 'ptrace_events'],
  errno: ['errno'],
  mode: ['modetypes'],
  sockaddr: ['addrfams'],
};

function typeContext({ type, set, struct }: TypeDoc, knowledge: Knowledge): ValueContext {
  const groups = set ?? typeGroups[type] ?? [];
  if (struct !== undefined) return { type, groups, struct };
  const usual = usualStructs[type];
  if (usual === undefined || knowledge.struct(usual) === undefined) return { type, groups };
  return { type, groups, struct: usual };
}

const usualStructs: Partial<Record<ValueType, string>> = {
  timespec: 'timespec',
  timeval: 'timeval',
  sockaddr: 'sockaddr',
};

function descend(place: Place, path: readonly number[], reading: Reading): ValueContext {
  let { value, context } = place;
  for (const index of path) {
    const child = value.children[index];
    if (child === undefined) return noContext;
    context = childContext({ value, context }, index, reading);
    value = child;
  }
  return context;
}

/** The structure that a value is; of a socket address that of its family. */
function structOf({ value, context }: Place, { text, knowledge }: Reading): StructDoc | undefined {
  const special = addressStruct(value, text);
  const struct = special === undefined ? undefined : knowledge.struct(special);
  if (struct !== undefined) return struct;
  return context.struct === undefined ? undefined : knowledge.struct(context.struct);
}
