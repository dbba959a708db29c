/** Numbers as people read them: thousands apart, sizes and times in units, modes as letters. */
import { integerOf } from '../knowledge/numbers.ts';
import { valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';

/** A longer expression is no number of Linux, and its product would grow without end. */
const mostOperands = 64;
/** Longest shift that is computed; a longer one is no number of Linux. */
const widestShift = 64n;

/**
 * The number that a value is: printed as such, or as `8192*1024`, `21<<26`, `64K`, or the one
 * element of an array that stands for a pointer to it. Of a value that the call changed, the later.
 * Undefined for everything else.
 */
export function numberOf(value: Value, text: string): bigint | undefined {
  const [first] = value.children;
  const last = value.children.at(-1);
  switch (value.kind) {
    case 'number': {
      const printed = valueText(value, text);
      const scaled = /^(-?\d+)K$/.exec(printed)?.[1];
      return scaled === undefined ? integerOf(printed) : BigInt(scaled) * 1024n;
    }
    case 'array':
      return value.children.length === 1 && first !== undefined ? numberOf(first, text) : undefined;
    case 'operation':
      if (first === undefined || last === undefined) return undefined;
      if (value.operator === '=>') return numberOf(last, text);
      return computed(value, text);
    default:
      return undefined;
  }
}

function computed(value: Value, text: string): bigint | undefined {
  if (value.children.length > mostOperands) return undefined;
  let total: bigint | undefined;
  for (const child of value.children) {
    const operand = numberOf(child, text);
    if (operand === undefined) return undefined;
    if (total === undefined) {
      total = operand;
      continue;
    }
    switch (value.operator) {
      case '*':
        total *= operand;
        break;
      case '+':
        total += operand;
        break;
      case '-':
        total -= operand;
        break;
      case '|':
        total |= operand;
        break;
      case '<<':
        if (operand < 0n || operand > widestShift) return undefined;
        total <<= operand;
        break;
      default:
        return undefined;
    }
  }
  return total;
}

/** `4,096`. */
export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `4,096 bytes`, `1 byte`. */
export function bytesText(size: bigint): string {
  return `${grouped(size)} ${size === 1n ? 'byte' : 'bytes'}`;
}

const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
const kibi = 1024;

/** `4 KiB`, `1.5 MiB`; undefined below 1 KiB, where bytes say it as well. */
export function unitText(size: bigint): string | undefined {
  if (size < BigInt(kibi)) return undefined;
  let scaled = Number(size);
  let unit = -1;
  while (scaled >= kibi && unit < binaryUnits.length - 1) {
    scaled /= kibi;
    unit++;
  }
  const digits = Number.isInteger(scaled) ? 0 : 1;
  const about = Number(scaled.toFixed(digits)) === scaled ? '' : 'about ';
  return `${about}${scaled.toFixed(digits)} ${binaryUnits[unit] ?? ''}`;
}

const nanosecondsPerSecond = 1_000_000_000n;
const timeUnits: readonly (readonly [unit: string, nanoseconds: bigint])[] = [
  ['s', nanosecondsPerSecond],
  ['ms', 1_000_000n],
  ['µs', 1000n],
  ['ns', 1n],
];
const secondsPerMinute = 60n;
const secondsPerHour = 3600n;
const secondsPerDay = 86_400n;

/** A span of time, exact, in the unit that reads best: `1.5 s`, `250 ms`; hours and days from 2 min on. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${durationText(-nanoseconds)}`;
  const [unit, size] =
    timeUnits.find(([, least]) => nanoseconds >= least) ?? (['s', nanosecondsPerSecond] as const);
  const exact = `${fraction(nanoseconds, size)} ${unit}`;
  const seconds = nanoseconds / nanosecondsPerSecond;
  if (seconds < 2n * secondsPerMinute) return exact;
  const [scale, word] =
    seconds < 2n * secondsPerHour
      ? ([secondsPerMinute, 'minutes'] as const)
      : seconds < 2n * secondsPerDay
        ? ([secondsPerHour, 'hours'] as const)
        : ([secondsPerDay, 'days'] as const);
  const tenths = (nanoseconds * 10n) / (scale * nanosecondsPerSecond);
  const about = tenths * scale * nanosecondsPerSecond === nanoseconds * 10n ? '' : 'about ';
  return `${exact} (${about}${fraction(tenths, 10n)} ${word})`;
}

/** `numerator / denominator` in decimals, without zeros at the end. */
function fraction(numerator: bigint, denominator: bigint): string {
  const whole = grouped(numerator / denominator);
  const digits = denominator.toString().length - 1;
  const rest = (numerator % denominator).toString().padStart(digits, '0').replace(/0+$/, '');
  return rest === '' || digits === 0 ? whole : `${whole}.${rest}`;
}

/** Seconds since 1970 as `2026-11-23 11:19:47 UTC`, with a fraction where there is one. */
export function dateText(seconds: bigint, nanoseconds = 0n): string | undefined {
  const milliseconds = Number(seconds) * 1000;
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace('T', ' ');
  const digits = nanoseconds.toString().padStart(9, '0').replace(/0+$/, '');
  return `${iso}${digits === '' ? '' : `.${digits}`} UTC`;
}

/** `rw-r--r--`, with `s`, `S`, `t`, `T` for set-user-ID, set-group-ID and sticky, as `ls` has it. */
export function permissionText(mode: bigint): string {
  const bits = Number(mode & 0o7777n);
  const triples = [6, 3, 0].map((shift) => {
    const triple = (bits >> shift) & 7;
    return [triple & 4 ? 'r' : '-', triple & 2 ? 'w' : '-', triple & 1 ? 'x' : '-'];
  });
  const specials = [
    [0o4000, 's'],
    [0o2000, 's'],
    [0o1000, 't'],
  ] as const;
  specials.forEach(([bit, letter], i) => {
    const triple = triples[i];
    if ((bits & bit) === 0 || triple === undefined) return;
    triple[2] = triple[2] === 'x' ? letter : letter.toUpperCase();
  });
  return triples.flat().join('');
}

const fileTypes: ReadonlyMap<bigint, string> = new Map([
  [0o140000n, 'socket'],
  [0o120000n, 'symbolic link'],
  [0o100000n, 'regular file'],
  [0o060000n, 'block device'],
  [0o040000n, 'directory'],
  [0o020000n, 'character device'],
  [0o010000n, 'FIFO'],
]);

/** What the file type bits of a mode say; undefined where there are none. */
export function fileTypeText(mode: bigint): string | undefined {
  return fileTypes.get(mode & 0o170000n);
}

const modeNames: ReadonlyMap<string, bigint> = new Map([
  ['S_IFSOCK', 0o140000n],
  ['S_IFLNK', 0o120000n],
  ['S_IFREG', 0o100000n],
  ['S_IFBLK', 0o060000n],
  ['S_IFDIR', 0o040000n],
  ['S_IFCHR', 0o020000n],
  ['S_IFIFO', 0o010000n],
  ['S_ISUID', 0o4000n],
  ['S_ISGID', 0o2000n],
  ['S_ISVTX', 0o1000n],
]);

/** The number of a mode as strace prints it: `S_IFREG|S_ISUID|0755`, `0644`. */
export function modeOf(value: Value, text: string): bigint | undefined {
  if (value.kind === 'name') return modeNames.get(valueText(value, text));
  if (value.kind !== 'operation' || value.operator !== '|') return numberOf(value, text);
  let mode = 0n;
  for (const child of value.children) {
    const part = modeOf(child, text);
    if (part === undefined) return undefined;
    mode |= part;
  }
  return mode;
}

/** Bytes of the start of `bytes` as a hexdump of two digits each; at most `limit` of them. */
export function hexText(bytes: Uint8Array, limit = 16): string {
  const shown = [...bytes.subarray(0, limit)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `${shown.join(' ')}${bytes.length > limit ? ' …' : ''}`;
}
