import assert from 'node:assert/strict';
import { parseEntry } from '../../server/data/read.ts';
import { fixture, fixtureFiles } from '../support/knowledgeFixture.ts';

describe('reading a data file', () => {
  const bad: [title: string, file: string, text: string, line: number, message: RegExp][] = [
    ['a text that is no YAML', 'syscalls/x.yaml', 'name: x\nsummary: [', 2, /./],
    ['a key twice', 'syscalls/x.yaml', 'name: x\nname: x\n', 2, /unique/],
    [
      'an unknown key',
      'constants/x.yaml',
      'group: x\nabout: What.\nkind: enum\nmembers: {}\nfrob: 1\n',
      1,
      /frob/,
    ],
    [
      'a phrase without its full stop',
      'constants/x.yaml',
      'group: x\nabout: What.\nkind: enum\nmembers:\n  A:\n    doc: no stop\n',
      6,
      /members\.A\.doc: wants a phrase/,
    ],
    [
      'a value that is no number',
      'constants/x.yaml',
      'group: x\nabout: What.\nkind: enum\nmembers:\n  A:\n    value: many\n    doc: Some.\n',
      6,
      /members\.A\.value/,
    ],
    [
      'an unknown type',
      'structs/x.yaml',
      'struct: x\nabout: What.\nfields:\n  a:\n    type: frob\n    doc: Some.\n',
      5,
      /fields\.a\.type/,
    ],
    ['a folder that holds nothing of ours', 'frobs/x.yaml', 'a: 1', 1, /is in none of/],
  ];
  for (const [title, file, text, line, message] of bad) {
    it(`tells the line of ${title}`, () => {
      const problems = parseEntry(file, text);
      assert.ok(Array.isArray(problems));
      assert.equal(problems[0]?.line, line);
      assert.match(problems[0]?.message ?? '', message);
    });
  }
});

describe('compiling', () => {
  const { knowledge } = fixture();

  it('keeps everything that a syscall says', () => {
    const openat = knowledge.syscall('openat');
    assert.deepEqual(openat?.class, ['file', 'desc']);
    assert.deepEqual(openat?.args[2], {
      name: 'flags',
      ctype: 'int',
      type: 'flags',
      set: ['open_mode_flags', 'open_access_modes'],
      doc: 'Flags.',
    });
    assert.equal(openat?.errors?.['ENOENT'], 'The path does not exist, says `openat`.');
    assert.deepEqual(knowledge.syscall('fcntl')?.command?.set, ['fcntlcmds']);
    assert.deepEqual(knowledge.syscall('fcntl')?.command?.entries['F_SETFD']?.args?.[0]?.set, [
      'fdflags',
    ]);
  });

  it('keeps everything that a group says', () => {
    const group = knowledge.group('clone_flags');
    assert.equal(group?.kind, 'flags');
    assert.equal(group?.about, 'What to share.');
    assert.deepEqual(group?.fields, [{ mask: 0xffn, group: 'signal', doc: 'Signal at its end.' }]);
    assert.deepEqual([...(group?.members.keys() ?? [])], ['CLONE_VM', 'CLONE_THREAD']);
    assert.equal(knowledge.group('open_mode_flags')?.members.get('O_ACCMODE')?.mask, true);
    assert.equal(knowledge.group('at')?.members.get('AT_FDCWD')?.value, -100n);
    assert.equal(knowledge.group('signal_realtime')?.members.get('SIGRT')?.value, undefined);
  });

  it('keeps everything that a family of ioctls and a structure say', () => {
    assert.equal(knowledge.ioctl('TCGETS')?.arg, 'struct termios *');
    assert.equal(knowledge.ioctl('TCGETS')?.about, 'Terminals.');
    assert.deepEqual(knowledge.struct('flock')?.fields.get('l_type'), {
      name: 'l_type',
      of: 'flock',
      type: 'enum',
      set: ['lockfcmds'],
      doc: 'Kind.',
    });
  });

  it('has an entry for each file', () => {
    const files = Object.keys(fixtureFiles);
    const syscalls = files.filter((file) => file.startsWith('syscalls/'));
    const constants = files.filter((file) => file.startsWith('constants/'));
    assert.equal(knowledge.syscallNames.length, syscalls.length);
    assert.equal(knowledge.groupNames.length, constants.length);
  });
});
