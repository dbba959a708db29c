import assert from 'node:assert/strict';
import { explain } from '../../server/src/features/explain.ts';
import { hover } from '../../server/src/features/hover.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { atCursor } from '../support/cursor.ts';
import { traceOf } from '../support/traceOf.ts';

/** What the hover at `‸` says. */
function said(marked: string): string {
  const { text, position } = atCursor(marked);
  const contents = hover(traceOf(text), knowledge, position, { plain: false })?.contents;
  assert.ok(contents !== undefined && typeof contents === 'object' && 'value' in contents);
  return contents.value;
}

const file = ['9 getcwd("/home", 99) = 6', '9 open("a", 0) = 3', '9 read(3, "abc", 10) = 3'];

const cases: readonly (readonly [
  what: string,
  lines: readonly string[],
  wanted: readonly string[],
])[] = [
  [
    'a descriptor: path, origin, traffic, offset, end',
    [...file, '9 read(‸3, "", 10) = 0', '9 close(3) = 0'],
    [
      'Here `fd 3` is open on `/home/a`.',
      'Line 2 made it.',
      '1 read brought 3 bytes',
      'starts at byte 3',
      'Line 5 closes it.',
    ],
  ],
  [
    'a descriptor that a call returns',
    ['9 open("/a", 0) = ‸3', '9 close(3) = 0'],
    ['Here `fd 3` is open on `/a`. Line 2 closes it.'],
  ],
  [
    'a descriptor that another thread made',
    [
      '9 open("/a", 0) = 3',
      '9 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 10',
      '10 read(‸3, "", 1) = 0',
    ],
    ['Thread `9` made it on line 1.'],
  ],
  [
    'a descriptor that is not open',
    [
      '9 open("/a", 0) = 3',
      '9 close(3) = 0',
      '9 read(‸3, 0x7f, 1) = -1 EBADF (Bad file descriptor)',
    ],
    ['nothing is open under `fd 3` here'],
  ],
  [
    'a descriptor whose origin the trace does not show',
    ['9 read(‸7, "", 1) = 0'],
    ['The trace does not show what `fd 7` is open on.', 'It was open before'],
  ],
  [
    'both ends of a pipe',
    ['9 pipe2([4, 5], 0) = 0', '9 write(‸5, "x", 1) = 1'],
    ['writing end of a pipe, whose reading end is `fd 4`'],
  ],
  [
    'a socket by its addresses',
    [
      '9 socket(AF_INET, SOCK_STREAM, 0) = 3',
      '9 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      '9 write(‸3, "x", 1) = 1',
    ],
    ['a socket connected to `127.0.0.1:80`'],
  ],
  [
    'an epoll instance by what it watches',
    [
      '9 epoll_create1(0) = 3',
      '9 pipe([4, 5]) = 0',
      '9 epoll_ctl(3, EPOLL_CTL_ADD, 4, {events=EPOLLIN, data=0}) = 0',
      '9 epoll_wait(‸3, [], 9, 0) = 0',
    ],
    ['watches 1 descriptor', '- `fd 4` (`pipe from fd 5`) for `EPOLLIN`, since line 3.'],
  ],
  [
    'an address by the file that is mapped there',
    [
      '9 open("/lib", 0) = 3',
      '9 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0x1000) = 0x7f0000000000',
      '9 munmap(‸0x7f0000001000, 4096) = 0',
    ],
    ['Memory: offset `0x2000` of `/lib`, which line 2 mapped.'],
  ],
  [
    'a process by its number',
    [
      '9 fork() = 10',
      '10 exit(0) = ?',
      '10 +++ exited with 0 +++',
      '9 wait4(‸10, NULL, 0, NULL) = 10',
    ],
    ['Process `10`.', 'The call on line 1 started it.', 'It ends on line 3.'],
  ],
  [
    'a futex by who ended the wait',
    [
      '9 clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 10',
      '9 futex(‸0x7f0010, FUTEX_WAIT_PRIVATE, 2, NULL <unfinished ...>',
      '10 futex(0x7f0010, FUTEX_WAKE_PRIVATE, 1) = 1',
      '9 <... futex resumed>) = 0',
    ],
    ['The call on line 3 ended this wait.'],
  ],
  [
    'a signal by who sent it and where its handler returned',
    [
      '9 rt_sigaction(SIGUSR1, {sa_handler=0x401000, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
      '9 kill(9, SIGUSR1) = 0',
      '9 --- ‸SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=9, si_uid=0} ---',
      '9 rt_sigreturn({mask=[]}) = 0',
    ],
    ['The call on line 2 sent it.', '`0x401000`', 'Its handler returned on line 4.'],
  ],
  [
    'a signal by the timer that ran out',
    ['9 alarm(1) = 0', '9 pause() = ?', '9 --- ‸SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---'],
    ['The timer that the call on line 1 set has run out.'],
  ],
  [
    'a thread by its namespaces',
    ['9 unshare(CLONE_NEWNS|CLONE_NEWNET) = 0', '9 fork() = 10', '‸10 getpid() = 10'],
    ['each with the line of the call that gave it: mount (1), net (1).'],
  ],
];

describe('hover by the state of the trace', () => {
  for (const [what, lines, wanted] of cases) {
    it(`explains ${what}`, () => {
      const text = said(lines.join('\n'));
      for (const part of wanted) assert.ok(text.includes(part), `${part}\nin\n${text}`);
    });
  }

  it('says nothing twice where strace annotated the descriptor', () => {
    const text = said('9 open("/a", 0) = 3</a>\n9 read(‸3</a>, "", 1) = 0');
    assert.equal(text.split('`/a`').length, 2, text);
    assert.ok(text.includes('Line 1 made it.'));
  });

  it('keeps hostile names in code spans', () => {
    const text = said('9 open("/[x](command:y)`<b>", 0) = 3\n9 read(‸3, "", 1) = 0');
    assert.ok(
      text.includes('`` /[x](command:y)`<b> ``') || text.includes('``/[x](command:y)`<b>``'),
      text,
    );
  });
});

describe('the sentence of a call in its trace', () => {
  for (const [what, lines, wanted] of [
    [
      'names the file of a descriptor',
      [...file, '9 read(3, "x", 20) = 1'],
      'Read 1 of the 20 bytes asked for from fd 3 (/home/a).',
    ],
    [
      'has the number alone where nothing is known',
      ['9 read(7, "x", 20) = 1'],
      'Read 1 of the 20 bytes asked for from fd 7.',
    ],
    [
      'does not name what a number was before the call',
      ['9 open("/a", 0) = 3', '9 close(3) = 0', '9 open("/b", O_RDONLY) = 3'],
      'Opened /b read-only as fd 3.',
    ],
  ] as const) {
    it(what, () => {
      const found = explain(traceOf(lines.join('\n')), knowledge, lines.length - 1)?.sentence;
      assert.equal(found, wanted);
    });
  }
});
