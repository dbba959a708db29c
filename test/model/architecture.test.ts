import assert from 'node:assert/strict';
import { architectureOf } from '../../server/src/model/architecture.ts';
import { traceOf } from '../support/traceOf.ts';

const header = (machine: string): string =>
  `read(3, "\\177ELF\\2\\1\\1\\3\\0\\0\\0\\0\\0\\0\\0\\0\\3\\0${machine}\\1\\0\\0\\0"..., 832) = 832`;

describe('the architecture of a program', () => {
  const cases: readonly (readonly [
    what: string,
    lines: readonly string[],
    expected: string | undefined,
  ])[] = [
    ['is that of the libraries it loads', [header('\\267\\0')], 'aarch64'],
    ['is read from printable bytes too', [header('>\\0')], 'x86_64'],
    ['is that of RISC-V', [header('\\363\\0')], 'riscv64'],
    [
      'is read from bytes in hexadecimal',
      [
        'read(3, "\\x7f\\x45\\x4c\\x46\\x01\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\x00\\x28\\x00\\x01"..., 512) = 512',
      ],
      'arm',
    ],
    [
      'is read from bytes in the other order',
      ['read(3, "\\177ELF\\2\\2\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\3\\0\\26\\0\\0"..., 832) = 832'],
      's390',
    ],
    [
      'is not known from a header that was cut',
      ['read(3, "\\177ELF\\2\\1\\1"..., 832) = 832'],
      undefined,
    ],
    ['is x86-64 where arch_prctl is called', ['arch_prctl(ARCH_SET_FS, 0x4c13c0) = 0'], 'x86_64'],
    ['is arm where set_tls is called', ['set_tls(0xf79622a0) = 0'], 'arm'],
    [
      'is i386 where set_thread_area takes a descriptor',
      ['set_thread_area({entry_number=-1, base_addr=0x8d1a480}) = 0'],
      'i386',
    ],
    [
      'is aarch64 where addresses are in the upper half of 48 bits',
      ['brk(NULL) = 0xaaaad30ee000', 'mmap(NULL, 8192, PROT_READ, 0, -1, 0) = 0xffffba018000'],
      'aarch64',
    ],
    [
      'is not known where nothing tells it',
      ['getpid() = 7', 'read(0, "0xffffba018", 9) = 9'],
      undefined,
    ],
    ['is not told by numbers of 64 bits', ['kcmp(1, 2, 0, 0xffffffffff600000, 0) = 0'], undefined],
  ];
  for (const [what, lines, expected] of cases) {
    it(what, () => {
      assert.equal(architectureOf(traceOf(lines.join('\n')), lines.length - 1), expected);
    });
  }

  it('is each program’s own', () => {
    const trace = traceOf(
      [
        '7 execve("/bin/sh", ["sh"], 0xffffeab3b990 /* 3 vars */) = 0',
        `7 ${header('\\267\\0')}`,
        '7 execve("/opt/old", ["old"], 0xffffeab3b990 /* 3 vars */) = 0',
        '7 set_tls(0xf79622a0) = 0',
        '7 exit_group(0) = ?',
      ].join('\n'),
    );
    assert.deepEqual(
      [1, 3, 4].map((row) => architectureOf(trace, row)),
      ['aarch64', 'arm', 'arm'],
    );
  });

  it('is that of the start of the trace where a program does not tell its own', () => {
    const trace = traceOf(
      [
        '7 execve("/bin/a", ["a"], 0xffffeab3b990 /* 3 vars */) = 0',
        '7 openat(AT_FDCWD, "b", O_RDONLY|O_DIRECTORY) = 3',
      ].join('\n'),
    );
    assert.equal(architectureOf(trace, 1), 'aarch64');
  });

  it('is looked for in a bounded part of long lines', () => {
    const text = `read(3, "\\177ELF${'\\2'.repeat(1_000_000)}`;
    assert.equal(architectureOf(traceOf(text), 0), undefined);
  });
});
