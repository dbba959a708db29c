import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { atCursor } from '../support/cursor.ts';
import { traceOf } from '../support/traceOf.ts';

/** The hovered text and what the hover says, or undefined. */
function hoverAt(marked: string): { word: string; says: string } | undefined {
  const { text, position } = atCursor(marked);
  const found = hover(traceOf(text), knowledge, position, { plain: false });
  if (found?.range === undefined) return undefined;
  const { start, end } = found.range;
  assert.equal(start.line, end.line);
  const { value } = found.contents as { value: string };
  return {
    word: text.split('\n')[start.line]?.slice(start.character, end.character) ?? '',
    says: value,
  };
}

describe('hover', () => {
  const openat = 'openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3';
  const cases: readonly (readonly [title: string, marked: string, word: string, says: RegExp])[] = [
    [
      'the prototype on a syscall',
      `op‸${openat.slice(2)}`,
      'openat',
      /openat\(int dirfd, const char \*pathname/,
    ],
    [
      'what this call did',
      `op‸${openat.slice(2)}`,
      'openat',
      /\*\*This call:\*\* Opened `\/etc\/passwd` read-only as .*3/,
    ],
    [
      'the manual page',
      `op‸${openat.slice(2)}`,
      'openat',
      /\[openat\(2\)\]\(https:\/\/man7\.org\/[^)]*openat\.2\.html\)/,
    ],
    [
      'no flags in what is shifted to its place',
      'prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE|0xf‸ffe<<PR_MTE_TAG_SHIFT, 0, 0, 0) = 0',
      '0xfffe',
      /^\*\*`0xfffe`\*\*\n\nIn `arg2`/,
    ],
    [
      'protection that only arm64 has',
      'brk(NULL) = 0xffffeab3b990\nmprotect(0xaaaaceab0000, 4096, PROT_READ|PROT_EXEC|0x‸10) = 0',
      '0x10',
      /\*\*`PROT_BTI`\*\* = `0x10`/,
    ],
    [
      'nothing of arm64 on x86-64',
      'arch_prctl(ARCH_SET_FS, 0x7f) = 0\nmprotect(0x7f1000, 4096, PROT_READ|PROT_EXEC|0x‸10) = 0',
      '0x10',
      /^`0x10`\n\nBits without a name here/,
    ],
    [
      'the value that a flag has on the architecture of the program',
      'execve("/bin/a", ["a"], 0xffffeab3b990 /* 3 vars */) = 0\nopenat(AT_FDCWD, "x", O_DIRECT‸ORY) = 3',
      'O_DIRECTORY',
      /\*\*`O_DIRECTORY`\*\* = `0x4000`: /,
    ],
    ['the classes', `op‸${openat.slice(2)}`, 'openat', /`%file` `%desc`/],
    [
      'a flag in its set',
      'openat(AT_FDCWD, "x", O_RDONLY|O_CLO‸EXEC) = 3',
      'O_CLOEXEC',
      /\*\*`O_CLOEXEC`\*\* = `0x80000`: /,
    ],
    [
      'the argument that a flag is in',
      'openat(AT_FDCWD, "x", O_RDONLY|O_CLO‸EXEC) = 3',
      'O_CLOEXEC',
      /In `flags`: /,
    ],
    [
      'each member of a set between them',
      'openat(AT_FDCWD, "x", O_RDONLY‸|O_CLOEXEC) = 3',
      'O_RDONLY|O_CLOEXEC',
      /- \*\*`O_RDONLY`\*\*.*\n- \*\*`O_CLOEXEC`\*\*/,
    ],
    [
      'a raw number as flags',
      'openat(AT_FDCWD, "x", 0x8‸0002) = 3',
      '0x80002',
      /- \*\*`O_RDWR`\*\*[^]*- \*\*`O_CLOEXEC`\*\*/,
    ],
    ['an octal mode', 'openat(AT_FDCWD, "x", O_WRONLY|O_CREAT, 06‸44) = 3', '0644', /rw-r--r--/],
    ['a size', 'read(3, "", 4‸096) = 0', '4096', /4,096 bytes/],
    ['a string without its escapes', 'write(1, "a\\t‸b", 3) = 3', '"a\\tb"', /3 bytes/],
    [
      'an errno as this call means it',
      'openat(AT_FDCWD, "x", O_RDONLY) = -1 ENO‸ENT (No such file or directory)',
      'ENOENT',
      /\*\*`ENOENT`\*\* \(2\): The path does not exist/,
    ],
    [
      'whether a failure is usual',
      'openat(AT_FDCWD, "x", O_RDONLY) = -1 ENO‸ENT (No such file or directory)',
      'ENOENT',
      /Often harmless/,
    ],
    [
      "strerror's wording",
      'open("x", 0) = -1 ENOENT (No su‸ch file or directory)',
      'No such file or directory',
      /wording/,
    ],
    [
      'a signal',
      '--- SIG‸CHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7} ---',
      'SIGCHLD',
      /\*\*`SIGCHLD`\*\* \(17\)/,
    ],
    [
      'a signal code',
      '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_‸EXITED, si_pid=7} ---',
      'CLD_EXITED',
      /exit/,
    ],
    [
      'a field of a structure',
      'fstat(3, {st_mo‸de=S_IFREG|0644, st_size=7, ...}) = 0',
      'st_mode',
      /\*\*`st_mode`\*\*: /,
    ],
    ['an exit status', '+++ exited with 12‸7 +++', '127', /not found/],
    ['a status of a signal', '+++ exited with 1‸37 +++', '137', /SIGKILL/],
    [
      'a death by signal',
      '+++ killed by SIG‸SEGV (core dumped) +++',
      'SIGSEGV',
      /killed by `SIGSEGV`[^]*core dump/,
    ],
    ['a descriptor by its annotation', 'read(‸3</etc/passwd>, "", 1) = 0', '3', /`\/etc\/passwd`/],
    ['an annotation', 'read(3</etc/pas‸swd>, "", 1) = 0', '/etc/passwd', /`\/etc\/passwd`/],
    [
      'a socket',
      'read(3<TCP:[127.0.0.1:1->127‸.0.0.1:2]>, "", 1) = 0',
      'TCP:[127.0.0.1:1->127.0.0.1:2]',
      /protocol `TCP`/,
    ],
    ['a time since 1970', '17954‸33120.119194 getpid() = 1', '1795433120.119194', /2026-11-23/],
    ['a duration', 'getpid() = 1 <0.00‸0123>', '0.000123', /123 µs/],
    ['a thread', '1‸2 getpid() = 12', '12', /[Pp]rocess `12`/],
    [
      'a thread of a process',
      '10 clone(child_stack=0x1, flags=CLONE_VM|CLONE_THREAD) = 11\n1‸1 gettid() = 11',
      '11',
      /Thread `11` of process `10`/,
    ],
    ['the number of a syscall', '[  2‸57] openat(AT_FDCWD, "x", O_RDONLY) = 3', '257', /-n/],
    ['a comm', '12<my ‸prog> getpid() = 12', 'my prog', /15 bytes/],
    ['a stack frame', ' > /usr/lib/libc.so.6(__wri‸te+0x10) [0xf8350]', '__write', /function/],
    [
      'the object of a frame',
      ' > /usr/lib/li‸bc.so.6(__write+0x10) [0xf8350]',
      '/usr/lib/libc.so.6',
      /library/,
    ],
    [
      'a message',
      'strace: Process 12 att‸ached',
      'strace: Process 12 attached',
      /follows this process/,
    ],
    [
      'an unfinished call',
      '1 read(3,  <unfin‸ished ...>\n2 getpid() = 2\n1 <... read resumed>"", 1) = 0',
      '<unfinished ...>',
      /line 3/,
    ],
    [
      'a resumed call',
      '1 read(3,  <unfinished ...>\n2 getpid() = 2\n1 <... re‸ad resumed>"", 1) = 0',
      'read',
      /\*\*This call:\*\*/,
    ],
    [
      'where a resumed call began',
      '1 read(3,  <unfinished ...>\n2 getpid() = 2\n1 <... read resu‸med>"", 1) = 0',
      '<... read resumed>',
      /line 1/,
    ],
    [
      'an argument on the other line',
      '1 openat(AT_FDCWD,  <unfinished ...>\n2 getpid() = 2\n1 <... openat resumed>"x", O_CR‸EAT, 0600) = 3',
      'O_CREAT',
      /`O_CREAT`/,
    ],
    ['what no table knows', 'frob‸nicate(1, 2) = 3', 'frobnicate', /`frobnicate`/],
    ['an injected result', 'getpid() = 42 (INJ‸ECTED)', 'INJECTED', /on purpose/],
    [
      'a call that restarts',
      'pause() = ‸? ERESTARTNOHAND (To be restarted if no handler)',
      '?',
      /restart/,
    ],
    [
      'the environment',
      'execve("/bin/ls", ["ls"], 0x7ffc /* 41 v‸ars */) = 0',
      ' 41 vars ',
      /environment/,
    ],
  ];
  for (const [title, marked, word, says] of cases) {
    it(`explains ${title}`, () => {
      const found = hoverAt(marked);
      assert.equal(found?.word.trim(), word.trim());
      assert.match(found?.says ?? '', says);
    });
  }

  const silent: readonly (readonly [title: string, marked: string])[] = [
    ['past the end of a line', 'getpid() = 1\ngetpid() = 1‸'],
    ['on an empty line', 'getpid() = 1\n‸\ngetpid() = 1'],
    ['on a bracket', 'getpid() = 1\ngetpid‸() = 1'],
  ];
  for (const [title, marked] of silent) {
    it(`says nothing ${title}`, () => assert.equal(hoverAt(marked), undefined));
  }

  it('is plain text for an editor without Markdown', () => {
    const { text, position } = atCursor('op‸enat(AT_FDCWD, "x", O_RDONLY) = 3');
    const found = hover(traceOf(text), knowledge, position, { plain: true });
    const contents = found?.contents as { kind: string; value: string };
    assert.equal(contents.kind, 'plaintext');
    assert.doesNotMatch(contents.value, /`|\*\*|\]\(/);
  });
});

describe('hover on a hostile trace', () => {
  const payloads = [
    '[click](command:workbench.action.quit)',
    '![x](https://example.org/x.png)',
    '<img src=x onerror=alert(1)>',
    '`code` **bold** `` ` ``',
    '```\\n# heading',
    '$(zap) &lt;b&gt;',
    '| a | b |\\n|---|---|',
    '\u202e\u2066 right to left',
  ];
  const lines = payloads.flatMap((payload) => [
    `execve("/bin/${payload}", ["${payload}"], 0x7ffc /* 1 var */) = 0`,
    'brk(NULL) = 0x5600',
    `openat(AT_FDCWD, "/lib/${payload}.so.6", O_RDONLY|O_CLOEXEC) = 3`,
    `openat(AT_FDCWD, "${payload}", O_RDONLY) = 3<${payload.replaceAll('>', '\\76').replaceAll('<', '\\74')}>`,
    `7<${payload.slice(0, 12).replaceAll('>', '').replaceAll('<', '')}> x(${payload}) = 1`,
    `strace: ${payload}`,
    ` > ${payload}(f+0x1) [0x1]`,
    payload,
    `--- SIGUSR1 {si_signo=SIGUSR1, si_code=${payload}} ---`,
    `read(3, "a", 1) = -1 E${payload} (${payload})`,
  ]);
  const trace = traceOf(lines.join('\n'));
  const ours = /\[[a-z_0-9]+\(\d\)\]\(https:\/\/man7\.org\/[^)\s]*\)/g;
  /** Links of the built-in profiles, as they are written there. */
  const sources = trace.phases.phases.flatMap((phase) => phase.sources);
  const withoutSources = (text: string): string =>
    sources.reduce(
      (left, url) => left.replace(/\[[\w.]+\](?=\(https:)/, '').replace(`(${url})`, ''),
      text,
    );

  for (const [row, line] of lines.entries()) {
    it(`shows nothing that runs: ${JSON.stringify(line.slice(0, 50))}`, () => {
      const { length } = trace.text.text(row);
      for (let character = 0; character < length; character++) {
        const found = hover(trace, knowledge, { line: row, character }, { plain: false });
        if (found === undefined) continue;
        const { value } = found.contents as { value: string };
        const outside = withoutSources(value.replaceAll(/(`+)[^]*?\1/g, '').replaceAll(ours, ''));
        assert.doesNotMatch(outside, /[<>[\]]|\w+:\/\/|command:|\$\(/, value);
        assert.doesNotMatch(value, /[\u202a-\u202e\u2066-\u2069]/);
      }
    });
  }
});
