import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { buildGrammar } from '../../syntaxes/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const Contribution = z.object({
  languages: z.tuple([
    z.object({
      id: z.string(),
      extensions: z.array(z.string()),
      filenamePatterns: z.array(z.string()),
      firstLine: z.string(),
      configuration: z.string(),
      icon: z.object({ light: z.string(), dark: z.string() }),
    }),
  ]),
  grammars: z.tuple([z.object({ language: z.string(), scopeName: z.string(), path: z.string() })]),
});
const { languages, grammars } = Contribution.parse(
  JSON.parse(readFileSync(join(root, 'syntaxes/contribution.json'), 'utf8')),
);
const [language] = languages;
const [grammar] = grammars;
const firstLine = new RegExp(language.firstLine);

describe('language contribution', () => {
  it('names files that exist', () => {
    for (const file of [language.configuration, language.icon.light, language.icon.dark]) {
      assert.ok(existsSync(join(root, file)), file);
    }
  });

  it('names the scope of the grammar', () => {
    assert.equal(grammar.scopeName, buildGrammar().scopeName);
    assert.equal(grammar.language, language.id);
  });

  describe('file names', () => {
    const ours = [
      'ls.strace',
      'ls.strace.4711',
      'strace.out',
      'strace.out.4711',
      'strace.log',
      'strace.txt',
      'strace.4711',
      'nginx.strace.log',
      'strace-nginx.txt',
      'nginx_strace.out',
    ];
    const others = [
      'strace.c',
      'trace.log',
      'out.txt',
      'parse.strace.ts',
      'strace.md',
      'ltrace.out',
      'strace.yaml',
    ];
    for (const name of ours) it(`claims ${name}`, () => assert.ok(claims(name)));
    for (const name of others) {
      it(`leaves ${name} alone`, () => assert.ok(!claims(name)));
    }
  });

  describe('first line', () => {
    const traces: string[] = [
      'execve("/bin/ls", ["ls"], 0x7ffc3345dcf0 /* 41 vars */) = 0',
      `execve("/bin/ls", ["ls"], ["${'x'.repeat(2000)}`,
      'execve(0x7ffcdafdb, 0x7ffcdafdc, 0x7ffcdafde) = 0',
      '6891  execve("/bin/ls", ["ls"], 0x7ff /* 4 vars */) = 0',
      '6952<strace> execve("/bin/ls", ["ls"], 0x7ff /* 4 vars */) = 0',
      '[pid  4080] execve("/bin/ls", ["ls"], 0x7ff /* 4 vars */) = 0',
      '12345 [unconfined_t] 11:25:20 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '11:25:20 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '11:25:20.108890 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '1795433120.119194 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '     0.000000 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '     0 execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '1795433120.139515 (+     0.000000) execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '[  59] execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '[00007fe0ead0ad07] execve("/bin/ls", ["ls"], 0x7ff) = 0',
      '7132<a> 11:25:21.7 (+     0.000201) [   9] [00007fd0e5b36ca3] mmap(addr=NULL) = 0x7f',
      'brk(NULL)                               = 0x55a6d4a78000',
      'access("/etc/ld.so.preload", R_OK)      = -1 ENOENT (No such file or directory)',
      'socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3<NETLINK:[398037]>',
      '12970 close(3)                          = 0',
      '12970 futex(0xa5b8f8, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>',
      '[pid 13331] restart_syscall(<... resuming interrupted read ...> <unfinished ...>',
      'restart_syscall(<... resuming interrupted read ...>) = 0',
      '9 <... read resumed>"a", 4) = 1',
      'strace: Process 12257 attached',
      '/usr/bin/strace: Process 12257 attached with 4 threads',
      'Process 12257 attached',
      '[ Process PID=9233 runs in 32 bit mode. ]',
      '% time     seconds  usecs/call     calls    errors syscall',
      'syscall              calls    errors % time     seconds',
      '+++ exited with 0 +++',
      '9 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---',
      '\u001b[33mexecve\u001b[0m(\u001b[35m"/bin/ls"\u001b[0m, \u001b[35m',
      '6952\u001b[0m<\u001b[35mls\u001b[0m>\u001b[35m 11:25:21.5 \u001b[33mexecve\u001b[0m(\u001b[35m"',
    ];
    const others: string[] = [
      '',
      '{"pid": 1, "calls": [1, 2]}',
      '[1, 2, 3]',
      'pid,time,call,result',
      '1,11:25:20,open,0',
      '#!/bin/sh',
      'strace -f -o out ls',
      'execve() is a system call',
      '# execve("/bin/ls") = 0',
      'int main(int argc, char *argv[]) {',
      'static int open(const char *path, int flags) = 0;',
      '#include <stdio.h>',
      'import os',
      'print("a") # = 0',
      'def read(fd, size=4): return 0',
      'f(x) = 3',
      'area(r) = 3 * r',
      'x = foo(1) == 3',
      'assert(a(b) == 0)',
      'all: main.o',
      'read(3): $(deps)',
      'CFLAGS = $(shell pkg-config --cflags x) = 0',
      '2026-11-23 11:25:20,123 INFO main(): started',
      '11:25:20 INFO started worker (pid 3) = 1 of 4',
      'Nov 23 11:25:20 host sshd[123]: Accepted password for a',
      '127.0.0.1 - - [23/Nov/2026:11:25:20 +0000] "GET / HTTP/1.1" 200 12',
      '[12345.678901] usb 1-1: new device (3) = 1',
      '1234 pts/0    00:00:00 bash',
      '12345 files changed (+3) = 4',
      'total 40',
      '-----BEGIN CERTIFICATE-----',
      '--- a/file.c',
      '+++ b/file.c',
      '<?xml version="1.0"?>',
      'SELECT count(*) = 0 FROM t;',
      'syscall,calls,errors',
      'strace: a system call tracer',
      'diff --git a/x b/x',
      'malloc(10)                              := 0x55',
      '$ read(3) = 0',
    ];
    for (const line of traces) {
      it(`knows ${JSON.stringify(line.slice(0, 60))}`, () => assert.match(line, firstLine));
    }
    for (const line of others) {
      it(`does not know ${JSON.stringify(line)}`, () => assert.doesNotMatch(line, firstLine));
    }

    it('does not match nothing, which VS Code refuses', () => assert.ok(!firstLine.test('')));

    it('knows every trace of the corpus that strace began', () => {
      for (const folder of ['test/corpus/real', 'test/corpus/phases']) {
        for (const file of readdirSync(join(root, folder))) {
          if (!file.endsWith('.strace')) continue;
          const text = readFileSync(join(root, folder, file), 'utf8');
          const line = text.split(/\r\n|\n|\r/, 1)[0] ?? '';
          // script(1), not strace, wrote the first line of this one.
          if (line.startsWith('Script started')) continue;
          assert.match(line, firstLine, file);
        }
      }
    });

    it('answers at once on long lines of nearly a trace', () => {
      for (const part of ['a(', ') = ', '[pid 1] ', '1 ', '<', '\u001b[0m', ' '.repeat(9)]) {
        assert.ok(!firstLine.test(`read(${part.repeat(10_000)}`), part);
      }
    });
  });
});

/** The part of VS Code's file name patterns that is used here: `*` and classes. */
function claims(name: string): boolean {
  if (language.extensions.some((extension) => name.endsWith(extension))) return true;
  return language.filenamePatterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name),
  );
}
