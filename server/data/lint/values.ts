import type { Rule } from './rule.ts';
import { ioctlGroup, toBigInt } from './facts.ts';

/** Values are those of Linux on x86-64; members of a flag set are single bits, fields or masks. */
export const values: Rule = {
  name: 'values',
  check(entry, all, report) {
    if (entry.kind === 'ioctls') {
      checkAgainst(ioctlGroup, entry.data.members);
      return;
    }
    if (entry.kind !== 'constants') return;
    checkAgainst(entry.data.group, entry.data.members);

    const { kind, fields = [], members } = entry.data;
    if (kind !== 'flags') return;
    const fieldMasks = fields.map(({ mask }) => toBigInt(String(mask)));
    const masks = Object.values(members)
      .filter(({ mask }) => mask === true)
      .flatMap(({ value }) => (value === undefined ? [] : [toBigInt(String(value))]));
    const bits = unionOfSingleBits(members);
    for (const [name, { value, mask }] of Object.entries(members)) {
      if (value === undefined || mask === true) continue;
      const number = toBigInt(String(value));
      if (number <= 0n || isSingleBit(number)) continue;
      const inField = [...fieldMasks, ...masks].some((field) => (number & ~field) === 0n);
      const isUnion = (number & ~bits) === 0n;
      if (inField || isUnion) continue;
      report(
        ['members', name, 'value'],
        `0x${number.toString(16)} is neither one bit, nor bits that others have, nor in a field`,
      );
    }

    function checkAgainst(
      group: string,
      named: Record<string, { value?: number | string | undefined }>,
    ): void {
      const facts = all.facts.groups.get(group);
      for (const [name, { value }] of Object.entries(named)) {
        const wanted = facts?.get(name);
        if (wanted === undefined || value === undefined) continue;
        const number = toBigInt(String(value));
        // A negative number and its two's complement in 32 or 64 bits are the same constant.
        if (
          ![32, 64].some((size) => BigInt.asUintN(size, number) === BigInt.asUintN(size, wanted))
        ) {
          report(['members', name, 'value'], `is ${value} here, 0x${wanted.toString(16)} in Linux`);
        }
      }
    }
  },
};

function isSingleBit(number: bigint): boolean {
  return number > 0n && (number & (number - 1n)) === 0n;
}

function unionOfSingleBits(
  members: Record<string, { value?: number | string | undefined }>,
): bigint {
  let union = 0n;
  for (const { value } of Object.values(members)) {
    if (value === undefined) continue;
    const number = toBigInt(String(value));
    if (isSingleBit(number)) union |= number;
  }
  return union;
}
