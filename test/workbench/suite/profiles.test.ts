import assert from 'node:assert/strict';
import { languages, Range, workspace, WorkspaceEdit, type DocumentSymbol } from 'vscode';
import { closeAll, fileUri, open, outline, until } from './support.ts';

const profile = [
  'name: team',
  'title: The team',
  'runtime: c',
  'rank: 90',
  "recognize: { exe: '*', trusted: true }",
  'program: { title: What the team wrote }',
  '',
].join('\n');

function names(stages: readonly DocumentSymbol[]): string[] {
  return stages.flatMap(({ children }) => children.map(({ name }) => name));
}

/** Puts a text into a file as people do: in an editor, then saved. */
async function save(name: string, text: string): Promise<void> {
  const uri = fileUri(name);
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.replace(uri, document.validateRange(new Range(0, 0, document.lineCount, 0)), text);
  await workspace.applyEdit(edit);
  assert.ok(await document.save());
}

describe('profiles of the workspace', () => {
  const file = '.strace-lens/team.yaml';

  after(async () => {
    await workspace.fs.delete(fileUri('.strace-lens'), { recursive: true });
    await closeAll();
  });

  it('hold while they are there, and tell what is wrong with them', async () => {
    const { document } = await open('c-static.strace');
    assert.ok(!names(await outline(document)).includes('What the team wrote'));

    await workspace.fs.writeFile(fileUri(file), new Uint8Array());
    await save(file, profile);
    await until('the phases of the new profile', async () =>
      names(await outline(document)).includes('What the team wrote'),
    );

    await save(file, profile.replace('runtime: c', 'runtime: cobol'));
    const problem = await until('a problem in the profile', () =>
      languages.getDiagnostics(fileUri(file)).at(0),
    );
    assert.equal(problem.range.start.line, 2);
    assert.match(problem.message, /wants one of/);
    await until(
      'the built-in phases',
      async () => !names(await outline(document)).includes('What the team wrote'),
    );
  });
});
