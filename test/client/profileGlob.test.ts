import assert from 'node:assert/strict';
import { absoluteGlob, filesOfGlob, type Entry } from '../../client/src/profileGlob.ts';

const files = [
  '/home/me/mine.yaml',
  '/work/.strace-lens/b.yaml',
  '/work/.strace-lens/a.yaml',
  '/work/.strace-lens/notes.md',
  '/work/lib/deep/x/team-go.yaml',
  '/work/node_modules/p/team-js.yaml',
  '/work/team-c.yaml',
];

/** What a folder of those files holds. */
async function list(folder: string): Promise<Entry[]> {
  const start = folder === '/' ? '/' : `${folder}/`;
  const entries = new Map<string, Entry>();
  for (const file of files) {
    if (!file.startsWith(start)) continue;
    const [name = '', ...rest] = file.slice(start.length).split('/');
    entries.set(name, { name, isFolder: rest.length > 0 });
  }
  return [...entries.values()];
}

describe('globs for files of profiles', () => {
  const cases: [title: string, glob: string, expected: string[]][] = [
    ['a path', '/home/me/mine.yaml', ['/home/me/mine.yaml']],
    ['a path that is not there', '/home/me/other.yaml', []],
    ['a folder, which is no file', '/work/lib', []],
    [
      'all of a folder, by name',
      '/work/.strace-lens/*.yaml',
      ['/work/.strace-lens/a.yaml', '/work/.strace-lens/b.yaml'],
    ],
    ['any folders', '/work/**/team-*.yaml', ['/work/team-c.yaml', '/work/lib/deep/x/team-go.yaml']],
    ['one folder', '/work/lib/*/x/*', ['/work/lib/deep/x/team-go.yaml']],
    ['not names with a dot, unless spelled', '/work/*/a.yaml', []],
    ['several stars', '/work/t*m-*.y*l', ['/work/team-c.yaml']],
    ['nothing', '', []],
  ];
  for (const [title, glob, expected] of cases) {
    it(`find ${title}`, async () => {
      assert.deepEqual([...(await filesOfGlob(glob, list))].toSorted(), expected.toSorted());
    });
  }

  it('stop in a tree without an end', async () => {
    let asked = 0;
    const endless = async (): Promise<Entry[]> => {
      asked++;
      return ['a', 'b', 'c'].map((name) => ({ name, isFolder: true }));
    };
    assert.deepEqual(await filesOfGlob('/**/**/x.yaml', endless), []);
    assert.ok(asked <= 500);
  });

  const places: [entry: string, expected: string][] = [
    ['a.yaml', '/work/a.yaml'],
    ['/etc/a.yaml', '/etc/a.yaml'],
    ['~/a.yaml', '/home/me/a.yaml'],
    ['C:\\team\\a.yaml', 'C:/team/a.yaml'],
    ['team\\*.yaml', '/work/team/*.yaml'],
  ];
  for (const [entry, expected] of places) {
    it(`start where ${entry} does`, () => {
      assert.equal(absoluteGlob(entry, '/work', '/home/me'), expected);
    });
  }
});
