import assert from 'node:assert/strict';
import {
  commands,
  languages,
  Position,
  Range,
  window,
  workspace,
  WorkspaceEdit,
  type CompletionList,
  type DocumentSymbol,
  type SymbolInformation,
} from 'vscode';
import {
  closeAll,
  fileUri,
  hoverText,
  lineWith,
  open,
  outline,
  provided,
  until,
  withSetting,
} from './support.ts';

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

/** Makes a file, and puts a text into it. */
async function make(name: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(name), new Uint8Array());
  await save(name, text);
}

describe('profiles of the workspace', () => {
  const file = '.strace-lens/team.yaml';

  after(async () => {
    await workspace.fs.delete(fileUri('.strace-lens'), { recursive: true });
    await workspace.fs.delete(fileUri('shared'), { recursive: true });
    await closeAll();
  });

  it('hold while they are there, and tell what is wrong with them', async () => {
    const { document } = await open('c-static.strace');
    assert.ok(!names(await outline(document)).includes('What the team wrote'));

    await make(file, profile);
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

  it('are in what the workspace is searched for', async () => {
    await open('c-static.strace');
    await make('.strace-lens/search.yaml', profile);
    await provided<SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      ['what the team'],
      (found) => found.some(({ name }) => name === 'What the team wrote'),
    );
  });

  it('may hold reasons, which stand in the hover of lines', async () => {
    const reasons = '.strace-lens/reasons.yml';
    const why = 'The team says hello to its users.';
    const { document } = await open('c-static.strace');
    const line = lineWith(document, 'write(1');
    const hover = () => hoverText(document, line, 'write');
    assert.ok(!(await hover()).includes(why));

    await make(reasons, `reasons:\n  - name: hello\n    match: write\n    why: ${why}\n`);
    await until('the reason in the hover', async () => (await hover()).includes(`**Why:** ${why}`));

    await save(reasons, `reasons:\n  - name: hello\n    macth: write\n    why: ${why}\n`);
    const problem = await until('a problem in the reason', () =>
      languages.getDiagnostics(fileUri(reasons)).at(0),
    );
    assert.equal(problem.message, "nothing is called 'macth' here; did you mean 'match'?");
    assert.deepEqual(problem.range, new Range(2, 4, 2, 9));

    const edit = new WorkspaceEdit();
    edit.deleteFile(fileUri(reasons));
    assert.ok(await workspace.applyEdit(edit));
    await until('no problem', () => languages.getDiagnostics(fileUri(reasons)).length === 0);
    await until('the hover without it', async () => !(await hover()).includes(why));
  });

  it('may be where the setting says', async () => {
    const why = 'The shared folder knows.';
    const { document } = await open('c-static.strace');
    const line = lineWith(document, 'write(1');
    const hover = () => hoverText(document, line, 'write');
    await make('shared/team/a.yaml', `reasons: [{ name: a, match: write, why: ${why} }]\n`);
    assert.ok(!(await hover()).includes(why));
    await withSetting('phases.profiles', ['shared/**/*.yaml'], async () => {
      await until('the reason in the hover', async () => (await hover()).includes(why));
    });
    await until('the hover without it', async () => !(await hover()).includes(why));
  });

  it('are completed and explained while they are written', async () => {
    await make('.strace-lens/new.yaml', 'reasons:\n  - name: a\n    match: getpp\n    \n');
    const document = await workspace.openTextDocument(fileUri('.strace-lens/new.yaml'));
    await window.showTextDocument(document);
    assert.equal(document.languageId, 'yaml');
    const offered = (line: number, character: number, label: string) =>
      provided<CompletionList>(
        'vscode.executeCompletionItemProvider',
        [document.uri, new Position(line, character)],
        ({ items }) => items.some((item) => (item.label as unknown) === label),
      );
    await offered(2, 16, 'getppid');
    const { items } = await offered(3, 4, 'why');
    assert.ok(!items.some(({ label }) => (label as unknown) === 'name'));
    assert.match(await hoverText(document, 1, 'name'), /^Names the reason/);
    const symbols = await commands.executeCommand(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(symbols ?? [], []);
  });
});
