import type { Value } from './tree.ts';

/** 64 bits have at most 20 digits; 128 bits 39. What is longer is no number of a system call. */
const LONGEST = 44;
const WIDEST_SHIFT = 63n;
const LARGEST = 1n << 128n;

const FRACTION = /^-?\d+\.\d+$/;
const NUMBER = /^(-?)(0x[0-9a-fA-F]+|\d+)([KMGT]?)$/;
const OCTAL = /^0[0-7]+$/;

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['K', 1n << 10n],
  ['M', 1n << 20n],
  ['G', 1n << 30n],
  ['T', 1n << 40n],
]);

/**
 * The number that a value stands for: decimal, hexadecimal, octal (a leading zero) or a fraction;
 * with a unit (`64K`); computed where strace prints a product or a shift (`8192*1024`); 0 for
 * `NULL`. A bigint where a number would not be exact. Undefined for what is none, or a constant.
 */
export function numberOf(value: Value, text: string): number | bigint | undefined {
  const { start, end } = value.core;
  if (value.kind === 'number' && FRACTION.test(text.slice(start, Math.min(end, start + LONGEST)))) {
    return Number(text.slice(start, end));
  }
  const exact = exactOf(value, text);
  if (exact === undefined) return undefined;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

function exactOf(value: Value, text: string): bigint | undefined {
  const { start, end } = value.core;
  if (value.kind === 'name') return text.slice(start, end) === 'NULL' ? 0n : undefined;
  if (value.kind === 'operation') return computed(value, text);
  if (value.kind !== 'number' || end - start > LONGEST) return undefined;
  const match = NUMBER.exec(text.slice(start, end));
  if (match === null) return undefined;
  const [, sign, digits = '', unit = ''] = match;
  const magnitude = BigInt(OCTAL.test(digits) ? `0o${digits}` : digits) * (UNITS.get(unit) ?? 1n);
  return sign === '-' ? -magnitude : magnitude;
}

/** Result of an operation on numbers only; undefined where it leaves what any register holds. */
function computed({ operator, children }: Value, text: string): bigint | undefined {
  const last = children.at(-1);
  if (operator === '=>') return last && exactOf(last, text);
  let total: bigint | undefined;
  for (const child of children) {
    const next = exactOf(child, text);
    if (next === undefined) return undefined;
    total = total === undefined ? next : combined(operator, total, next);
    if (total === undefined || total > LARGEST || total < -LARGEST) return undefined;
  }
  return total;
}

function combined(operator: Value['operator'], left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '*':
      return left * right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '|':
      return left | right;
    case '<<':
      return right >= 0n && right <= WIDEST_SHIFT ? left << right : undefined;
    default:
      return undefined;
  }
}
