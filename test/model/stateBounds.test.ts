import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FilesTable } from '../../server/src/model/state/filesTable.ts';
import { foldDescriptors } from '../../server/src/model/state/foldDescriptors.ts';
import { trafficBefore, watchedBefore } from '../../server/src/model/state/traffic.ts';
import type { Trace } from '../../server/src/model/trace.ts';
import { traceText } from '../support/arbitraries.ts';
import { traceOf } from '../support/traceOf.ts';

/** Asks everything that the state answers, of every row. */
function askAll(trace: Trace): void {
  const { descriptors, memory, signals, waits, paths } = trace;
  for (let row = -1; row <= trace.lineCount; row++) {
    const found = [...descriptors.usedBy(row), ...descriptors.madeBy(row)];
    for (const fd of [0, 3, 4, 12]) found.push(...[descriptors.resultAt(row, fd) ?? []].flat());
    for (const descriptor of found) {
      const uses = descriptors.uses(descriptor);
      assert.deepEqual(
        uses,
        [...new Set(uses)].toSorted((a, b) => a - b),
      );
      assert.equal(descriptors.byId(descriptor.id)?.fd, descriptor.fd);
      trafficBefore(trace, descriptor, row);
      watchedBefore(trace, descriptor, row);
      paths.ofDescriptor(descriptor);
      descriptors.addresses(descriptor);
    }
    descriptors.openAt(row);
    memory.regionAt(row, 0x7f0000000000);
    memory.regionAfter(row, 0x55d000);
    signals.deliveryAt(row);
    signals.maskAt(row);
    waits.wokenBy(row);
    trace.attributesAt(row);
  }
}

/** Lines of the calls that the state follows, whole, cut and out of order. */
function stateLine(): fc.Arbitrary<string> {
  const body = fc.constantFrom(
    'openat(AT_FDCWD, "a", O_RDONLY|O_CLOEXEC) = 3',
    'open("/b", 0) = 4',
    'openat(3, "c", 0) = 12',
    'openat(4</d>, "../e", 0 <unfinished ...>',
    '<... openat resumed>) = 4',
    'read(3, "x", 9) = 1',
    'read(4',
    'close(3) = 0',
    'close(4 <unfinished ...>',
    '<... close resumed>) = 0',
    'dup2(3, 4) = 4',
    'dup(12) = 3',
    'fcntl(3, F_DUPFD_CLOEXEC, 10) = 12',
    'fcntl(4, F_SETFD, FD_CLOEXEC) = 0',
    'pipe2([3, 4], 0) = 0',
    'socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0',
    'sendmsg(3, {msg_control=[{cmsg_type=SCM_RIGHTS, cmsg_data=[3, 4]}]}, 0) = 1',
    'recvmsg(4, {msg_control=[{cmsg_type=SCM_RIGHTS, cmsg_data=[12, 3]}]}, 0) = 1',
    'accept(3, NULL, NULL) = 4',
    'accept(4, NULL, NULL) = 3',
    'epoll_create1(0) = 3',
    'epoll_ctl(3, EPOLL_CTL_ADD, 3, {events=EPOLLIN, data=0}) = 0',
    'close_range(0, ~0U, 0) = 0',
    'close_range(3, 4294967295, CLOSE_RANGE_UNSHARE|CLOSE_RANGE_CLOEXEC) = 0',
    'clone(child_stack=0x7f00, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 8',
    'clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
    '<... clone resumed>) = 9',
    'vfork() = 8',
    'fork() = 7',
    'execve("/x", ["x"], 0x7f) = 0',
    'execve("/x", ["x"], 0x7f <unfinished ...>',
    '+++ superseded by execve in pid 8 +++',
    '<... execve resumed>) = 0',
    '+++ exited with 0 +++',
    'unshare(CLONE_FILES|CLONE_FS) = 0',
    'chdir("z") = 0',
    'fchdir(3) = 0',
    'getcwd("/w", 9) = 3',
    'mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000000000',
    'mremap(0x7f0000000000, 4096, 8192, MREMAP_MAYMOVE) = 0x7f0000000000',
    'munmap(0x7f0000000000, 4096) = 0',
    'brk(0x55d000) = 0x55d000',
    'rt_sigaction(SIGUSR1, {sa_handler=0x1, sa_mask=[], sa_flags=0}, NULL, 8) = 0',
    'rt_sigprocmask(SIG_BLOCK, ~[INT], [], 8) = 0',
    'kill(7, SIGUSR1) = 0',
    '--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=7, si_uid=0} ---',
    'rt_sigreturn({mask=[]}) = 0',
    'futex(0x7f10, FUTEX_WAIT_PRIVATE, 8, NULL) = 0',
    'futex(0x7f10, FUTEX_WAKE_PRIVATE, 1) = 1',
    'umask(077) = 022',
    'prlimit64(0, RLIMIT_NOFILE, {rlim_cur=1, rlim_max=2}, NULL) = 0',
  );
  return fc
    .tuple(fc.constantFrom('', '7 ', '7 ', '8 ', '9 '), body, fc.option(fc.nat(60), { freq: 12 }))
    .map(([prefix, line, cut]) => prefix + (cut === null ? line : line.slice(0, cut)));
}

describe('the state of any text', () => {
  it('answers every question about lines in any order', () => {
    fc.assert(
      fc.property(fc.array(stateLine(), { maxLength: 40 }), (lines) =>
        askAll(traceOf(lines.join('\n'))),
      ),
      { numRuns: 400 },
    );
  });

  it('answers every question about any text', () => {
    fc.assert(
      fc.property(traceText(), (text) => askAll(traceOf(text))),
      { numRuns: 200 },
    );
  });
});

describe('a table of descriptors', () => {
  it('does what a plain map does, however it is copied', () => {
    const fd = fc.oneof(fc.nat(70), fc.constantFrom(1023, 1024, 40_000, 2 ** 30 - 1));
    const step = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), fd, closes: fc.boolean() }),
      fc.record({ kind: fc.constant('delete' as const), fd }),
      fc.record({ kind: fc.constant('range' as const), fd, to: fd }),
      fc.record({ kind: fc.constant('mark' as const), fd, to: fd }),
      fc.record({ kind: fc.constantFrom('exec' as const, 'copy' as const) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), step), { maxLength: 60 }), (steps) => {
        const tables = [new FilesTable()];
        const plain = [new Map<number, { value: number; closes: boolean }>()];
        steps.forEach(([which, one], value) => {
          const at = which % tables.length;
          const table = tables[at] ?? new FilesTable();
          const map = plain[at] ?? new Map();
          switch (one.kind) {
            case 'set':
              table.set(one.fd, value, one.closes ? 'closes' : 'stays');
              map.set(one.fd, { value, closes: one.closes });
              break;
            case 'delete':
              table.delete(one.fd);
              map.delete(one.fd);
              break;
            case 'range':
              table.deleteRange(one.fd, one.to);
              for (const key of map.keys()) if (key >= one.fd && key <= one.to) map.delete(key);
              break;
            case 'mark':
              table.closeRangeOnExec(one.fd, one.to);
              for (const [key, entry] of map) {
                if (key >= one.fd && key <= one.to) map.set(key, { ...entry, closes: true });
              }
              break;
            case 'exec':
              table.exec();
              for (const [key, { closes }] of map) if (closes) map.delete(key);
              break;
            case 'copy':
              tables.push(table.copy());
              plain.push(new Map(map));
              break;
          }
        });
        const numbers = [...Array(72).keys(), 1023, 1024, 40_000, 2 ** 30 - 1];
        tables.forEach((table, index) => {
          const map = plain[index];
          for (const number of numbers) {
            assert.equal(table.get(number), map?.get(number)?.value ?? -1, `fd ${number}`);
            assert.equal(table.closesOnExec(number), map?.get(number)?.closes ?? false);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** Generations and events that a trace makes, which stand for the work and memory it costs. */
function work(lines: readonly string[]): number {
  const trace = traceOf(lines.join('\n'));
  const log = foldDescriptors(trace.text, trace.processes);
  return log.fd.length + log.eventRow.length + log.otherRow.length;
}

describe('the fold of the descriptors', () => {
  const many = 20_000;

  it('does not copy tables for children', () => {
    const opens = Array.from({ length: 1000 }, (_, i) => `9 open("/a", 0) = ${i + 3}`);
    const forks = Array.from({ length: many }, (_, i) => [
      `9 fork() = ${i + 100}`,
      `${i + 100} close_range(3, ~0U, 0) = 0`,
      `${i + 100} +++ exited with 0 +++`,
    ]).flat();
    assert.ok(work([...opens, ...forks]) < 3 * (opens.length + many));
  });

  it('follows a chain of children', () => {
    const lines = Array.from({ length: many }, (_, i) => [
      `${i + 9} fork() = ${i + 10}`,
      `${i + 9} +++ exited with 0 +++`,
    ]).flat();
    const trace = traceOf(
      ['9 open("/a", 0) = 3', ...lines, `${many + 9} read(3, "", 1) = 0`].join('\n'),
    );
    assert.equal(trace.descriptors.descriptorAt(trace.lineCount - 1, 3)?.originRow, 0);
  });

  it('resolves a long chain of directories without running out of stack', () => {
    const lines = Array.from({ length: many }, (_, i) => `openat(${i + 3}, "a", 0) = ${i + 4}`);
    const trace = traceOf(
      ['open("/", 0) = 3', ...lines, 'fchdir(9000) = 0', 'open("x", 0) = 3'].join('\n'),
    );
    assert.doesNotThrow(() => trace.attributesAt(trace.lineCount - 1));
  });

  it('reads a list of ten megabytes and a line of nothing but brackets', () => {
    const list = Array.from({ length: 400_000 }, (_, i) => `{fd=${i}, events=POLLIN}`).join(', ');
    const trace = traceOf([`poll([${list}], 1, 0) = 1`, `read(${'['.repeat(200_000)}`].join('\n'));
    assert.ok(trace.descriptors.count < 5000);
  });
});
