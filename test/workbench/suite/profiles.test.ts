import assert from 'node:assert/strict';
import { languages, workspace, type DocumentSymbol } from 'vscode';
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

async function write(name: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
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

    await write(file, profile);
    await until('the phases of the new profile', async () =>
      names(await outline(document)).includes('What the team wrote'),
    );

    await write(file, profile.replace('runtime: c', 'runtime: cobol'));
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
