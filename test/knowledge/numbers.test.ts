import assert from 'node:assert/strict';
import {
  deviceParts,
  integerOf,
  ioctlParts,
  sameNumber,
} from '../../server/src/knowledge/numbers.ts';

describe('numbers', () => {
  it('takes an ioctl command apart', () => {
    // FS_IOC_GETFLAGS, _IOR('f', 1, long)
    assert.deepEqual(ioctlParts(0x80086601n), {
      direction: 'read',
      type: 0x66,
      number: 1,
      size: 8,
    });
    // BLKDISCARD, _IO(0x12, 119)
    assert.deepEqual(ioctlParts(0x1277n), { direction: 'none', type: 0x12, number: 119, size: 0 });
    // FIFREEZE, _IOWR('X', 119, int), as a signed number
    assert.deepEqual(ioctlParts(BigInt.asIntN(32, 0xc0045877n)), {
      direction: 'read and write',
      type: 0x58,
      number: 119,
      size: 4,
    });
  });

  it('takes device numbers apart as the C library packs them', () => {
    assert.deepEqual(deviceParts(0x103n), { major: 1n, minor: 3n });
    assert.deepEqual(deviceParts(0x0010_0000_0000_0000n >> 20n), { major: 0n, minor: 0x100000n });
    assert.deepEqual(deviceParts(0xfe00n), { major: 0xfen, minor: 0n });
  });

  const integers: [text: string, value: bigint | undefined][] = [
    ['42', 42n],
    ['-100', -100n],
    ['0x80002', 0x80002n],
    ['0644', 0o644n],
    ['0', 0n],
    ['089', 89n],
    ['0xffffffffffffffff', 0xffffffffffffffffn],
    ['NULL', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['9'.repeat(1_000_000), undefined],
  ];
  for (const [text, value] of integers) {
    it(`reads ${text.slice(0, 20) || 'nothing'} as ${value ?? 'no integer'}`, () => {
      assert.equal(integerOf(text), value);
    });
  }

  const pairs: [a: bigint, b: bigint, same: boolean][] = [
    [-1n, 0xffffffffn, true],
    [-1n, 0xffffffffffffffffn, true],
    [-100n, 0xffffff9cn, true],
    [5n, 5n, true],
    [5n, 0x100000005n, false],
    [-1n, 0xffffffffffn, false],
  ];
  for (const [a, b, same] of pairs) {
    it(`says that ${a} and 0x${b.toString(16)} are ${same ? 'one' : 'two'}`, () => {
      assert.equal(sameNumber(a, b), same);
    });
  }
});
