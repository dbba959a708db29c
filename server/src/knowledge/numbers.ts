/** Numbers that hold several things: ioctl commands, device numbers, numbers of other widths. */

/** Architectures whose numbers of syscalls are known, in the order of data/numbers.yaml. */
export const architectures = ['x86_64', 'i386', 'x32', 'aarch64', 'arm', 'riscv64'] as const;
export type Architecture = (typeof architectures)[number];

export interface IoctlParts {
  /** As the program sees it: `read` gets data from the driver. */
  readonly direction: 'none' | 'read' | 'write' | 'read and write';
  /** The letter or number that stands for the driver. */
  readonly type: number;
  readonly number: number;
  /** Bytes of the argument. */
  readonly size: number;
}

const directions = ['none', 'write', 'read', 'read and write'] as const;
const byte = 0xff;
const sizeMask = 0x3fff;
const directionMask = 3;

/**
 * Takes an ioctl command apart as most architectures put it together (asm-generic/ioctl.h):
 * 8 bits of number, 8 of type, 14 of size, 2 of direction.
 */
export function ioctlParts(command: bigint): IoctlParts {
  const bits = Number(BigInt.asUintN(32, command));
  return {
    direction: directions[(bits >>> 30) & directionMask] ?? 'none',
    type: (bits >>> 8) & byte,
    number: bits & byte,
    size: (bits >>> 16) & sizeMask,
  };
}

/** Major and minor of a `dev_t` as the C library packs it into 64 bits (makedev(3)). */
export function deviceParts(device: bigint): { major: bigint; minor: bigint } {
  return {
    major: ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n),
    minor: (device & 0xffn) | ((device >> 12n) & 0xffffff00n),
  };
}

/** Whether two numbers are one when they are held in 32 or in 64 bits: -100 is 0xffffff9c. */
export function sameNumber(a: bigint, b: bigint): boolean {
  if (a === b) return true;
  if (a >= 0n === b >= 0n) return false;
  return [32, 64].some(
    (bits) => BigInt.asUintN(bits, a) === BigInt.asUintN(bits, b) && fits(a, bits) && fits(b, bits),
  );
}

/** Whether the number can be held, with a sign or without, in so many bits. */
function fits(number: bigint, bits: number): boolean {
  return BigInt.asIntN(bits, number) === number || BigInt.asUintN(bits, number) === number;
}

/** The integer that text spells as strace does: decimal, `0x…`, octal `0…`; undefined otherwise. */
export function integerOf(text: string): bigint | undefined {
  const match = /^([-+]?)(0x[0-9a-f]+|0[0-7]+|\d+)$/i.exec(text);
  const digits = match?.[2];
  if (match === null || digits === undefined || digits.length > maxDigits) return undefined;
  const octal = /^0[0-7]+$/.test(digits);
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

/** No number of Linux is longer, and the cost of reading longer ones grows with their square. */
const maxDigits = 40;
