import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { isUsualHere, whyOf } from '../../server/src/features/why.ts';
import { toPlain } from '../../server/src/features/readOutCode.ts';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { phaseNames } from '../../server/src/profiles/phaseNames.ts';
import { addProfiles } from '../../server/src/profiles/userProfiles.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { traceOfFile } from '../support/traceOf.ts';
import { teamProfile, teamReasons } from './files.ts';

const builtIn = compiledProfiles();

/** What files come to, named `0.yaml`, `1.yaml`, and so on. */
function take(...texts: string[]) {
  const files = texts.map((text, index) => ({ uri: `file:///w/${index}.yaml`, text }));
  return addProfiles(files, builtIn, knowledge);
}

/** Messages for each file. */
function messages(...texts: string[]): string[][] {
  return [...take(...texts).problems.values()].map((found) =>
    found.map(({ line, message }) => `${line}: ${message}`),
  );
}

/** A trace that is read with these files. */
function traceWith(text: string, ...files: string[]): Trace {
  const { profiles, reasons } = take(...files);
  return new Trace(TraceText.create('untitled:a', 'strace', 1, text), profiles, reasons);
}

/** Why a row is there, as plain text. */
function why(trace: Trace, row: number): string | undefined {
  const phrase = whyOf(trace, row);
  return phrase === undefined ? undefined : toPlain(phrase);
}

/** A file with one reason, of these lines. */
function reason(...lines: string[]): string {
  return ['reasons:', '  - name: own', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/** Longer traces repeat what shorter ones have, and take their time. */
const longestTrace = 40_000;

const own = 'why: Ours.';
const preload = 'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)\n';
const start =
  'execve("./a", ["./a"], 0x7ffd /* 3 vars */) = 0\narch_prctl(ARCH_SET_FS, 0x4c1380) = 0\n';

describe("a reason of the user's", () => {
  it('comes ahead of the built-in ones, however specific they are', () => {
    assert.match(why(traceWith(preload), 0) ?? '', /^The loader looks/);
    assert.equal(why(traceWith(preload, reason('match: access', own)), 0), 'Ours.');
  });

  it('leaves the built-in one where it does not hold', () => {
    const file = reason('match: access', 'program: other', own);
    assert.match(why(traceWith(preload, file), 0) ?? '', /^The loader looks/);
  });

  it('explains calls and signals that the built-in ones do not', () => {
    const call = 'quotactl(Q_SYNC, "/dev/sda1", 0, NULL) = 0\n';
    assert.equal(why(traceWith(call), 0), undefined);
    assert.equal(
      why(traceWith(call, reason('match: quotactl', 'why: Syncs {file}.')), 0),
      'Syncs sda1.',
    );
    const signal = '--- SIGRT_3 {si_signo=SIGRT_3, si_code=SI_TKILL} ---\n';
    assert.equal(why(traceWith(signal, reason('signal: SIGRT_3', own)), 0), 'Ours.');
  });

  it('leaves a failure as usual as it was, unless it says something of that', () => {
    const plain = reason('match: access', own);
    assert.equal(isUsualHere(traceWith(preload), 0), true);
    assert.equal(isUsualHere(traceWith(preload, plain), 0), true);
    assert.equal(isUsualHere(traceWith(preload, `${plain}    usual: false\n`), 0), false);
    const denied = preload.replace('ENOENT', 'EACCES');
    assert.equal(isUsualHere(traceWith(denied, plain), 0), false);
    const usual = `${plain}    usual: true\n    errno: EACCES\n`;
    assert.equal(isUsualHere(traceWith(denied, usual), 0), true);
  });

  it("may be of the phases of the user's profile, in whatever file it stands", () => {
    const text = `${start}write(1, "a", 1) = 1\ngetppid() = 1\nwrite(1, "b", 1) = 1\nexit_group(0) = ?\n`;
    const file = reason('match: write', 'phase: team.prepare', own);
    const trace = traceWith(text, file, teamProfile);
    assert.deepEqual(messages(file, teamProfile), [[], []]);
    assert.equal(why(trace, 2), 'Ours.');
    assert.notEqual(why(trace, 4), 'Ours.');
    const both = traceWith(text, `${teamProfile}${file}`);
    assert.equal(why(both, 2), 'Ours.');
  });

  it('may be of a runtime and a stage', () => {
    const text = `${start}getppid() = 1\nexit_group(0) = ?\n`;
    const file = reason('match: getppid', 'runtime: c', 'stage: program', own);
    assert.equal(why(traceWith(text, file), 2), 'Ours.');
    assert.notEqual(why(traceWith(text, file.replace('program', 'loader')), 2), 'Ours.');
    assert.notEqual(why(traceWith(text, file.replace('runtime: c', 'runtime: go')), 2), 'Ours.');
  });

  it('wins over another of the user by being more specific, then by coming first', () => {
    const text = 'close(3) = 0\n';
    const first = reason('match: close', 'why: First.');
    const second = reason('match: close', 'why: Second.');
    assert.equal(why(traceWith(text, first, second), 0), 'First.');
    assert.equal(why(traceWith(text, first, second.replace('close', 'close 0=3')), 0), 'Second.');
  });

  it('has its text shown as text', () => {
    const trace = traceWith('close(3) = 0\n', reason('match: close', 'why: "Sees {path} here."'));
    assert.equal(why(trace, 0), 'Sees the file here.');
  });
});

describe('names of phases in reasons', () => {
  const cases: [glob: string, expected: string[]][] = [
    ['go.arenas', []],
    ['go.*', []],
    ['"*"', []],
    ['team.prepare', ["3: reasons.0.phase: no phase is called 'team.prepare'"]],
    [
      'python.encodngs',
      [
        "3: reasons.0.phase: no phase is called 'python.encodngs'; did you mean 'python.encodings'?",
      ],
    ],
    [
      '[go.*, pyton.*]',
      ["3: reasons.0.phase.1: no phase is called 'pyton.*'; did you mean 'python.*'?"],
    ],
  ];
  for (const [glob, expected] of cases) {
    it(`are looked up: ${glob}`, () => {
      const file = reason('match: close', `phase: ${glob}`, own);
      assert.deepEqual(messages(file), [expected]);
    });
  }

  it('may be given for a whole file', () => {
    const file = `phase: lodaer.*\n${reason('match: close', own)}`;
    assert.deepEqual(messages(file), [
      ["0: phase: no phase is called 'lodaer.*'; did you mean 'loader.*'?"],
    ]);
  });

  it('that are wrong leave the other reasons and the profile of the file', () => {
    const file = `${teamProfile}${reason('match: close', 'phase: x.y', own)}  - { name: b, match: read, why: B. }\n`;
    const { profiles, reasons } = take(file);
    assert.ok(profiles.some(({ name }) => name === 'team'));
    assert.equal(why(traceWith('read(0, "", 1) = 0\n', file), 0), 'B.');
    assert.equal(reasons.length, 2);
  });

  it('know every phase that our traces have', () => {
    const known = phaseNames(builtIn);
    const folder = 'test/corpus/phases';
    const seen = new Set<string>();
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.strace') || statSync(`${folder}/${name}`).size > longestTrace) continue;
      for (const { id } of traceOfFile(`${folder}/${name}`).phases.phases) {
        seen.add(id.replace(/#\d+$/, ''));
      }
    }
    assert.ok(seen.size > 50, `${seen.size}`);
    assert.deepEqual(
      [...seen].filter((id) => !known.has(id)),
      [],
    );
  });
});

describe('profiles and reasons of several files', () => {
  it('are refused where two profiles have one name, at the name', () => {
    assert.deepEqual(messages(teamProfile, `# second\n${teamProfile}`), [
      [],
      ["1: name: 0.yaml has a profile 'team' already"],
    ]);
    assert.deepEqual(messages(teamProfile.replace('name: team', 'name: kernel')), [
      ["0: name: 'kernel' is a built-in profile that cannot be replaced"],
    ]);
  });

  it('are read from 200 files, and the others are told that they are not', () => {
    const texts = Array.from({ length: 202 }, () => teamReasons);
    const { reasons, problems } = take(...texts);
    assert.equal(reasons.length, 200);
    const told = [...problems].filter(([, found]) => found.length > 0).map(([uri]) => uri);
    assert.deepEqual(told, ['file:///w/200.yaml', 'file:///w/201.yaml']);
  });

  it('hold without those of a file that is wrong', () => {
    const { reasons } = take('reasons: 3\n', teamReasons);
    assert.deepEqual(
      reasons.map(({ name }) => name),
      ['1.parent'],
    );
  });
});
