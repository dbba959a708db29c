import assert from 'node:assert/strict';
import { readProfiles } from '../../server/data/compilePhases.ts';
import { foldPhases } from '../../server/src/model/phases/foldPhases.ts';
import { foldProcesses } from '../../server/src/model/processes.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

const { profiles } = readProfiles();
/** Enough calls for a program to be divided. */
const manyCalls = 320;

/** Fewer calls may be too few to tell what they are about. */
const leastCalls = 20;

/** What the program's parts are about; of a loop, what stands before the names of its calls. */
function titles(lines: readonly string[]): string[] {
  const text = TraceText.create('file:///trace', 'strace', 1, `${lines.join('\n')}\n`);
  const { phases } = foldPhases(text, foldProcesses(text), profiles);
  return phases
    .filter(({ stage, calls }) => stage === 'program' && calls >= leastCalls)
    .map(({ title }) => title.replace(/: .* × \d+$/, ''));
}

/** Calls in an order without a loop. */
function mixed(calls: readonly string[]): string[] {
  let state = 11;
  return Array.from({ length: manyCalls }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return calls[(state >> 8) % calls.length] ?? '';
  });
}

const start = [
  'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
  'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
  'set_tid_address(0x4c1650) = 1',
  'getppid() = 1',
];

const opened = (path: string) => [
  `openat(AT_FDCWD, "${path}", O_RDONLY|O_CLOEXEC) = 3`,
  'fstat(3, {st_mode=S_IFREG|0644, st_size=9, ...}) = 0',
  'read(3, "x", 4096) = 1',
  'lseek(3, 0, SEEK_CUR) = 0',
];

describe('what a program does', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Read files', opened('/srv/data.txt')],
    [
      'Read the configuration',
      [...opened('/etc/ssh/ssh_config'), ...opened('/root/.config/app/a')],
    ],
    ['Read the locale', opened('/usr/lib/locale/C.utf8/LC_CTYPE')],
    [
      'Look up names',
      [
        ...opened('/etc/nsswitch.conf'),
        ...opened('/etc/passwd'),
        'connect(4, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)',
      ],
    ],
    ['Look at the system', opened('/proc/12/stat')],
    ['Load libraries', opened('/usr/lib/libplugin.so.2')],
    [
      'Load libraries',
      [
        'openat(AT_FDCWD, "/lib/libicuuc.so.85", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
        'newfstatat(AT_FDCWD, "/lib/glibc-hwcaps/x86-64-v3", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
      ],
    ],
    [
      'Work on a database',
      [
        'openat(AT_FDCWD, "/srv/shop.db", O_RDWR|O_CREAT, 0644) = 3',
        'fcntl(3, F_SETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=1, l_len=1}) = 0',
        'pread64(3, "x", 16, 24) = 16',
        'newfstatat(AT_FDCWD, "/srv/shop.db-wal", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
        'unlink("/srv/shop.db-journal") = 0',
      ],
    ],
    // A program that only counts sizes does not import modules.
    [
      'Look for files',
      [
        'newfstatat(AT_FDCWD, "/usr/lib/python3/os.py", {st_mode=S_IFREG|0644, st_size=9, ...}, 0) = 0',
        'newfstatat(AT_FDCWD, "/usr/share/a.js", {st_mode=S_IFREG|0644, st_size=9, ...}, 0) = 0',
        'newfstatat(AT_FDCWD, "/usr/share/doc", {st_mode=S_IFDIR|0755, st_size=9, ...}, 0) = 0',
        'lstat("/usr/share/b.pm", {st_mode=S_IFREG|0644, st_size=9, ...}) = 0',
      ],
    ],
    // A name service daemon that is not there is no connection.
    [
      'Read files',
      [
        ...opened('/srv/data.txt'),
        ...opened('/srv/more.txt'),
        'socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 5',
        'connect(5, {sa_family=AF_UNIX, sun_path="/run/gone"}, 110) = -1 ENOENT (No such file or directory)',
      ],
    ],
  ];
  for (const [title, calls] of cases) {
    it(`${title}: ${calls[0]?.slice(0, 60)}`, () => {
      assert.deepEqual([...new Set(titles([...start, ...mixed(calls)]))], [title]);
    });
  }

  it('is to load modules in a program of the runtime that they are for', () => {
    const lines = [
      'execve("/usr/bin/python3", ["python3", "a.py"], 0x7ffd /* 3 vars */) = 0',
      ...start.slice(1, -1),
      'newfstatat(AT_FDCWD, "/usr/lib/python3.11/encodings/__init__.py", {st_size=9}, 0) = 0',
      'openat(AT_FDCWD, "a.py", O_RDONLY) = 3',
      'read(3, "", 4096) = 0',
      'close(3) = 0',
      'getppid() = 1',
      ...mixed([
        ...opened('/usr/lib/python3/dist-packages/six.py'),
        'newfstatat(AT_FDCWD, "/usr/lib/python3/dist-packages/__pycache__/six.cpython-311.pyc", {st_size=9}, 0) = 0',
      ]),
    ];
    assert.ok(titles(lines).includes('Import modules'), titles(lines).join(', '));
  });
});
