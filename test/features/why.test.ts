import assert from 'node:assert/strict';
import type { MarkupContent } from 'vscode-languageserver-types';
import { explain } from '../../server/src/features/explain.ts';
import { hover } from '../../server/src/features/hover.ts';
import { problems } from '../../server/src/features/problems.ts';
import { isUsualHere } from '../../server/src/features/why.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { traceOf } from '../support/traceOf.ts';

function hoverText(text: string, line: number, character: number): string {
  const found = hover(traceOf(text), knowledge, { line, character }, { plain: false });
  return (found?.contents as MarkupContent | undefined)?.value ?? '';
}

/** Codes of the problems of a trace. */
function codes(text: string): string[] {
  return problems(traceOf(`${text}\n`), knowledge, { level: 'unusual', slow: 1, limit: 9 }).map(
    ({ code }) => code,
  );
}

const preload = 'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)';

describe('why a line is there', () => {
  it('stands in the hover of the call, after what the call did', () => {
    const text = hoverText(preload, 0, 1);
    const why = text.indexOf('**Why:** The loader looks for a list of libraries');
    assert.ok(why > text.indexOf('**This call:**'));
    assert.ok(why < text.indexOf('**`ENOENT`**'));
  });

  it('stands in the hover of a signal', () => {
    const text = hoverText('--- SIGWINCH {si_signo=SIGWINCH, si_code=SI_KERNEL} ---', 0, 6);
    assert.match(text, /\*\*Why:\*\* The size of the terminal changed/);
  });

  it('is told by strace/explain as plain text, on both halves of a call', () => {
    const trace = traceOf(
      '7 execve("/usr/bin/a`b", ["a"], 0x7f /* 9 vars */ <unfinished ...>\n8 getpid() = 8\n7 <... execve resumed>) = 0',
    );
    const first = explain(trace, knowledge, 0)?.why ?? '';
    assert.match(first, /and a`b starts with a fresh stack/);
    assert.equal(explain(trace, knowledge, 2)?.why, first);
  });

  it('holds text of the trace in code spans only', () => {
    const text = hoverText(
      'execve("/tmp/](command:evil) ``<img src=x>", ["x"], 0x7f /* 9 vars */) = 0',
      0,
      1,
    );
    const why = text.split('\n\n').find((paragraph) => paragraph.startsWith('**Why:**')) ?? '';
    assert.match(why, /``` *\]\(command:evil\) ``<img src=x> *```/);
  });

  it('makes a failure usual where the reason says so', () => {
    const usual = 'unlink("/tmp/lock") = -1 ENOENT (No such file or directory)';
    assert.deepEqual(codes(usual), []);
    assert.deepEqual(codes(usual.replace('ENOENT', 'EROFS')), ['unusual']);
    assert.deepEqual(codes(preload.replace('ENOENT', 'EIO')), ['unusual']);
  });

  it('takes a service for optional only where it is known to be', () => {
    const service =
      'connect(3, {sa_family=AF_UNIX, sun_path="/run/db.sock"}, 110) = -1 ENOENT (No)';
    const bus = service.replace('/run/db.sock', '/run/dbus/system_bus_socket');
    assert.equal(isUsualHere(traceOf(service), 0), false);
    assert.equal(isUsualHere(traceOf(bus), 0), true);
  });

  it('takes a program that is missing for usual only while the search along PATH goes on', () => {
    const first = 'execve("/usr/local/bin/x", ["x"], 0x7f /* 9 vars */) = -1 ENOENT (No such file)';
    const trace = traceOf(`${first}\n${first.replace('/usr/local', '/usr')}`);
    assert.equal(isUsualHere(trace, 0), true);
    assert.equal(isUsualHere(trace, 1), false);
  });
});
