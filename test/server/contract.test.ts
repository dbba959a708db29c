import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import type { Phase, Stage } from '../../server/src/protocol.ts';
import { type Server, startServer } from '../support/server.ts';

const samples = path.resolve(import.meta.dirname, '../../samples');
const goTrace = readFileSync(path.join(samples, 'go-min.strace'), 'utf8');
const stageOrder: readonly Stage[] = ['exec', 'loader', 'libc', 'runtime', 'program', 'shutdown'];

/** Two processes: a shell runs `true`, with split calls of the three comma styles. */
const forked = `100 execve("/bin/sh", ["sh", "-c", "true; true"], 0x7ffc /* 3 vars */) = 0
100 brk(NULL)                         = 0x55d0
100 getppid()                         = 99
100 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD <unfinished ...>
101 getpid( <unfinished ...>
100 <... clone resumed>, child_tidptr=0x7f) = 101
101 <... getpid resumed>)             = 101
100 wait4(-1,  <unfinished ...>
101 execve("/bin/true", ["true"], 0x55d0 /* 3 vars */) = 0
101 brk(NULL)                         = 0x5600
101 exit_group(0)                     = ?
101 +++ exited with 0 +++
100 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 101
100 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=101, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---
100 exit_group(0)                     = ?
100 +++ exited with 0 +++
`;

/** Times of the lines of a trace. */
async function timesOf(server: Server, text: string): Promise<(number | undefined)[]> {
  const uri = await server.open(text);
  const found: (number | undefined)[] = [];
  for (let line = 0; line < text.split('\n').length; line++) {
    found.push((await server.explain(uri, line))?.time);
  }
  return found;
}

describe('the server by its contract', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  describe('the text', () => {
    it('ends lines at \\n, \\r\\n and a lone \\r', async () => {
      const uri = await server.open('getpid() = 1\r\ngetuid() = 2\rgetgid() = 3\nclose(4) = 0');
      const names = [];
      for (let line = 0; line < 4; line++) names.push((await server.explain(uri, line))?.syscall);
      assert.deepEqual(names, ['getpid', 'getuid', 'getgid', 'close']);
    });

    it('counts columns in UTF-16', async () => {
      const uri = await server.open('write(1, "a😀b", 6) = -1 EBADF (Bad file descriptor)\n');
      const text = 'write(1, "a😀b", 6) = -1 EBADF (Bad file descriptor)';
      const at = text.indexOf('EBADF');
      const hover = await server.hover(uri, 0, at + 1);
      assert.deepEqual(hover?.range, {
        start: { line: 0, character: at },
        end: { line: 0, character: at + 'EBADF'.length },
      });
    });

    for (const scheme of [
      'file:///nowhere/a.strace',
      'untitled:Untitled-1',
      'vscode-remote://x/y',
      'git:/a?b',
    ]) {
      it(`may be named ${scheme}, and need not exist`, async () => {
        const uri = await server.open('getpid() = 1\n', scheme);
        assert.equal((await server.explain(uri, 0))?.syscall, 'getpid');
      });
    }

    it('is empty where it was never sent', async () => {
      assert.deepEqual(await server.phases('untitled:never'), []);
      assert.equal(await server.explain('untitled:never', 0), null);
    });

    it('follows edits', async () => {
      const uri = await server.open('getpid() = 1\n');
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
            text: 'getuid',
          },
        ],
      });
      assert.equal((await server.explain(uri, 0))?.syscall, 'getuid');
    });
  });

  describe('hovers', () => {
    it('hold the full path of a descriptor, unescaped, in a code span', async () => {
      const text = 'read(3</srv/my_file*name*.txt>, "", 10) = 0';
      const uri = await server.open(text);
      const hover = await server.hover(uri, 0, text.indexOf('3'));
      assert.match(JSON.stringify(hover), /`[^`]*\/srv\/my_file\*name\*\.txt[^`]*`/);
    });
  });

  describe('strace/phases', () => {
    let phases: Phase[];
    let lines: string[];
    before(async () => {
      lines = goTrace.trimEnd().split('\n');
      phases = await server.phases(await server.open(goTrace));
    });

    it('covers each line of the process once', () => {
      const covered = lines.map(() => 0);
      for (const phase of phases) {
        for (let line = phase.startLine; line <= phase.endLine; line++) {
          covered[line] = (covered[line] ?? 0) + 1;
        }
      }
      assert.deepEqual(
        covered,
        lines.map(() => 1),
      );
    });

    it('is ordered by first line', () => {
      const starts = phases.map((phase) => phase.startLine);
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
      );
    });

    it('never goes back in stages', () => {
      const order = phases.map((phase) => stageOrder.indexOf(phase.stage));
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    });

    it('has unique ids of profile and phase', () => {
      const ids = phases.map((phase) => phase.id);
      assert.equal(new Set(ids).size, ids.length);
      for (const id of ids) assert.match(id, /^[\w-]+\.[\w-]+(#\d+)?$/);
    });

    it('counts calls, not signals', () => {
      const calls = lines.filter((line) => /^\w+\(/.test(line)).length;
      assert.equal(
        phases.reduce((sum, phase) => sum + phase.calls, 0),
        calls,
      );
    });

    it('has the runtime', () => {
      assert.ok(phases.some((phase) => phase.stage === 'runtime' && phase.runtime === 'go'));
    });

    it('keeps ids when lines are appended', async () => {
      const cut = lines.slice(0, 40).join('\n');
      const before = await server.phases(await server.open(`${cut}\n`));
      for (const phase of before.slice(0, -1)) {
        assert.ok(
          phases.some((later) => later.id === phase.id && later.startLine === phase.startLine),
        );
      }
    });

    it('tells processes apart, and counts a split call once', async () => {
      const two = await server.phases(await server.open(forked));
      const calls = (pid: number) =>
        two.filter((phase) => phase.pid === pid).reduce((sum, phase) => sum + phase.calls, 0);
      assert.deepEqual([calls(100), calls(101)], [6, 4]);
    });

    it('takes a forked child for the program until its execve, which starts an image', async () => {
      const two = await server.phases(await server.open(forked));
      const child = two.filter((phase) => phase.pid === 101);
      assert.equal(child[0]?.stage, 'program');
      const exec = child.find((phase) => phase.stage === 'exec');
      assert.equal(exec?.startLine, 8);
    });

    it('fills pids in backwards on a trace from a terminal', async () => {
      const text = `execve("/bin/sh", ["sh"], 0x7ffc /* 3 vars */) = 0
clone(child_stack=NULL, flags=SIGCHLDstrace: Process 501 attached
 <unfinished ...>
[pid   501] getppid( <unfinished ...>
[pid   500] <... clone resumed>)        = 501
[pid   501] <... getppid resumed>)      = 500
[pid   501] exit_group(0)               = ?
[pid   501] +++ exited with 0 +++
exit_group(0)                           = ?
+++ exited with 0 +++
`;
      const found = await server.phases(await server.open(text));
      assert.deepEqual([...new Set(found.map((phase) => phase.pid))].toSorted(), [500, 501]);
      assert.equal(found[0]?.pid, 500);
      assert.equal(
        Math.max(...found.filter((phase) => phase.pid === 500).map((p) => p.endLine)),
        9,
      );
    });

    it('has one phase of the program for what no profile can place', async () => {
      const uri = await server.open('read(3, "a", 1) = 1\nwrite(1, "a", 1) = 1\n');
      const found = await server.phases(uri);
      assert.deepEqual(
        found.map(({ stage, startLine, endLine, calls }) => ({ stage, startLine, endLine, calls })),
        [{ stage: 'program', startLine: 0, endLine: 1, calls: 2 }],
      );
    });

    it('takes the pid of an -ff part from its name', async () => {
      const uri = await server.open(
        'set_robust_list(0x7f, 24) = 0\nfutex(0x7f, FUTEX_WAIT, 1, NULL) = 0\nexit(0) = ?\n+++ exited with 0 +++\n',
        'file:///tmp/out.12970',
      );
      const found = await server.phases(uri);
      assert.deepEqual([...new Set(found.map((phase) => phase.pid))], [12970]);
    });

    it('is empty for a text that is no trace', async () => {
      assert.deepEqual(await server.phases(await server.open('Dear diary,\n\nnothing.\n')), []);
      assert.deepEqual(await server.phases(await server.open('')), []);
    });
  });

  describe('strace/explain', () => {
    it('is null past the end of the text', async () => {
      const uri = await server.open('getpid() = 1');
      assert.equal(await server.explain(uri, 1), null);
      assert.equal(await server.explain(uri, 100), null);
    });

    it('tells the joined call on both halves', async () => {
      const uri = await server.open(forked);
      const [first, second] = [await server.explain(uri, 7), await server.explain(uri, 12)];
      assert.equal(first?.kind, 'unfinished');
      assert.equal(second?.kind, 'resumed');
      for (const half of [first, second]) {
        assert.equal(half?.syscall, 'wait4');
        assert.equal(half?.result, '101');
        assert.deepEqual(
          half?.args?.map((arg) => arg.text),
          ['-1', '[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]', '0', 'NULL'],
        );
      }
      assert.equal(first?.sentence, second?.sentence);
    });

    it('gives what the line has where the other half is missing', async () => {
      const uri = await server.open(
        '7 <... read resumed>"abc", 10) = 3\n8 read(3, <unfinished ...>\n',
      );
      const resumed = await server.explain(uri, 0);
      assert.equal(resumed?.syscall, 'read');
      assert.equal(resumed?.result, '3');
      const unfinished = await server.explain(uri, 1);
      assert.equal(unfinished?.kind, 'unfinished');
      assert.equal(unfinished?.syscall, 'read');
      assert.equal(unfinished?.result, undefined);
    });

    it('spells results without annotation', async () => {
      const uri = await server.open(
        [
          'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3</etc/passwd>',
          'fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)',
          'umask(077) = 022',
          'exit_group(0) = ?',
          'open("x", O_RDONLY) = -1 ENOENT (No such file or directory)',
          'getppid() = 8308<bash>',
        ].join('\n'),
      );
      const results = [];
      for (let line = 0; line < 6; line++) results.push((await server.explain(uri, line))?.result);
      assert.deepEqual(results, ['3', '0x8002', '022', '?', '-1', '8308']);
      assert.equal((await server.explain(uri, 4))?.errno, 'ENOENT');
    });

    it('names arguments', async () => {
      const uri = await server.open('openat(AT_FDCWD, "/x", O_RDWR|O_CREAT, 0644) = 3');
      assert.deepEqual((await server.explain(uri, 0))?.args, [
        { name: 'dirfd', text: 'AT_FDCWD' },
        { name: 'pathname', text: '"/x"' },
        { name: 'flags', text: 'O_RDWR|O_CREAT' },
        { name: 'mode', text: '0644' },
      ]);
    });

    it('reads times: since the epoch, of the day over midnight, and summed', async () => {
      assert.deepEqual(await timesOf(server, '1795433120.250000 getpid() = 1'), [1795433120.25]);
      assert.deepEqual(
        await timesOf(server, '23:59:59 getpid() = 1\n00:00:01 getpid() = 1'),
        [86399, 86401],
      );
      assert.deepEqual(
        await timesOf(
          server,
          '     0.000000 getpid() = 1\n     0.500000 getpid() = 1\n     0.250000 getpid() = 1',
        ),
        [0, 0.5, 0.75],
      );
      assert.deepEqual(await timesOf(server, 'getpid() = 1'), [undefined]);
    });

    it('reads pids, comms and durations', async () => {
      const uri = await server.open('6952<my prog> 11:25:21.5 getpid() = 6952<my prog> <0.000123>');
      const found = await server.explain(uri, 0);
      assert.equal(found?.tid, 6952);
      assert.equal(found?.pid, 6952);
      assert.equal(found?.comm, 'my prog');
      assert.equal(found?.duration, 0.000123);
    });

    it('gives a thread the pid of its process', async () => {
      const uri = await server.open(
        '10 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_THREAD) = 11\n11 gettid() = 11\n',
      );
      const found = await server.explain(uri, 1);
      assert.deepEqual([found?.tid, found?.pid], [11, 10]);
    });

    const kinds: readonly (readonly [line: string, kind: string])[] = [
      ['--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---', 'signal'],
      ['--- stopped by SIGTTOU ---', 'stopped'],
      ['+++ killed by SIGSEGV (core dumped) +++', 'exit'],
      ['strace: Process 12257 attached', 'message'],
      [' > /usr/lib/libc.so.6(__write+0x10) [0xf8350]', 'frame'],
      [' | 00000  76 6d 0a                                          vm.              |', 'hexdump'],
      ['% time     seconds  usecs/call     calls    errors syscall', 'summary'],
      ['Hello, world', 'other'],
    ];
    for (const [line, kind] of kinds) {
      it(`calls ${JSON.stringify(line.slice(0, 30))} ${kind}`, async () => {
        const uri = await server.open(`getpid() = 1\n${line}\n`);
        assert.equal((await server.explain(uri, 1))?.kind, kind);
      });
    }

    it('names the phase of the line', async () => {
      const uri = await server.open(goTrace);
      const found = await server.phases(uri);
      for (const phase of found) {
        assert.equal((await server.explain(uri, phase.startLine))?.phase, phase.id);
      }
    });
  });

  describe('the outline', () => {
    const depth = (symbols: readonly DocumentSymbol[]): number =>
      symbols.length === 0 ? 0 : 1 + Math.max(...symbols.map((one) => depth(one.children ?? [])));
    const count = (symbols: readonly DocumentSymbol[]): number =>
      symbols.reduce((sum, one) => sum + 1 + count(one.children ?? []), 0);

    it('is stages, phases, then calls in a trace of one process', async () => {
      const symbols = await server.symbols(await server.open(goTrace));
      assert.equal(symbols[0]?.name, 'Exec');
      assert.equal(depth(symbols), 3);
    });

    it('has processes above where there is more than one', async () => {
      const symbols = await server.symbols(await server.open(forked));
      assert.deepEqual(
        symbols.map((one) => one.name),
        ['100 sh', '101 true'],
      );
      assert.equal(depth(symbols), 4);
    });

    it('has the threads of a process behind its stages', async () => {
      const lines = [
        '7 execve("/a", ["a"], 0x1 /* 1 var */) = 0',
        '7 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_THREAD) = 8',
        '8 prctl(PR_SET_NAME, "worker") = 0',
        '8 exit(0) = ?',
        '8 +++ exited with 0 +++',
        '7 exit_group(0) = ?',
      ];
      const symbols = await server.symbols(await server.open(lines.join('\n')));
      const [thread] = symbols.find(({ name }) => name === 'Threads')?.children ?? [];
      assert.equal(thread?.name, 'Thread 8 worker');
      assert.deepEqual([thread.range.start.line, thread.range.end.line], [2, 4]);
    });

    it('is some thousands of nodes at the most, and says what it left out', async () => {
      const calls = Array.from(
        { length: 40_000 },
        (_, i) => `${['read', 'write'][i % 2]}(3, "", 1) = 1`,
      );
      const symbols = await server.symbols(await server.open(calls.join('\n')));
      assert.ok(count(symbols) < 5_000);
      assert.match(JSON.stringify(symbols), /[\d,]+ (more )?calls/);
    });

    it('is empty for a text that is no trace', async () => {
      assert.deepEqual(await server.symbols(await server.open('Dear diary,\n')), []);
    });
  });
});
