import assert from 'node:assert/strict';
import { type Config, defaultConfig } from '../../server/src/features/config.ts';
import { inlayHint } from '../../server/src/features/inlayHint.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { traceOf } from '../support/traceOf.ts';

/** The lines with the hints in them, between ‹ and ›. */
function hinted(lines: readonly string[], only: Partial<Config['inlayHints']>): string[] {
  const off = { descriptors: false, comms: false, times: false, argumentNames: false };
  const config = { ...defaultConfig, inlayHints: { ...off, ...only } };
  const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const hints = inlayHint(traceOf(lines.join('\n')), knowledge, range, config);
  return lines.map((line, row) => {
    const own = hints
      .filter(({ position }) => position.line === row)
      .toReversed()
      .toSorted((a, b) => b.position.character - a.position.character);
    return own.reduce(
      (text, { position: { character }, label }) =>
        `${text.slice(0, character)}‹${typeof label === 'string' ? label : ''}›${text.slice(character)}`,
      line,
    );
  });
}

describe('inlay hints', () => {
  it('say what a bare descriptor stands for, in arguments and results', () => {
    assert.deepEqual(
      hinted(
        [
          'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
          'read(3, "", 1) = 0',
          'close(3) = 0',
          'read(3, 0x1, 1) = -1 EBADF (Bad file descriptor)',
        ],
        { descriptors: true },
      ),
      [
        'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3‹</etc/passwd>›',
        'read(3‹</etc/passwd>›, "", 1) = 0',
        'close(3‹</etc/passwd>›) = 0',
        'read(3, 0x1, 1) = -1 EBADF (Bad file descriptor)',
      ],
    );
  });

  it('leave a descriptor alone where strace says it', () => {
    const line = 'read(3</etc/passwd>, "", 1) = 0';
    assert.deepEqual(hinted([line], { descriptors: true }), [line]);
  });

  it('say what a process is called where there is more than one', () => {
    const alone = ['7 brk(NULL) = 0x1'];
    assert.deepEqual(hinted(alone, { comms: true }), alone);
    assert.deepEqual(
      hinted(
        ['7 execve("/bin/ls", ["ls"], 0x1 /* 1 var */) = 0', '7 fork() = 8', '8 brk(NULL) = 0x1'],
        { comms: true },
      ),
      [
        '7‹<ls>› execve("/bin/ls", ["ls"], 0x1 /* 1 var */) = 0',
        '7‹<ls>› fork() = 8',
        '8‹<ls>› brk(NULL) = 0x1',
      ],
    );
  });

  it('say how long a slow call took, and how long nothing happened before', () => {
    assert.deepEqual(
      hinted(
        [
          '1795433120.000000 getpid() = 1 <0.000010>',
          '1795433122.500000 read(0, "", 1) = 0 <0.400000>',
        ],
        {
          times: true,
        },
      ),
      [
        '1795433120.000000 getpid() = 1 <0.000010>',
        '1795433122.500000 read(0, "", 1) = 0 <0.400000>‹ took 400 ms›‹ 2.5 s after the one before›',
      ],
    );
  });

  it('name arguments where they are asked for, and not where -N does', () => {
    assert.deepEqual(
      hinted(['read(3, "", 1) = 0', 'read(fd=3, buf="", count=1) = 0'], { argumentNames: true }),
      ['read(‹fd:›3, ‹buf:›"", ‹count:›1) = 0', 'read(fd=3, buf="", count=1) = 0'],
    );
  });

  it('stand on the lines that are asked for only', () => {
    const trace = traceOf('open("/a", 0) = 3\nread(3, "", 1) = 0\nread(3, "", 1) = 0');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 18 } };
    const hints = inlayHint(trace, knowledge, range, defaultConfig);
    assert.deepEqual(
      hints.map(({ position }) => position.line),
      [1],
    );
  });
});
