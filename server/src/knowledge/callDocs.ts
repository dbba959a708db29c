/** What a call asks for: its syscall, its command, and which argument each value is. */
import { ownValue } from '../syntax/ownValue.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { flagNames, spanText, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Knowledge } from './knowledge.ts';
import { integerOf } from './numbers.ts';
import type { ArgumentDoc, CommandDoc, IoctlDoc, SyscallDoc } from './types.ts';

/** The syscall of a call, by the name on its line. */
export function syscallOf(call: JoinedCall, knowledge: Knowledge): SyscallDoc | undefined {
  return call.name === undefined ? undefined : knowledge.syscall(spanText(call.name, call.text));
}

/** The entry of a multiplexer's command in this call: of `fcntl(3, F_GETFD)` that of `F_GETFD`. */
export function commandOf(
  call: JoinedCall,
  knowledge: Knowledge,
): { readonly name: string; readonly doc: CommandDoc } | undefined {
  const command = syscallOf(call, knowledge)?.command;
  if (command === undefined) return undefined;
  const value = argumentNamed(call, command.arg, knowledge);
  if (value === undefined) return undefined;
  const groups = groupsAtLevel(command.set, call, knowledge);
  for (const name of spellings(constantNames(value, call.text, groups, knowledge))) {
    const doc = ownValue(command.entries, name);
    if (doc !== undefined) return { name, doc };
  }
  return undefined;
}

/**
 * The command of an `ioctl` call. Of the names that share its number the first that has a sentence
 * is taken, as those are the common ones: `VBG_IOCTL_VMMDEV_REQUEST_BIG or VT_GETSTATE`.
 */
export function ioctlOf(call: JoinedCall, knowledge: Knowledge): IoctlDoc | undefined {
  if (syscallOf(call, knowledge)?.name !== 'ioctl') return undefined;
  const value = call.args[1];
  if (value === undefined) return undefined;
  const docs = flagNames(value, call.text).flatMap((name) => knowledge.ioctl(name) ?? []);
  const named = docs.find(({ sentence }) => sentence !== undefined) ?? docs[0];
  if (named !== undefined) return named;
  const number = integerOf(valueText(value, call.text));
  return number === undefined ? undefined : knowledge.ioctl(number);
}

/** Arguments of this call: those of the syscall, with what its command says of the later ones. */
export function argumentsOf(call: JoinedCall, knowledge: Knowledge): readonly ArgumentDoc[] {
  const syscall = syscallOf(call, knowledge);
  if (syscall === undefined) return [];
  const { command } = syscall;
  const args = syscall.args.map((argument) => {
    if (argument.name !== command?.arg || argument.set === undefined) return argument;
    return { ...argument, set: groupsAtLevel(argument.set, call, knowledge) };
  });
  const later = commandOf(call, knowledge)?.doc.args;
  if (command !== undefined && later !== undefined) {
    const first = args.findIndex(({ name }) => name === command.arg) + 1;
    return [...args.slice(0, first), ...later, ...args.slice(first + later.length)];
  }
  const last = args[2];
  const ioctl = last === undefined ? undefined : ioctlOf(call, knowledge);
  if (last === undefined || ioctl === undefined) return args;
  return [...args.slice(0, 2), ioctlArgument(last, ioctl, knowledge)];
}

/** The third argument of `ioctl`, with what its command says of it. */
function ioctlArgument(last: ArgumentDoc, ioctl: IoctlDoc, knowledge: Knowledge): ArgumentDoc {
  const struct = structIn(ioctl.arg);
  if (struct !== undefined && knowledge.struct(struct) !== undefined) {
    return { ...last, type: 'struct', struct };
  }
  const kind = ioctl.set?.flatMap((name) => knowledge.group(name)?.kind ?? [])[0];
  if (ioctl.set === undefined || kind === undefined) return last;
  return { ...last, type: kind, set: ioctl.set };
}

/** Which argument the value at `index` is. Its name decides where strace prints one (`-N`). */
export function argumentAt(
  call: JoinedCall,
  index: number,
  knowledge: Knowledge,
): ArgumentDoc | undefined {
  const value = call.args[index];
  if (value === undefined) return undefined;
  const args = argumentsOf(call, knowledge);
  if (value.key === undefined) return args[index];
  const key = spanText(value.key, call.text);
  const named = args.find(({ name }) => name === key);
  if (named !== undefined) return named;
  const base = syscallOf(call, knowledge)?.args.find(({ name }) => name === key);
  return base ?? args[index];
}

/** The value of the argument that is called so; undefined where the call does not print it. */
export function argumentNamed(
  call: JoinedCall,
  name: string,
  knowledge: Knowledge,
): Value | undefined {
  const keyed = call.args.find(({ key }) => key !== undefined && spanText(key, call.text) === name);
  if (keyed !== undefined) return keyed;
  const syscall = syscallOf(call, knowledge);
  if (syscall === undefined) return undefined;
  // The command itself is found among the syscall's own arguments, before the command is known.
  const isCommand = syscall.command?.arg === name;
  const args = isCommand ? syscall.args : argumentsOf(call, knowledge);
  const value = call.args[args.findIndex((argument) => argument.name === name)];
  if (value?.key === undefined) return value;
  // A name that this version of strace prints and the data does not know is only another name.
  const key = spanText(value.key, call.text);
  return args.some((argument) => argument.name === key) ? undefined : value;
}

/**
 * Of the groups of a socket's option, those of the level that the call names: the option 1 is
 * `TCP_NODELAY` at `SOL_TCP`, and `SO_DEBUG` at `SOL_SOCKET`. All of them in other calls.
 */
function groupsAtLevel(
  groups: readonly string[],
  call: JoinedCall,
  knowledge: Knowledge,
): readonly string[] {
  const index = syscallOf(call, knowledge)?.args.findIndex(({ name }) => name === 'level') ?? -1;
  const value = call.args[index];
  if (value === undefined) return groups;
  const names = constantNames(value, call.text, ['socketlayers'], knowledge);
  const level = names.find((name) => /^(SOL|AF)_\w+$/.test(name))?.replace(/^(SOL|AF)_/, '');
  if (level === undefined) return [];
  const group = level === 'SOCKET' ? 'sock_options' : `sock_${level.toLowerCase()}_options`;
  return groups.filter((one) => one.replace(/^[gs]et/, '') === group);
}

/** Names of a value, as printed or decoded from its number. */
function constantNames(
  value: Value,
  text: string,
  groups: readonly string[],
  knowledge: Knowledge,
): string[] {
  const names = flagNames(value, text);
  // A command inside a form, `QCMD(Q_GETQUOTA, USRQUOTA)`, or next to flags of its own.
  if (value.kind === 'call') names.push(...value.children.flatMap((one) => flagNames(one, text)));
  names.unshift(valueText(value, text));
  const number = integerOf(valueText(value, text));
  if (number !== undefined) {
    names.push(...knowledge.decode(number, groups).members.map(({ name }) => name));
  }
  return names;
}

/** The names, then what each of them is without the parts that change nothing of its meaning. */
function spellings(names: readonly string[]): string[] {
  return [...names, ...names.map((name) => name.replace(/\|.*$/, '').replace(/_PRIVATE$/, ''))];
}

/** `struct termios` in the C type of an ioctl's argument. */
function structIn(type: string | undefined): string | undefined {
  return type === undefined ? undefined : /\bstruct (\w+)/.exec(type)?.[1];
}
