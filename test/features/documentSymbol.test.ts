import assert from 'node:assert/strict';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { documentSymbol } from '../../server/src/features/documentSymbol.ts';
import { foldingRange } from '../../server/src/features/foldingRange.ts';
import { traceOf, traceOfFile } from '../support/traceOf.ts';

/** The outline as indented lines. */
function drawn(symbols: readonly DocumentSymbol[], depth: number, indent = ''): string[] {
  return symbols.flatMap(({ name, detail, children, range }) => [
    `${indent}${name} [${detail}] ${range.start.line + 1}-${range.end.line + 1}`,
    ...(depth > 1 ? drawn(children ?? [], depth - 1, `${indent}  `) : []),
  ]);
}

describe('the outline', () => {
  it('tells the Go trace as the article does', () => {
    const symbols = documentSymbol(traceOfFile('samples/go-min.strace'), 5_000);
    assert.deepEqual(drawn(symbols, 2), [
      'Exec [1 call] 1-1',
      '  Execute main [1 call] 1-1',
      'Go runtime [51 calls, 1 failed, 749 MiB mapped] 2-54',
      '  Thread-local storage [1 call] 2-2',
      '  Count the processors [1 call] 3-3',
      '  Read the huge page size [3 calls] 4-6',
      '  Kernel information [1 call] 7-7',
      '  Reserve heap arenas [18 calls, 749 MiB mapped] 8-25',
      '  Signal stack [4 calls] 26-29',
      '  Thread id [1 call] 30-30',
      '  Install signal handlers [9 calls] 31-39',
      '  Start threads [2 calls] 40-41',
      '  Signal masks and preemption [6 calls] 42-49',
      '  Synchronize threads [5 calls, 1 failed] 50-54',
      'Shutdown [exit with status 0, 1 call] 55-56',
      '  Exit with status 0 [1 call] 55-56',
    ]);
  });

  it('counts runs of calls, and shows the path of a call alone', () => {
    const symbols = documentSymbol(traceOfFile('samples/go-min.strace'), 5_000);
    const hugePage = symbols[1]?.children?.[2]?.children?.map(
      ({ name, detail }) => `${name} ${detail}`,
    );
    assert.deepEqual(hugePage, [
      'openat "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size"',
      'read "2097152\\n"',
      'close ',
    ]);
  });

  it('tells the static C trace as the article does', () => {
    const symbols = documentSymbol(traceOfFile('samples/c-static.strace'), 5_000);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['Exec', 'C library', 'Program', 'Shutdown'],
    );
    const program = symbols[2];
    assert.deepEqual([program?.range.start.line, program?.range.end.line], [10, 11]);
  });

  it('has the threads of a process behind its stages, each from its start to its end', () => {
    const lines = [
      '7 execve("/a", ["a"], 0x1 /* 1 var */) = 0',
      '7 clone3({flags=CLONE_VM|CLONE_THREAD, stack_size=0x1000}, 88) = 8',
      '8 prctl(PR_SET_NAME, "worker-1") = 0',
      '7 clone3({flags=CLONE_VM|CLONE_THREAD, stack_size=0x1000}, 88) = 9',
      '9 read(3,  <unfinished ...>',
      '8 read(4, "", 1) = 0',
      '8 read(4, "", 1) = -1 EIO (Input/output error)',
      '8 exit(0) = ?',
      '8 +++ exited with 0 +++',
      '9 <... read resumed>"x", 1) = 1',
      '7 exit_group(0) = ?',
      '9 +++ killed by SIGKILL +++',
      '7 +++ killed by SIGKILL +++',
    ];
    const symbols = documentSymbol(traceOf(lines.join('\n')), 5_000);
    const threads = symbols.at(-1);
    assert.deepEqual(drawn(threads === undefined ? [] : [threads], 3), [
      'Threads [2 threads beside the first] 3-12',
      '  Thread 8 worker-1 [4 calls, 1 failed, mostly read] 3-9',
      '    Start [line 3] 3-3',
      '    End [line 9] 9-9',
      '  Thread 9 [1 call, mostly read] 5-12',
      '    Start [line 5] 5-5',
      '    End, killed by SIGKILL [line 12] 12-12',
    ]);
  });

  it('has the turns of a loop, as many as there is room for', () => {
    const turn = [
      'accept4(3, NULL, NULL, 0) = 4',
      'read(4, "x", 9) = 1',
      'write(4, "x", 1) = -1 EPIPE (Broken pipe)',
    ];
    const lines = [
      'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0',
      'arch_prctl(ARCH_SET_FS, 0x4c1380) = 0',
      ...Array.from({ length: 200 }, () => turn).flat(),
      'exit_group(0) = ?',
    ];
    const symbols = documentSymbol(traceOf(lines.join('\n')), 5_000);
    const loop = symbols.find(({ name }) => name === 'Program')?.children?.[0];
    const turns = drawn(loop?.children ?? [], 1);
    assert.equal(turns.length, 61);
    assert.deepEqual(turns.slice(0, 2), [
      'Turn 1 [3 calls, 1 failed] 3-5',
      'Turn 2 [3 calls, 1 failed] 6-8',
    ]);
    assert.equal(turns.at(-1), '… 140 more turns [] 183-602');
  });

  it('holds few nodes where there are many threads', () => {
    const made = Array.from({ length: 3000 }, (_, at) => [
      `7 clone3({flags=CLONE_VM|CLONE_THREAD, stack_size=0x1000}, 88) = ${10 + at}`,
      `${10 + at} exit(0) = ?`,
    ]).flat();
    const count = (symbols: readonly DocumentSymbol[]): number =>
      symbols.reduce((sum, { children }) => sum + 1 + count(children ?? []), 0);
    const symbols = documentSymbol(traceOf(['7 getpid() = 7', ...made].join('\n')), 4_000);
    assert.ok(count(symbols) <= 4_000, `${count(symbols)} nodes`);
    assert.match(symbols.at(-1)?.children?.at(-1)?.name ?? '', /^… [\d,]+ more threads$/);
  });

  it('says how many processes it leaves out', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `${1000 + index} getpid() = 1`);
    const symbols = documentSymbol(traceOf(lines.join('\n')), 400);
    assert.equal(symbols.length, 51);
    assert.equal(symbols.at(-1)?.name, '… 250 more processes');
  });

  it('shows no control characters and no icons', () => {
    const symbols = documentSymbol(
      traceOf('open("$(zap)\u202e", O_RDONLY) = 3\nclose(3) = 0'),
      100,
    );
    assert.doesNotMatch(JSON.stringify(symbols), /\$\(|\u202e/);
  });

  it('keeps each node in its parent and its name in its range', () => {
    const check = (symbols: readonly DocumentSymbol[], parent?: DocumentSymbol): void => {
      for (const one of symbols) {
        assert.ok(one.name.length > 0);
        assert.ok(one.selectionRange.start.line >= one.range.start.line);
        assert.ok(one.range.end.line >= one.range.start.line);
        if (parent !== undefined) {
          assert.ok(one.range.start.line >= parent.range.start.line, one.name);
          assert.ok(one.range.end.line <= parent.range.end.line, one.name);
        }
        check(one.children ?? [], one);
      }
    };
    check(documentSymbol(traceOfFile('test/corpus/phases/bash-kids-f.strace'), 5_000));
    check(documentSymbol(traceOfFile('test/corpus/phases/go-web-f.strace'), 5_000));
  });
});

describe('folding', () => {
  it('folds stages and phases of one process', () => {
    const folds = foldingRange(traceOfFile('samples/go-min.strace'), 5_000).map(
      ({ startLine, endLine }) => `${startLine + 1}-${endLine + 1}`,
    );
    assert.ok(folds.includes('2-54'), 'the runtime');
    assert.ok(folds.includes('8-25'), 'the heap arenas');
  });

  it('folds frames under their line', () => {
    const text =
      'getgid() = 1\ngetpid() = 1\n > /lib/libc.so.6(f+0x1) [0x1]\n > /bin/x() [0x2]\ngetuid() = 1';
    const folds = foldingRange(traceOf(text), 5_000);
    assert.ok(folds.some(({ startLine, endLine }) => startLine === 1 && endLine === 3));
  });

  it('nests, and never crosses', () => {
    for (const file of ['bash-kids-f', 'go-web-f', 'java-thr-f']) {
      const folds = foldingRange(traceOfFile(`test/corpus/phases/${file}.strace`), 5_000);
      assert.ok(folds.length > 0);
      for (const a of folds) {
        for (const b of folds) {
          const crosses =
            a.startLine < b.startLine && b.startLine <= a.endLine && a.endLine < b.endLine;
          assert.ok(!crosses, `${file}: ${JSON.stringify([a, b])}`);
        }
      }
    }
  });

  it('gives the longest where the editor wants few', () => {
    const folds = foldingRange(traceOfFile('samples/go-min.strace'), 2);
    assert.equal(folds.length, 2);
    assert.ok(folds.some(({ startLine, endLine }) => startLine === 1 && endLine === 53));
  });
});
