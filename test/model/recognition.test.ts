import assert from 'node:assert/strict';
import { readProfiles } from '../../server/data/compilePhases.ts';
import { foldPhases } from '../../server/src/model/phases/foldPhases.ts';
import { foldProcesses } from '../../server/src/model/processes.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

const { profiles } = readProfiles();

/** Where the program begins, from 1, and whose it is. */
function programOf(lines: readonly string[]): string {
  const text = TraceText.create('file:///trace', 'strace', 1, `${lines.join('\n')}\n`);
  const { phases } = foldPhases(text, foldProcesses(text), profiles);
  const program = phases.find(({ stage }) => stage === 'program');
  return program === undefined ? 'none' : `${program.startRow + 1} ${program.id}`;
}

/** A dynamic program up to the first call after its loader. */
function started(command: string, argv: readonly string[], libraries: readonly string[]): string[] {
  const quoted = argv.map((arg) => `"${arg}"`).join(', ');
  return [
    `execve("${command}", [${quoted}], 0x7ffd /* 3 vars */) = 0`,
    'brk(NULL) = 0x5000',
    'openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3',
    'newfstatat(3, "", {st_mode=S_IFREG|0644, st_size=9, ...}, AT_EMPTY_PATH) = 0',
    'mmap(NULL, 9, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000001000',
    'close(3) = 0',
    ...[...libraries, 'libc.so.6'].flatMap((name) => [
      `openat(AT_FDCWD, "/lib/x86_64-linux-gnu/${name}", O_RDONLY|O_CLOEXEC) = 3`,
      'read(3, "\\177ELF\\2\\1\\1\\0"..., 832) = 832',
      'newfstatat(3, "", {st_mode=S_IFREG|0755, st_size=9, ...}, AT_EMPTY_PATH) = 0',
      'mmap(NULL, 9000, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000100000',
      'close(3) = 0',
    ]),
    'arch_prctl(ARCH_SET_FS, 0x7f0000002000) = 0',
    'set_tid_address(0x7f0000002010) = 10',
    'mprotect(0x7f0000100000, 4096, PROT_READ) = 0',
    'munmap(0x7f0000001000, 9) = 0',
  ];
}

const ended = ['write(1, "x", 1) = 1', 'exit_group(0) = ?', '+++ exited with 0 +++'];

describe('a program is not taken for an interpreter', () => {
  const plain = started('/usr/bin/tool', ['tool'], []).length + 1;
  const cases: readonly [string, string[], string[], string[], string][] = [
    [
      'because it appends to standard error as gawk does: make',
      ['/usr/bin/make', 'make'],
      [],
      ['fcntl(2, F_GETFL) = 0x1 (flags O_WRONLY)', 'fcntl(2, F_SETFL, O_WRONLY|O_APPEND) = 0'],
      `${plain} c.program`,
    ],
    [
      'that it was linked with: vim',
      ['/usr/bin/vim', 'vim'],
      ['libperl.so.5.40', 'libruby-3.3.so.3.3', 'libpython3.13.so.1.0', 'liblua5.1.so.0'],
      [
        'rt_sigaction(SIGFPE, {sa_handler=0x55, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
        'timer_create(CLOCK_MONOTONIC, {sigev_signo=SIGEV_THREAD_ID}, [0]) = 0',
      ],
      `${plain + 20} c.program`,
    ],
    [
      'because V8 is in it: Deno',
      ['/usr/bin/deno', 'deno', 'run', 'a.mjs'],
      [],
      ['epoll_create1(EPOLL_CLOEXEC) = 3', 'madvise(0x7f0000000000, 4096, MADV_DONTFORK) = 0'],
      `${plain} c.program`,
    ],
    [
      'because it reads the size of large pages: Erlang',
      ['/usr/lib/erlang/bin/beam.smp', 'beam.smp'],
      [],
      [
        'sched_getaffinity(10, 128, [0 1]) = 32',
        'getpid() = 10',
        'openat(AT_FDCWD, "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", O_RDONLY) = 3',
      ],
      `${plain} c.program`,
    ],
    [
      'because it waits for three descriptors: a terminal program',
      ['/usr/bin/socat', 'socat'],
      [],
      [
        'poll([{fd=0, events=POLLIN}, {fd=3, events=POLLIN}, {fd=5, events=POLLOUT}], 3, -1) = 1 ([{fd=0, revents=POLLIN}])',
      ],
      `${plain} c.program`,
    ],
    [
      'whose module it shows: cat',
      ['/usr/bin/cat', 'cat', '/usr/lib/python3.13/encodings/utf_8.py'],
      [],
      ['openat(AT_FDCWD, "/usr/lib/python3.13/encodings/utf_8.py", O_RDONLY) = 3'],
      `${plain} c.program`,
    ],
    [
      'whose settings it shows: cat',
      ['/usr/bin/cat', 'cat', '/etc/php/8.2/cli/php.ini'],
      [],
      ['openat(AT_FDCWD, "/etc/php/8.2/cli/php.ini", O_RDONLY) = 3'],
      `${plain} c.program`,
    ],
    [
      'because it catches the end of its children: cron',
      ['/usr/sbin/cron', 'cron'],
      [],
      [
        'getpid() = 10',
        'rt_sigaction(SIGCHLD, {sa_handler=0x55, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
        'rt_sigaction(SIGHUP, {sa_handler=0x56, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
      ],
      `${plain} c.program`,
    ],
  ];
  for (const [why, [command = '', ...argv], libraries, calls, program] of cases) {
    it(why, () => {
      assert.equal(programOf([...started(command, argv, libraries), ...calls, ...ended]), program);
    });
  }
});

describe('a .NET program', () => {
  it('of native code begins behind the start of its small runtime', () => {
    const runtime = [
      'rt_sigaction(SIGSEGV, {sa_handler=0x55, sa_mask=[], sa_flags=SA_SIGINFO}, NULL, 8) = 0',
      'openat(AT_FDCWD, "/sys/devices/system/cpu/online", O_RDONLY|O_CLOEXEC) = 3',
      'read(3, "0-1\\n", 1024) = 4',
      'close(3) = 0',
      'membarrier(MEMBARRIER_CMD_QUERY, 0) = 0x3ff',
      'statfs("/sys/fs/cgroup", {f_type=CGROUP2_SUPER_MAGIC, ...}) = 0',
      'prlimit64(0, RLIMIT_AS, NULL, {rlim_cur=RLIM64_INFINITY, rlim_max=RLIM64_INFINITY}) = 0',
      'mmap(NULL, 274877906944, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7e0000000000',
      'madvise(0x7e0000000000, 274877906944, MADV_DONTDUMP) = 0',
      'prctl(PR_SET_NAME, ".NET Finalizer") = 0',
      'openat(AT_FDCWD, "/proc/self/maps", O_RDONLY|O_CLOEXEC) = 3',
      'read(3, "55"..., 1024) = 100',
      'close(3) = 0',
      'sched_getaffinity(10, 32, [0 1]) = 32',
      'mprotect(0x7e0000000000, 65536, PROT_READ|PROT_WRITE) = 0',
    ];
    const loaded = started('/usr/bin/aspire', ['aspire'], []);
    const own = 'ioctl(0, TCGETS, 0x7ffc) = -1 ENOTTY (Inappropriate ioctl for device)';
    assert.equal(
      programOf([...loaded, ...runtime, own, ...ended]),
      `${loaded.length + runtime.length + 1} dotnet-native.program`,
    );
  });

  it('in one file is known by its settings, and begins behind the assemblies that it holds', () => {
    const exe = '/opt/app/azmcp';
    const runtime = [
      'readlink("/opt/app/azmcp.runtimeconfig.dev.json", 0x7ffd, 1023) = -1 ENOENT (No such file or directory)',
      'memfd_create("doublemapper", MFD_CLOEXEC) = 8',
      'openat(AT_FDCWD, "/etc/anything", O_RDONLY) = -1 ENOENT (No such file or directory)',
      'access("opt/corebreadcrumbs", F_OK) = -1 ENOENT (No such file or directory)',
      'readlink("/opt/app", 0x7ffd, 1023) = -1 EINVAL (Invalid argument)',
      `stat("${exe}", {st_mode=S_IFREG|0755, st_size=9, ...}) = 0`,
      `openat(AT_FDCWD, "${exe}", O_RDONLY) = 15`,
      'fcntl(15, F_SETFD, FD_CLOEXEC) = 0',
      'pread64(15, "MZ\\220\\0"..., 64, 127228544) = 64',
      'mprotect(0x563f747d7000, 4096, PROT_READ|PROT_WRITE) = 0',
    ];
    const loaded = started(exe, [exe], ['libstdc++.so.6']);
    const own = 'openat(AT_FDCWD, "/opt/app/data.txt", O_RDONLY|O_CLOEXEC) = 16';
    assert.equal(
      programOf([...loaded, ...runtime, own, ...ended]),
      `${loaded.length + runtime.length + 1} dotnet.program`,
    );
  });
});

describe('a Rust program', () => {
  it('with parts in C++ begins behind the start of Rust, which comes after their constructors', () => {
    const loaded = started('/usr/bin/deno', ['deno', 'run', 'a.mjs'], []);
    const runtime = [
      'gettid() = 10',
      'mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000200000',
      'openat(AT_FDCWD, "/proc/sys/vm/overcommit_memory", O_RDONLY|O_CLOEXEC) = 3',
      'read(3, "0\\n", 32) = 2',
      'close(3) = 0',
      'poll([{fd=0, events=0}, {fd=1, events=0}, {fd=2, events=0}], 3, 0) = 0 (Timeout)',
      'rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN, sa_mask=[PIPE], sa_flags=0}, NULL, 8) = 0',
    ];
    const own = 'epoll_create1(EPOLL_CLOEXEC) = 3';
    assert.equal(
      programOf([...loaded, ...runtime, own, ...ended]),
      `${loaded.length + runtime.length + 1} rust.program`,
    );
  });
});
