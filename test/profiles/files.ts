/** A profile of a team, for tests. */
export const teamProfile = [
  'name: team',
  'title: The team',
  'runtime: c',
  'rank: 90',
  'recognize:',
  "  exe: '*'",
  '  trusted: true',
  'start:',
  '  - phases:',
  '      - id: prepare',
  '        title: Prepare the team',
  '        doc: The team prepares.',
  '        calls: write|fstat|newfstatat',
  '',
].join('\n');

/** Reasons of a team, for tests. */
export const teamReasons = [
  'about: What the programs of the team do.',
  'reasons:',
  '  - name: parent',
  '    match: getppid',
  '    why: The team asks for its parent.',
  '',
].join('\n');
