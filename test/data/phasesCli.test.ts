import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { teamProfile, teamReasons } from '../profiles/files.ts';

const trace = 'samples/c-static.strace';

/** What it prints, as words without the blanks between them. */
function run(...args: string[]) {
  const command = ['--import', 'tsx', 'server/data/phasesCli.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  return { status, stderr, lines: lines.map((line) => line.trim().split(/\s+/)) };
}

describe('npm run phases', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'phases-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function put(name: string, text: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  it('prints the phases of a trace, each with its rule', () => {
    const { status, stderr, lines } = run(trace);
    assert.deepEqual([status, stderr], [0, '']);
    assert.deepEqual(
      lines.slice(-3).map(([range, , , stage, id]) => [range, stage, id]),
      [
        ['10-10', 'libc', 'libc.relro'],
        ['11-12', 'program', 'c.program'],
        ['13-14', 'shutdown', 'c.exit'],
      ],
    );
  });

  it('prints the reason of each line, and takes files of the user', () => {
    const own = teamReasons.slice(teamReasons.indexOf('reasons:')).replace('getppid', 'uname');
    const team = put('team.yaml', teamProfile + own);
    const { status, stderr, lines } = run(trace, '--reasons', '--add', team);
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(lines.some(([range, , , , id]) => range === '11-12' && id === 'team.prepare'));
    const reasons = lines
      .filter(([line]) => ['2', '6', '10', '12'].includes(line ?? ''))
      .map(([line, reason, usual]) => [line, reason, usual === 'usual']);
    assert.deepEqual(reasons, [
      ['2', 'loader.cet-probe', true],
      ['6', 'team.parent', false],
      ['10', 'libc.relro-static', false],
      ['12', '-', false],
    ]);
  });

  it('tells what is wrong with a file, and where', () => {
    const team = put('team.yaml', teamReasons.replace('name: parent', 'name: Parent'));
    const { status, stderr } = run('--add', team);
    assert.equal(status, 1);
    assert.equal(stderr, `${team}:3:11: reasons.0.name: wants small letters, digits and dashes\n`);
  });
});
