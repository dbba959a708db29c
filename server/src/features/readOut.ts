/** Values of a trace in plain English: what a number, a set or a structure says. */
import type { Place, Reading, ValueContext } from '../knowledge/context.ts';
import { integerOf } from '../knowledge/numbers.ts';
import type { ValueType } from '../knowledge/types.ts';
import { flagNames, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { addressPhrase } from './readOutAddress.ts';
import type { Phrase } from './readOutCode.ts';
import { descriptorPhrase } from './readOutDescriptor.ts';
import { commandPhrase, devicePhrase, formPhrase } from './readOutForms.ts';
import {
  bytesText,
  fileTypeText,
  grouped,
  modeOf,
  numberOf,
  permissionText,
  unitText,
} from './readOutNumbers.ts';
import { signalSetPhrase, statusPhrase } from './readOutSignals.ts';
import { stringPhrase } from './readOutStrings.ts';
import { timePhrase } from './readOutTimes.ts';

/**
 * What a value says, beyond what stands there: `0644` as `rw-r--r--`, `4096` as `4,096 bytes (4
 * KiB)`. Undefined where the text says it all, and where nothing is known of the value.
 */
export function readOut(place: Place, reading: Reading): Phrase | undefined {
  const { value, context } = place;
  const { text } = reading;
  if (value.kind === 'operation' && value.operator === '=>') return changePhrase(place, reading);
  if (value.kind === 'ellipsis' || value.kind === 'missing') return undefined;
  if (value.kind === 'call' && context.type !== 'sockaddr') {
    const form = formPhrase(value, text);
    if (form !== undefined) return form;
  }
  const byType = context.type === undefined ? undefined : readers[context.type]?.(place, reading);
  return byType ?? rawNumberPhrase(value, context, reading) ?? stringPhrase(value, text);
}

type Reader = (place: Place, reading: Reading) => Phrase | undefined;

const readers: Partial<Record<ValueType, Reader>> = {
  fd: ({ value }, { text }) => descriptorPhrase(value, text),
  dirfd: ({ value }, { text }) => descriptorPhrase(value, text),
  path: ({ value }, { text }) => stringPhrase(value, text),
  string: ({ value }, { text }) => stringPhrase(value, text),
  buffer: ({ value }, { text }) => stringPhrase(value, text),
  mode: ({ value }, { text }) => modePhrase(value, text),
  dev: ({ value }, { text }) => devicePhrase(value, text),
  size: ({ value }, { text }) => sizePhrase(value, text),
  offset: ({ value }, { text }) => sizePhrase(value, text),
  count: ({ value }, { text }) => largeNumber(value, text),
  int: ({ value }, { text }) => largeNumber(value, text),
  bool: ({ value }, { text }) => boolPhrase(value, text),
  uid: ({ value }, { text }) => ownerPhrase(value, text, 'user'),
  gid: ({ value }, { text }) => ownerPhrase(value, text, 'group'),
  signal: signalPhrase,
  command: commandPhrase,
  sigset: ({ value }, { text }) => signalSetPhrase(value, text),
  status: ({ value }, reading) => statusPhrase(value, reading),
  exit: ({ value }, reading) => exitPhrase(value, reading),
  errno: ({ value }, { text, knowledge }) => {
    const number = numberOf(value, text);
    const name = number === undefined ? undefined : knowledge.errno(abs(number).toString())?.name;
    return name === undefined ? undefined : [{ code: name }];
  },
  sockaddr: ({ value }, { text }) => addressPhrase(value, text),
  timespec: timePhrase,
  timeval: timePhrase,
  seconds: timePhrase,
  milliseconds: timePhrase,
  microseconds: timePhrase,
  nanoseconds: timePhrase,
  ticks: timePhrase,
  time: timePhrase,
};

/** A raw number where strace could have printed names (`-X raw`, unknown bits). */
function rawNumberPhrase(
  value: Value,
  context: ValueContext,
  { text, knowledge }: Reading,
): Phrase | undefined {
  if (value.kind !== 'number' || context.groups.length === 0) return undefined;
  const number = numberOf(value, text);
  if (number === undefined) return undefined;
  const { members, rest } = knowledge.decode(number, context.groups);
  if (members.length === 0) {
    return number === 0n && context.type === 'flags' ? ['none'] : undefined;
  }
  const names = members.map(({ name }) => name);
  if (rest !== 0n) names.push(`0x${rest.toString(16)}`);
  return [{ code: names.join('|') }];
}

/** Value on entry, then value on exit, each as far as it can be read out. */
function changePhrase({ value, context }: Place, reading: Reading): Phrase | undefined {
  const sides = value.children.map((child) => ({
    printed: valueText(child, reading.text),
    phrase: readOut({ value: child, context }, reading),
  }));
  if (sides.every(({ phrase }) => phrase === undefined)) return undefined;
  return sides.flatMap(({ printed, phrase }, i) => [
    ...(i === 0 ? [] : [', then ']),
    ...(phrase ?? [{ code: printed }]),
  ]);
}

function modePhrase(value: Value, text: string): Phrase | undefined {
  const mode = modeOf(value, text);
  if (mode === undefined || mode < 0n || mode > 0o177777n) return undefined;
  const type = fileTypeText(mode);
  const specials = [
    (mode & 0o4000n) !== 0n && 'set-user-ID',
    (mode & 0o2000n) !== 0n && 'set-group-ID',
    (mode & 0o1000n) !== 0n && 'sticky',
  ].filter((word) => word !== false);
  return [
    ...(type === undefined ? [] : [`${type}, `]),
    { code: permissionText(mode) },
    ...specials.map((word) => `, ${word}`),
  ];
}

/** The largest number of 64 bits, which callers pass for "as much as there is". */
const everything = 2n ** 64n - 1n;

function sizePhrase(value: Value, text: string): Phrase | undefined {
  if (value.kind === 'name')
    return valueText(value, text).endsWith('INFINITY') ? ['no limit'] : undefined;
  const size = numberOf(value, text);
  if (size === undefined || size < 0n) return undefined;
  if (size === everything) return ['the largest number of 64 bits'];
  const units = unitText(size);
  return [units === undefined ? bytesText(size) : `${bytesText(size)} (${units})`];
}

const fourDigits = 1000n;

/** Thousands apart where that helps, and decimal for what is printed otherwise. */
function largeNumber(value: Value, text: string): Phrase | undefined {
  if (value.kind === 'name')
    return valueText(value, text).endsWith('INFINITY') ? ['no limit'] : undefined;
  const number = numberOf(value, text);
  if (number === undefined) return undefined;
  const printed = valueText(value, text);
  const isPlain = printed === number.toString();
  if (isPlain && abs(number) < fourDigits) return undefined;
  return [grouped(number)];
}

function boolPhrase(value: Value, text: string): Phrase | undefined {
  const number = numberOf(value, text);
  return number === undefined ? undefined : [number === 0n ? 'no' : 'yes'];
}

const nobody = 65_534n;

function ownerPhrase(value: Value, text: string, kind: 'user' | 'group'): Phrase | undefined {
  const number = numberOf(value, text);
  if (number === undefined) return undefined;
  if (number === 0n) return [kind === 'user' ? 'root' : "root's group"];
  if (number === -1n || number === 0xffff_ffffn) return ['none: left as it is'];
  if (number === nobody) return [`nobody, whom files of unknown ${kind}s belong to`];
  return undefined;
}

function signalPhrase({ value }: Place, { text, knowledge }: Reading): Phrase | undefined {
  const number = numberOf(value, text);
  if (number === undefined) {
    const name = value.kind === 'name' ? valueText(value, text) : undefined;
    const known = name === undefined ? undefined : knowledge.signal(name)?.value;
    return known === undefined ? undefined : [`signal ${known}`];
  }
  if (number === 0n) return ['no signal'];
  const name = knowledge.signal(number.toString())?.name;
  return name === undefined ? undefined : [{ code: name }];
}

/** Exit statuses by the convention of shells, which add 128 to the signal that killed a command. */
const killedBase = 128n;

function exitPhrase(value: Value, { text, knowledge }: Reading): Phrase | undefined {
  const status = numberOf(value, text);
  if (status === undefined) return undefined;
  if (status === 0n) return ['success'];
  if (status === 126n) return ['by convention: found, but could not be executed'];
  if (status === 127n) return ['by convention: command not found'];
  const signal =
    status > killedBase ? knowledge.signal((status - killedBase).toString()) : undefined;
  if (signal !== undefined) return ['by convention of shells: killed by ', { code: signal.name }];
  return ['by convention: failure'];
}

function abs(number: bigint): bigint {
  return number < 0n ? -number : number;
}

/** The text of a value in a code span, as it is printed: what every reader falls back to. */
export function printedPhrase(value: Value, text: string): Phrase {
  return [{ code: valueText(value, text) }];
}

/** Names of a set, or of the members that a raw number decodes into. */
export function namesOf({ value, context }: Place, { text, knowledge }: Reading): string[] {
  const names = flagNames(value, text);
  if (names.length > 0) return names;
  const number = value.kind === 'number' ? integerOf(valueText(value, text)) : undefined;
  if (number === undefined) return [];
  return knowledge.decode(number, context.groups).members.map(({ name }) => name);
}
