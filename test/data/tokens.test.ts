import assert from 'node:assert/strict';
import { tokensOf } from '../../server/data/tokens.ts';
import { fixture } from '../support/knowledgeFixture.ts';

const { knowledge } = fixture();

/** Names in a trace as `kind name`, with a question mark after those that are not explained. */
function tokens(trace: string): string[] {
  return tokensOf(trace, knowledge).map(
    ({ kind, name, explained }) => `${kind} ${name}${explained ? '' : '?'}`,
  );
}

const cases: [title: string, trace: string, expected: string[]][] = [
  [
    'a call',
    'openat(AT_FDCWD, "x", O_RDONLY|O_FROB) = -1 ENOENT (No such file or directory)',
    [
      'syscall openat',
      'constant AT_FDCWD',
      'constant O_RDONLY',
      'constant O_FROB?',
      'errno ENOENT',
    ],
  ],
  [
    'names of arguments',
    'read(fd=3, buffer="x", count=1) = 1',
    ['syscall read', 'argument fd', 'argument buffer?', 'argument count'],
  ],
  [
    'a split call once',
    '1 read(3,  <unfinished ...>\n2 exit_group(0) = ?\n1 <... read resumed>"x", 1) = 1',
    ['syscall read', 'syscall exit_group'],
  ],
  [
    'fields',
    'poll([{fd=3, frob=POLLIN}], 1, 0) = 1',
    ['syscall poll', 'field fd', 'field frob?', 'constant POLLIN'],
  ],
  ['an ioctl', 'ioctl(3, TCFROB, 0) = 0', ['syscall ioctl', 'ioctl TCFROB?']],
  [
    'what a comment says of a number',
    'fcntl(3, 0x2 /* F_SETFD */, 0x1 /* FD_CLOEXEC */) = 0',
    ['syscall fcntl', 'constant F_SETFD', 'constant FD_CLOEXEC'],
  ],
  [
    'macros',
    'connect(3, {sin_port=htons(1)}, 16) = 0',
    ['syscall connect', 'field sin_port', 'constant htons?'],
  ],
  [
    'a signal',
    '--- SIGCHLD {si_signo=SIGCHLD, si_frob=7} ---',
    ['signal SIGCHLD', 'field si_signo', 'constant SIGCHLD', 'field si_frob?'],
  ],
  ['an end', '+++ killed by SIGFROB +++', ['signal SIGFROB?']],
  ['an unknown call', 'frob(1) = 2', ['syscall frob?']],
  ['nothing in what is no trace', 'Hello, World', []],
];

describe('names in a trace', () => {
  for (const [title, trace, expected] of cases) {
    it(`are told of ${title}`, () => assert.deepEqual(tokens(trace), expected));
  }
});
