import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { readUserFile, type UserFile } from '../../server/src/profiles/readUserFile.ts';
import { teamProfile, teamReasons } from './files.ts';

const reasonsAlone = teamReasons.slice(teamReasons.indexOf('reasons:'));

function read(text: string): UserFile {
  return readUserFile(text, 'team', knowledge);
}

/** Problems as `line:column-end severity message`, lines from 0. */
function problems(text: string): string[] {
  return read(text).problems.map(
    ({ line, column, endColumn, severity, message }) =>
      `${line}:${column}-${endColumn} ${severity} ${message}`,
  );
}

describe('a file of the user', () => {
  it('may hold a profile', () => {
    const { profile, reasons } = read(teamProfile);
    assert.equal(profile?.name, 'team');
    assert.deepEqual(reasons, []);
    assert.deepEqual(problems(teamProfile), []);
  });

  it('may hold reasons', () => {
    const { profile, reasons } = read(teamReasons);
    assert.equal(profile, undefined);
    assert.deepEqual(
      reasons.map(({ name, why }) => [name, why]),
      [['team.parent', 'The team asks for its parent.']],
    );
    assert.deepEqual(problems(teamReasons), []);
  });

  it('may hold a profile with reasons, of which each says itself where it holds', () => {
    const { profile, reasons } = read(`${teamProfile}${reasonsAlone}`);
    assert.equal(profile?.name, 'team');
    assert.deepEqual(
      reasons.map(({ name, runtime }) => [name, runtime]),
      [['team.parent', undefined]],
    );
    assert.deepEqual(problems(`${teamProfile}${reasonsAlone}`), []);
  });

  it('gives all of its reasons the place that it names above them', () => {
    const text = `runtime: [go, python]\nphase: go.*\n${reasonsAlone}    runtime: go\n`;
    assert.deepEqual(
      read(text).reasons.map(({ runtime, phase }) => [runtime, phase]),
      [[['go'], ['go.*']]],
    );
  });

  it('says with usual: false that no failure is usual', () => {
    assert.deepEqual(read(`${teamReasons}    usual: false\n`).reasons[0]?.usual, []);
    assert.ok(read(`${teamReasons}    usual: true\n`).reasons[0]?.usual?.includes('ENOENT'));
  });

  const more = '    runtime: pythn\n';
  const wrong: [title: string, text: string, expected: string[]][] = [
    [
      'a runtime that there is not, with what is near',
      `${teamReasons}${more}`,
      [
        "5:13-18 error reasons.0.runtime: wants one of c, cpp, go, rust, python, node, java, dotnet, ruby, perl, php, lua, tcl, awk, bash, dash, busybox, unknown; did you mean 'python'?",
      ],
    ],
    [
      'a runtime that is like no other',
      teamProfile.replace('runtime: c', 'runtime: fortran'),
      [
        '2:9-16 error runtime: wants one of c, cpp, go, rust, python, node, java, dotnet, ruby, perl, php, lua, tcl, awk, bash, dash, busybox, unknown',
      ],
    ],
    [
      'one of several stages',
      `${teamReasons}    stage: [exec, laoder]\n`,
      [
        "5:18-24 error reasons.0.stage.1: wants one of exec, loader, libc, runtime, program, shutdown; did you mean 'loader'?",
      ],
    ],
    [
      'a key that there is not, with what is near',
      teamReasons.replace('match:', 'macth:'),
      [
        "3:4-9 error nothing is called 'macth' here; did you mean 'match'?",
        '2:4-16 error reasons.0: wants match or signal',
      ],
    ],
    [
      'a key of profiles among reasons',
      `${teamReasons}title: The team\n`,
      ["5:0-5 error nothing is called 'title' here"],
    ],
    [
      'a place that is for files of reasons alone, in a profile',
      `${teamProfile}phase: go.*\n${reasonsAlone}`,
      ["13:0-5 error nothing is called 'phase' here"],
    ],
    [
      'a reason without a why',
      teamReasons.replace(/ {4}why.*\n/, ''),
      ['2:4-16 error reasons.0.why: is missing'],
    ],
    [
      'a reason for nothing',
      teamReasons.replace(/ {4}match.*\n/, ''),
      ['2:4-16 error reasons.0: wants match or signal'],
    ],
    [
      'two reasons of one name',
      `${teamReasons}${reasonsAlone.slice('reasons:\n'.length)}`,
      ["5:10-16 error reasons.1.name: 'parent' is there twice"],
    ],
    [
      'a pattern that opens a tag',
      teamReasons.replace('getppid', "'@open -> conf'"),
      ["3:11-26 error reasons.0.match: '->' is for phases: 'on' fits paths here"],
    ],
    [
      'a pattern of a list that is none',
      teamReasons.replace('getppid', '[getppid, "(x)"]'),
      ["3:21-26 error reasons.0.match.1: '(x)' is no name of a call"],
    ],
    [
      'a why that is no sentence',
      teamReasons.replace('The team asks', 'the team asks'),
      ['4:9-38 error reasons.0.why: wants a sentence: a capital first, a full stop last'],
    ],
    [
      'faults of the profile and of its reasons',
      `${teamProfile.replace('rank: 90', 'rank: high')}${reasonsAlone.replace('name: parent', 'name: A')}`,
      [
        '3:6-10 error rank: wants a number',
        '14:10-11 error reasons.0.name: wants small letters, digits and dashes',
      ],
    ],
    [
      'several documents',
      `${teamReasons}---\n${teamReasons}`,
      ['5:0-3 error holds several documents: each profile wants a file of its own'],
    ],
    ['no reasons', 'reasons: []\n', ['0:9-11 error reasons: wants at least 1']],
    ['reasons that are no list', 'reasons: no\n', ['0:9-11 error reasons: wants a list']],
  ];
  for (const [title, text, expected] of wrong) {
    it(`is refused for ${title}`, () => {
      assert.deepEqual(problems(text), expected);
      assert.equal(read(text).profile, undefined);
      assert.deepEqual(read(text).reasons, []);
    });
  }

  const strange: [title: string, text: string, expected: string][] = [
    [
      'a call that is not known',
      teamReasons.replace('getppid', 'getpid|getpppid'),
      "3:11-26 warning reasons.0.match: no system call is known as 'getpppid'; did you mean 'getppid'?",
    ],
    [
      'a neighbor that is not known',
      teamReasons.replace('getppid', 'getppid then opennat'),
      "3:11-31 warning reasons.0.match: no system call is known as 'opennat'; did you mean 'openat'?",
    ],
    [
      'an errno that is not known',
      `${teamReasons}    errno: ENOONT\n`,
      "5:11-17 warning reasons.0.errno: no errno is known as 'ENOONT'; did you mean 'ENOENT'?",
    ],
    [
      'a signal that is not known',
      teamReasons.replace('match: getppid', 'signal: [SIGUSR3]'),
      "3:13-20 warning reasons.0.signal.0: no signal is known as 'SIGUSR3'; did you mean 'SIGUSR1'?",
    ],
  ];
  for (const [title, text, expected] of strange) {
    it(`is taken, and warned about ${title}`, () => {
      assert.deepEqual(problems(text), [expected]);
      assert.equal(read(text).reasons.length, 1);
    });
  }

  it('tells no more problems than somebody reads', () => {
    const text = `reasons:\n${'  - {}\n'.repeat(5000)}`;
    assert.equal(problems(text).length, 100);
  });

  it('may have keys that every object of JavaScript has', () => {
    assert.deepEqual(
      problems(`${teamReasons}constructor: 1\n"__proto__": { reasons: 1 }\n`).length,
      2,
    );
  });

  for (const name of ['phases', 'reasons']) {
    it(`is what the README of ${name} shows`, () => {
      const readme = readFileSync(`server/data/${name}/README.md`, 'utf8');
      const blocks = readme.match(/(?:^ {4}.*\n)+/gm) ?? [];
      const files = blocks
        .map((block) => block.replaceAll(/^ {4}/gm, ''))
        .filter((block) => /^reasons:/m.test(block));
      assert.deepEqual(problems(files[0] ?? ''), []);
      assert.ok(read(files[0] ?? '').reasons.length > 0);
    });
  }

  it('is what the README of the extension shows', () => {
    const [, file = ''] = /```yaml\n([^`]*)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    assert.deepEqual(problems(file), []);
    assert.equal(read(file).reasons.length, 1);
  });
});
