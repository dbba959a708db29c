import assert from 'node:assert/strict';
import { readOut } from '../../server/src/features/readOut.ts';
import { toMarkdown, toPlain } from '../../server/src/features/readOutCode.ts';
import type { ValueContext } from '../../server/src/knowledge/context.ts';
import type { ValueType } from '../../server/src/knowledge/types.ts';
import { joinCall } from '../../server/src/syntax/joinCall.ts';
import { fixture } from '../support/knowledgeFixture.ts';

const { knowledge } = fixture();

/** What a value of a type says; undefined where it says no more than its text. */
function read(printed: string, type: ValueType | undefined, groups: string[] = []) {
  const call = joinCall([`f(${printed}) = 0`]);
  const [value] = call.args;
  assert.ok(value !== undefined, `no value in ${printed}`);
  const context: ValueContext = { groups, ...(type !== undefined && { type }) };
  return readOut({ value, context }, { text: call.text, knowledge });
}

const nothing = undefined;
const cases: [type: ValueType, printed: string, expected: string | undefined][] = [
  ['fd', '0', 'standard input, unless it was redirected'],
  ['fd', '3', nothing],
  ['fd', '-1', 'none'],
  ['fd', '3</etc/passwd>', 'file `/etc/passwd`'],
  ['fd', '4</tmp/x>(deleted)', 'file `/tmp/x`, deleted'],
  ['fd', '3<TCP:[127.0.0.1:1->127.0.0.1:2]>', 'TCP connection `TCP:[127.0.0.1:1->127.0.0.1:2]`'],
  ['fd', '3<pipe:[99]>', 'pipe `pipe:[99]`'],
  ['fd', '5<anon_inode:[eventpoll]>', 'epoll instance `anon_inode:[eventpoll]`'],
  ['fd', '1</dev/null<char 1:3>>', 'character device `/dev/null<char 1:3>`'],
  ['dirfd', 'AT_FDCWD', 'the current directory'],
  ['dirfd', 'AT_FDCWD</home/me>', 'the current directory, `/home/me`'],
  ['dirfd', '0xffffff9c', 'the current directory'],
  ['path', '"/etc/passwd"', nothing],
  ['path', '"caf\\303\\251"', '`café` (5 bytes)'],
  ['string', '"one\\ntwo"', '`one\\ntwo` (7 bytes)'],
  ['buffer', '"\\177ELF\\2\\1\\1\\0"...', '8 bytes of it are shown: `7f 45 4c 46 02 01 01 00`'],
  ['buffer', '"plain"...', 'only 5 bytes of it are shown'],
  ['mode', '0644', '`rw-r--r--`'],
  ['mode', 'S_IFREG|S_ISUID|0755', 'regular file, `rwsr-xr-x`, set-user-ID'],
  ['mode', 'S_IFDIR|S_ISVTX|0777', 'directory, `rwxrwxrwt`, sticky'],
  ['mode', 'S_ISGID|0640', '`rw-r-S---`, set-group-ID'],
  ['mode', '0x81a4', 'regular file, `rw-r--r--`'],
  ['mode', '07777777', nothing],
  ['dev', 'makedev(0x1, 0x3)', 'device 1:3 (major 1, minor 3)'],
  ['dev', '0x103', 'device 1:3 (major 1, minor 3)'],
  ['size', '1', '1 byte'],
  ['size', '832', '832 bytes'],
  ['size', '4096', '4,096 bytes (4 KiB)'],
  ['size', '1048576', '1,048,576 bytes (1 MiB)'],
  ['size', '47264', '47,264 bytes (about 46.2 KiB)'],
  ['size', '8192*1024', '8,388,608 bytes (8 MiB)'],
  ['size', `1${'*999'.repeat(100_000)}`, nothing],
  ['size', '1<<999999999', nothing],
  ['size', 'RLIM64_INFINITY', 'no limit'],
  ['size', '18446744073709551615', 'the largest number of 64 bits'],
  ['size', '-5', nothing],
  ['count', '12', nothing],
  ['count', '1000000', '1,000,000'],
  ['count', '0x10', '16'],
  ['bool', '[1]', 'yes'],
  ['bool', '0', 'no'],
  ['uid', '0', 'root'],
  ['gid', '0', "root's group"],
  ['uid', '65534', 'nobody, whom files of unknown users belong to'],
  ['uid', '-1', 'none: left as it is'],
  ['uid', '1000', nothing],
  ['signal', 'SIGKILL', 'signal 9'],
  ['signal', '9', '`SIGKILL`'],
  ['signal', '0', 'no signal'],
  ['command', '0x5401', '`TCGETS`'],
  ['command', '0x80086601', 'command 1 of driver `f`, read 8 bytes'],
  ['command', '0x127f', 'command 127 of driver `0x12`, no argument'],
  [
    'command',
    '_IOC(_IOC_READ|_IOC_WRITE, 0xbe, 0xef, 0x1ead)',
    'command 239 of driver `0xbe`, read and write 7,853 bytes',
  ],
  ['command', '3', nothing],
  ['sigset', '[INT CHLD]', '`SIGINT`, `SIGCHLD`'],
  ['sigset', '[]', 'no signal'],
  ['sigset', '~[]', 'every signal'],
  ['sigset', '~[KILL STOP]', 'every signal except `SIGKILL`, `SIGSTOP`'],
  ['status', '[{WIFEXITED(s) && WEXITSTATUS(s) == 2}]', 'exited with 2'],
  [
    'status',
    '[{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL && WCOREDUMP(s)}]',
    'killed by `SIGKILL`, core dumped',
  ],
  [
    'status',
    '[{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|PTRACE_EVENT_EXEC<<16]',
    'stopped by `SIGTRAP` for `PTRACE_EVENT_EXEC`',
  ],
  ['status', '[{WIFCONTINUED(s)}]', 'continued'],
  ['status', '[512]', 'exited with 2'],
  ['status', '[0x89]', 'killed by `SIGKILL`, core dumped'],
  ['status', '[0x137f]', 'stopped by `19`'],
  ['status', '[0xffff]', 'continued'],
  ['exit', '0', 'success'],
  ['exit', '1', 'by convention: failure'],
  ['exit', '127', 'by convention: command not found'],
  ['exit', '137', 'by convention of shells: killed by `SIGKILL`'],
  ['errno', '2', '`ENOENT`'],
  [
    'sockaddr',
    '{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}',
    '`127.0.0.1:80`',
  ],
  [
    'sockaddr',
    '{sa_family=AF_INET, sin_port=htons(80), sin_addr=htonl(INADDR_ANY)}',
    '`0.0.0.0:80`',
  ],
  [
    'sockaddr',
    '{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}',
    '`[::1]:80`',
  ],
  ['sockaddr', '{sa_family=AF_UNIX, sun_path="/run/x"}', '`/run/x`'],
  ['sockaddr', '{sa_family=AF_UNIX, sun_path=@"x"}', '`@x`'],
  ['sockaddr', '{sa_family=AF_UNIX}', 'an unnamed Unix socket'],
  ['sockaddr', '{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}', 'the kernel, by netlink'],
  ['sockaddr', '0x7ffd', nothing],
  ['timespec', '{tv_sec=1, tv_nsec=500000000}', '1.5 s'],
  ['timespec', '{tv_sec=0, tv_nsec=250000000}', '250 ms'],
  ['timespec', '{tv_sec=0, tv_nsec=0}', '0 s'],
  ['timeval', '{tv_sec=0, tv_usec=1500}', '1.5 ms'],
  ['timespec', '{tv_sec=1795432787, tv_nsec=500000000}', '2026-11-23 11:19:47.5 UTC'],
  ['timespec', 'NULL', nothing],
  ['milliseconds', '1000', '1 s'],
  ['milliseconds', '-1', 'no limit'],
  ['seconds', '7200', '7,200 s (2 hours)'],
  ['nanoseconds', '1', '1 ns'],
  ['ticks', '250', '2.5 s'],
  ['time', '1795432787', '2026-11-23 11:19:47 UTC'],
  ['time', '99999999999999999999', nothing],
  ['port', 'htons(80)', 'port 80'],
  ['ip', 'inet_addr("10.0.0.1")', '`10.0.0.1`'],
  ['int', '...', nothing],
  ['int', '???', nothing],
];

describe('reading a value out', () => {
  for (const [type, printed, expected] of cases) {
    it(`says of a ${type} ${printed.slice(0, 60)}: ${expected ?? 'nothing more'}`, () => {
      const phrase = read(printed, type);
      assert.equal(phrase === undefined ? undefined : toMarkdown(phrase), expected);
    });
  }

  it('decodes a raw number into the names of its groups', () => {
    const groups = ['open_mode_flags', 'open_access_modes'];
    assert.deepEqual(read('0x80002', 'flags', groups), [{ code: 'O_RDWR|O_CLOEXEC' }]);
    assert.deepEqual(read('0x81000', 'flags', groups), [{ code: 'O_RDONLY|O_CLOEXEC|0x1000' }]);
    assert.deepEqual(read('0', 'flags', ['pollflags']), ['none']);
    assert.deepEqual(read('6', 'command', ['fcntlcmds']), [{ code: 'F_SETLK' }]);
  });

  it('reads both sides of a value that the call changed', () => {
    assert.equal(
      toPlain(read('4096 => 8192', 'size') ?? []),
      '4,096 bytes (4 KiB), then 8,192 bytes (8 KiB)',
    );
  });

  it('says nothing of a value of which nothing is known', () => {
    assert.equal(read('0x7ffd', undefined), undefined);
    assert.equal(read('{a=1}', undefined), undefined);
  });
});
