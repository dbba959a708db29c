import { sameNumber } from './numbers.ts';
import type { BitField, ConstantDoc, GroupDoc } from './types.ts';

/** A number as a set of names, and what no name stands for. */
export interface Decoded {
  readonly members: readonly ConstantDoc[];
  /** Bits, or for an enumeration the whole number, that no member has; 0 where all are named. */
  readonly rest: bigint;
}

/**
 * Takes a number apart into members of the groups that its argument is made of. Parts that hold a
 * value of their own (`O_ACCMODE`, `S_IFMT`) come first, then flags of several bits, then single
 * bits. Of names for one value the first of the data is taken.
 */
export function decodeNumber(
  value: bigint,
  groups: readonly GroupDoc[],
  lookup: (group: string) => GroupDoc | undefined,
): Decoded {
  const flagGroups = groups.filter(({ kind }) => kind === 'flags');
  const enums = groups.filter(({ kind }) => kind === 'enum');
  const exact = enums.map((group) => memberOfValue(group, value)).find((one) => one !== undefined);
  if (flagGroups.length === 0) {
    if (exact !== undefined) return { members: [exact], rest: 0n };
    const parts = decodeFields(value, groups.flatMap(fieldsOf));
    return parts.members.length > 0 ? parts : { members: [], rest: value };
  }

  const unsigned = value < 0n ? BigInt.asUintN(value < -(2n ** 31n) ? 64 : 32, value) : value;
  const parts = decodeFields(unsigned, flagGroups.flatMap(fieldsOf));
  const members: ConstantDoc[] = [...parts.members];
  let rest = parts.rest;
  for (const mask of groups.flatMap(masksOf)) {
    const part = enums
      .map((group) => memberOfValue(group, rest & mask))
      .find((one) => one !== undefined);
    if (part === undefined || members.some((member) => member.group === part.group)) continue;
    members.push(part);
    rest &= ~mask;
  }
  for (const member of flagGroups.flatMap(bitsOf).toSorted(byBitCount)) {
    const bits = member.value ?? 0n;
    if (bits === 0n || (rest & bits) !== bits) continue;
    members.push(member);
    rest &= ~bits;
  }
  // What is left, nothing included, may be the one value of an enumeration among the flags.
  const left = enums.map((group) => memberOfValue(group, rest)).find((one) => one !== undefined);
  if (
    left !== undefined &&
    !members.some((member) => enums.some((g) => g.group === member.group))
  ) {
    return { members: [left, ...members], rest: 0n };
  }
  if (members.length === 0 && rest === 0n) {
    const none = flagGroups
      .map((group) => memberOfValue(group, 0n))
      .find((one) => one !== undefined);
    if (none !== undefined) members.push(none);
  }
  return { members, rest };

  function decodeFields(
    number: bigint,
    fields: readonly { readonly field: BitField; readonly owner: GroupDoc }[],
  ): Decoded {
    const found: ConstantDoc[] = [];
    let remaining = number;
    for (const { field, owner } of fields) {
      if (field.mask === 0n) continue;
      const bits = number & field.mask;
      const shifted = bits >> BigInt(field.shift ?? 0);
      const group = field.group === undefined ? owner : (lookup(field.group) ?? owner);
      const member = memberOfValue(group, shifted) ?? memberOfValue(group, bits);
      if (member === undefined || found.some(({ name }) => name === member.name)) continue;
      found.push(member);
      remaining &= ~field.mask;
    }
    return { members: found, rest: remaining };
  }
}

function fieldsOf(group: GroupDoc): { field: BitField; owner: GroupDoc }[] {
  return group.fields.map((field) => ({ field, owner: group }));
}

/** Masks over a part of the number, such as `O_ACCMODE`, whose values another group has. */
function masksOf(group: GroupDoc): bigint[] {
  return [...group.members.values()].flatMap(({ mask, value }) =>
    mask === true && value !== undefined ? [value] : [],
  );
}

function bitsOf(group: GroupDoc): ConstantDoc[] {
  return [...group.members.values()].filter(
    ({ mask, value }) => mask !== true && (value ?? 0n) > 0n,
  );
}

function memberOfValue(group: GroupDoc, value: bigint): ConstantDoc | undefined {
  for (const member of group.members.values()) {
    if (member.mask === true || member.value === undefined) continue;
    if (sameNumber(member.value, value)) return member;
  }
  return undefined;
}

function byBitCount(a: ConstantDoc, b: ConstantDoc): number {
  return bitCount(b.value ?? 0n) - bitCount(a.value ?? 0n);
}

function bitCount(value: bigint): number {
  let count = 0;
  for (let bits = value; bits > 0n; bits &= bits - 1n) count++;
  return count;
}
