/** Forms like functions that strace writes, and the packed numbers that some of them stand for. */
import type { Place, Reading } from '../knowledge/context.ts';
import { deviceParts, ioctlParts, type IoctlParts } from '../knowledge/numbers.ts';
import { flagNames, spanText, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Phrase } from './readOutCode.ts';
import { bytesText, numberOf } from './readOutNumbers.ts';

/** What function-like forms say: `htons(80)`, `makedev(0x1, 0x3)`; undefined for others. */
export function formPhrase(value: Value, text: string): Phrase | undefined {
  const [first, second, third] = value.children;
  if (value.head === undefined || first === undefined) return undefined;
  switch (spanText(value.head, text)) {
    case 'htons':
    case 'ntohs':
      return [`port ${valueText(first, text)}`];
    case 'makedev':
      return devicePhrase(value, text);
    case 'inet_addr':
      return [{ code: valueText(first, text).replaceAll('"', '') }];
    case 'inet_pton':
      return second === undefined
        ? undefined
        : [{ code: valueText(second, text).replaceAll('"', '') }];
    case 'if_nametoindex':
      return ['the network interface ', { code: valueText(first, text).replaceAll('"', '') }];
    case '_IOC':
      return ioctlForm(value, text);
    case 'KERNEL_VERSION':
      if (second === undefined || third === undefined) return undefined;
      return [`Linux ${[first, second, third].map((part) => valueText(part, text)).join('.')}`];
    default:
      return undefined;
  }
}

/** A device number, packed or taken apart. */
export function devicePhrase(value: Value, text: string): Phrase | undefined {
  if (value.kind === 'call') {
    const [major, minor] = value.children.map((child) => numberOf(child, text));
    return major === undefined || minor === undefined ? undefined : devicePair(major, minor);
  }
  const number = numberOf(value, text);
  if (number === undefined || number < 0n) return undefined;
  const { major, minor } = deviceParts(number);
  return devicePair(major, minor);
}

function devicePair(major: bigint, minor: bigint): Phrase {
  return [`device ${major}:${minor} (major ${major}, minor ${minor})`];
}

/** An ioctl's command that strace printed as a number. Other commands are constants of a group. */
export function commandPhrase(
  { value, context }: Place,
  { text, knowledge }: Reading,
): Phrase | undefined {
  const number = context.groups.length > 0 ? undefined : numberOf(value, text);
  if (number === undefined) return undefined;
  const known = knowledge.ioctl(number);
  if (known !== undefined) return [{ code: known.name }];
  return number < 0x100n ? undefined : ioctlPhrase(ioctlParts(number));
}

/** `_IOC(_IOC_READ|_IOC_WRITE, 0xbe, 0xef, 0x1ead)`, which strace prints for unknown commands. */
function ioctlForm(value: Value, text: string): Phrase | undefined {
  const [direction, ...rest] = value.children;
  const [type, number, size] = rest.map((part) => numberOf(part, text));
  if (direction === undefined || type === undefined || number === undefined || size === undefined) {
    return undefined;
  }
  const names = flagNames(direction, text);
  const words = [names.includes('_IOC_READ') && 'read', names.includes('_IOC_WRITE') && 'write'];
  return ioctlPhrase({
    direction: words.filter((word) => word !== false).join(' and ') || 'none',
    type: Number(type),
    number: Number(number),
    size: Number(size),
  });
}

interface IoctlWords extends Omit<IoctlParts, 'direction'> {
  readonly direction: string;
}

function ioctlPhrase({ direction, type, number, size }: IoctlWords): Phrase {
  const isLetter = type > 0x20 && type < 0x7f;
  const driver = isLetter ? String.fromCharCode(type) : `0x${type.toString(16)}`;
  const argument = direction === 'none' ? 'no argument' : `${direction} ${bytesText(BigInt(size))}`;
  return [`command ${number} of driver `, { code: driver }, `, ${argument}`];
}
