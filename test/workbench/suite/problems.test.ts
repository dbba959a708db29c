import assert from 'node:assert/strict';
import { DiagnosticSeverity, languages, workspace } from 'vscode';
import { closeAll, lineWith, open, until, withSetting } from './support.ts';

describe('problems', () => {
  after(closeAll);

  it('tell of a descriptor that is used after it was closed, until they are switched off', async () => {
    const { document } = await open('state.strace');
    const listed = () => languages.getDiagnostics(document.uri);
    await until('a problem', () => listed().length > 0);
    const [problem, ...more] = listed();
    assert.equal(more.length, 0);
    assert.ok(problem, 'there is one');
    assert.equal(problem.code, 'closed');
    assert.equal(problem.source, 'strace');
    assert.equal(problem.severity, DiagnosticSeverity.Warning);
    assert.equal(problem.range.start.line, lineWith(document, 'EBADF'));
    assert.equal(
      problem.relatedInformation?.[0]?.location.range.start.line,
      lineWith(document, 'close(3)'),
    );
    await withSetting('problems', 'off', async () => {
      await until('an empty list', () => listed().length === 0);
    });
    await until('the problem again', () => listed().length === 1);
  });

  it('are none in a trace without any', async () => {
    const { document } = await open('c-static.strace');
    // Those of a trace that is opened later come later: once they are there, these would be too.
    const content = 'close(3) = 0\nread(3, 0x1, 10) = -1 EBADF (Bad file descriptor)\n';
    const later = await workspace.openTextDocument({ language: 'strace', content });
    await until('the later trace', () => languages.getDiagnostics(later.uri).length > 0);
    assert.equal(languages.getDiagnostics(document.uri).length, 0);
  });
});
