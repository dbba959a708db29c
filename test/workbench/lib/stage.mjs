// Lays out what a run needs: the workspace that is opened, the extension as it was packaged, the
// suite's bundle beside it.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, vsix, workbenchTests } from './paths.mjs';
import { unzip } from './unzip.mjs';

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');
const mega = 1024 * 1024;

/** Files of the workspace that are made, by name. */
const made = {
  'notes.txt': () => 'A plain text.\nNothing in it comes from strace.\n',
  'empty.strace': () => 'Nothing that strace would print.\n',
  // By its first line.
  'first-line': () => 'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0\nexit_group(0) = ?\n',
  'run.strace.4711': () => 'close(3) = 0\n',
  'strace.out': () => 'close(3) = 0\n',
  // Read as a trace only when somebody says yes.
  'output.txt': () => lines(20, (index) => `close(${index})                                = 0\n`),
  'never.txt': () => lines(20, (index) => `brk(0x${index}000)                             = 0x0\n`),
  'two.strace': () =>
    [
      '100 10:00:00.000000 execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0 <0.000500>',
      '100 10:00:00.001000 brk(NULL) = 0x5000 <0.000010>',
      '100 10:00:00.002000 fork() = 101 <0.000100>',
      '101 10:00:00.003000 write(1, "child\\n", 6) = 6 <0.000020>',
      '100 10:00:00.004500 write(1, "parent\\n", 7) = 7 <0.000030>',
      '101 10:00:00.005000 exit_group(0) = ?',
      '101 10:00:00.006000 +++ exited with 0 +++',
      '100 10:00:00.007000 exit_group(0) = ?',
      '100 10:00:00.008000 +++ exited with 0 +++',
      '',
    ].join('\n'),
  // A split call, a child, a slow call, a descriptor used after it was closed.
  'state.strace': () =>
    [
      '100 10:00:00.000000 execve("./a", ["./a"], 0x7ffd0 /* 3 vars */) = 0 <0.000500>',
      '100 10:00:00.001000 openat(AT_FDCWD, "/traced/etc/config", O_RDONLY|O_CLOEXEC) = 3 <0.000030>',
      '100 10:00:00.002000 read(3, "one", 4096) = 3 <0.000020>',
      '100 10:00:00.003000 fork() = 101 <0.000100>',
      '101 10:00:00.003500 read(3,  <unfinished ...>',
      '100 10:00:00.004000 nanosleep({tv_sec=0, tv_nsec=500000000}, NULL) = 0 <0.500000>',
      '101 10:00:00.505000 <... read resumed>"two", 4096) = 3 <0.501500>',
      '101 10:00:00.506000 exit_group(0) = ?',
      '101 10:00:00.506100 +++ exited with 0 +++',
      '100 10:00:00.507000 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=101} ---',
      '100 10:00:00.508000 close(3) = 0 <0.000010>',
      '100 10:00:00.509000 read(3, 0x7ffd0, 10) = -1 EBADF (Bad file descriptor) <0.000010>',
      '100 10:00:00.510000 exit_group(1) = ?',
      '100 10:00:00.511000 +++ exited with 1 +++',
      '',
    ].join('\n'),
  // What a path of the trace above is here, by a setting.
  'mapped/etc/config': () => 'one two\n',
  // Too long for VS Code's tokenizer, and too long for VS Code to hand to an extension.
  'large.strace': () => lines(300_001, (index) => `close(${index}) = 0\n`),
  'huge.strace': () => `close(3) = 0 ${' '.repeat(100)}\n`.repeat(Math.ceil((51 * mega) / 114)),
};

/** Makes a workspace folder with the samples and the files above. Resolves to its path and `remove`. */
export function stageWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'strace-ws-'));
  cpSync(join(root, 'samples'), folder, { recursive: true });
  for (const [name, text] of Object.entries(made)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text());
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Unpacks the packaged extension below a folder, with the web suite beside it, for a workbench
 * that is given folders and not packages.
 */
export function stageExtension() {
  if (!existsSync(vsix)) throw new Error(`No package at ${vsix}: run npm run package first.`);
  const folder = mkdtempSync(join(tmpdir(), 'strace-ext-'));
  unzip(vsix, join(folder, 'package'));
  const tests = join(folder, 'suite');
  mkdirSync(tests);
  cpSync(join(workbenchTests, 'harness/package.json'), join(tests, 'package.json'));
  const bundle = join(workbenchTests, 'out/web.js');
  if (existsSync(bundle)) cpSync(bundle, join(tests, 'web.js'));
  return {
    folder,
    extension: join(folder, 'package/extension'),
    tests: join(tests, 'web.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
