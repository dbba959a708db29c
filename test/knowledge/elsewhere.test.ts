import assert from 'node:assert/strict';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';

const names = (number: bigint, architecture: string | undefined): string =>
  knowledge
    .on(architecture)
    .decode(number, ['open_mode_flags'])
    .members.map(({ name }) => name)
    .join(' ');

describe('knowledge of another architecture', () => {
  const numbers: readonly (readonly [
    architecture: string | undefined,
    number: bigint,
    names: string,
  ])[] = [
    [undefined, 0x4000n, 'O_RDONLY O_DIRECT'],
    ['x86_64', 0x4000n, 'O_RDONLY O_DIRECT'],
    ['i386', 0x4000n, 'O_RDONLY O_DIRECT'],
    ['aarch64', 0x4000n, 'O_RDONLY O_DIRECTORY'],
    ['aarch64', 0x20001n, 'O_WRONLY O_LARGEFILE'],
    ['arm', 0x20000n, 'O_RDONLY O_LARGEFILE'],
    ['riscv64', 0x4000n, 'O_RDONLY O_DIRECT'],
    ['mips', 0x4010n, 'O_RDONLY O_SYNC'],
    ['unheard-of', 0x4000n, 'O_RDONLY O_DIRECT'],
  ];
  for (const [architecture, number, expected] of numbers) {
    it(`takes 0x${number.toString(16)} apart for ${architecture ?? 'no architecture'}`, () =>
      assert.equal(names(number, architecture), expected));
  }

  const calls: readonly (readonly [architecture: string | undefined, name: string])[] = [
    [undefined, 'clone'],
    ['x86_64', 'clone'],
    ['aarch64', 'openat'],
    ['riscv64', 'openat'],
    ['mips', 'clone'],
  ];
  for (const [architecture, name] of calls) {
    it(`has call 56 of ${architecture ?? 'no architecture'}`, () =>
      assert.equal(knowledge.on(architecture).syscall('syscall_0x38')?.name, name));
  }

  it('numbers signals as MIPS does', () => {
    assert.equal(knowledge.on('mips').signal(16)?.name, 'SIGUSR1');
    assert.equal(knowledge.signal(16)?.name, 'SIGSTKFLT');
  });

  it('is the same object each time, and leads back', () => {
    const other = knowledge.on('aarch64');
    assert.equal(knowledge.on('aarch64'), other);
    assert.equal(other.on('aarch64'), other);
    assert.equal(other.on(undefined), knowledge);
  });
});
