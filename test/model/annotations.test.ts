import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measureAnnotations, withoutAnnotations } from './annotationAccuracy.ts';

const folder = path.resolve(import.meta.dirname, '../corpus/annotated');
const traces = readdirSync(folder).filter((name) => name.endsWith('.strace'));
/** Share of the annotated descriptors that the model must know without the annotations. */
const goal = 0.99;

describe('descriptors without their annotations', () => {
  for (const name of traces) {
    it(`are those that strace annotated in ${name}`, () => {
      const found = measureAnnotations(readFileSync(path.join(folder, name), 'utf8'));
      assert.ok(found.total >= 20, `${found.total} annotated descriptors`);
      assert.ok(found.right >= goal * found.total, found.problems.join('\n'));
      assert.ok(found.namedRight >= goal * (found.named - found.linked), found.problems.join('\n'));
    });
  }

  it('are told apart by the measure', () => {
    const lines = [
      'openat(AT_FDCWD, "/a", O_RDONLY) = 3</a>',
      'read(3</a>, "", 1) = 0',
      'read(3</b>, "", 1) = 0',
      'write(3<pipe:[7]>, "", 1) = 0',
      'read(5</c>, 0, 1) = -1 EBADF (Bad file descriptor)',
    ];
    const found = measureAnnotations(lines.join('\n'));
    assert.deepEqual([found.total, found.right], [5, 2]);
  });

  for (const [annotated, bare] of [
    ['read(3</a, b) = 3>, "<x>", 1) = 0', 'read(3, "<x>", 1) = 0'],
    ['dup(3</x>(deleted)) = 4</x>(deleted)', 'dup(3) = 4'],
    ['write(2</dev/null<char 1:3>>, "", 0) = 0', 'write(2, "", 0) = 0'],
    [
      'poll([{fd=3<TCP:[1.1.1.1:1->2.2.2.2:2]>, events=0}], 1, 0) = 0',
      'poll([{fd=3, events=0}], 1, 0) = 0',
    ],
    ['1 <... accept resumed>NULL, NULL) = 5<TCP:[77]>', '1 <... accept resumed>NULL, NULL) = 5'],
  ] as const) {
    it(`are taken out of ${annotated}`, () => {
      assert.equal(withoutAnnotations(annotated), bare);
    });
  }
});
