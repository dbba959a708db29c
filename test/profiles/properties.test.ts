import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { knowledge } from '../../server/src/knowledge/knowledge.ts';
import { compiledProfiles } from '../../server/src/model/phases/compiledProfiles.ts';
import { completeFile } from '../../server/src/profiles/complete.ts';
import { explainFile } from '../../server/src/profiles/explain.ts';
import type { HelpContext } from '../../server/src/profiles/helpContext.ts';
import { addProfiles } from '../../server/src/profiles/userProfiles.ts';
import { teamProfile, teamReasons } from './files.ts';

const builtIn = compiledProfiles();
const context: HelpContext = { names: knowledge, profiles: builtIn, offers: 'everything' };
const uri = 'file:///w/.strace-lens/a.yaml';

/** Files that are right: two of tests, and two of ours, which are longer. */
const files = [
  teamProfile,
  teamReasons,
  ...['reasons/awk', 'phases/lua'].map((name) => readFileSync(`server/data/${name}.yaml`, 'utf8')),
];

/** Pieces that mean something in YAML or in patterns. */
const pieces =
  '\n·\r\n·  ·- ·: ·"·\'·[·]·{·}·|·>-\n·#·&a ·*a·<<: *a·@open·->·name·reasons:·runtime: pythn·\t·---\n·\0·💥';
const piece = fc.constantFrom(...pieces.split('·'));

/** A file in which a part was replaced by pieces, or pieces alone. */
const text = fc
  .tuple(fc.constantFrom('', ...files), fc.nat(), fc.nat(40), fc.array(piece, { maxLength: 12 }))
  .map(([file, at, length, inserted]) => {
    const start = file === '' ? 0 : at % file.length;
    return file.slice(0, start) + inserted.join('') + file.slice(start + length);
  });

describe('any text', () => {
  it('is a file that is right, or has problems that lie in it', () => {
    fc.assert(
      fc.property(text, (any) => {
        const { problems, profiles } = addProfiles([{ uri, text: any }], builtIn, knowledge);
        const lines = any.split(/\r\n?|\n/);
        for (const { line, column, endColumn, message } of problems.get(uri) ?? []) {
          assert.ok(line >= 0 && line < lines.length, `${line}: ${message}`);
          assert.ok(column >= 0 && column <= endColumn, `${column}-${endColumn}: ${message}`);
          assert.ok(endColumn <= (lines[line]?.length ?? 0), `${endColumn}: ${message}`);
          assert.notEqual(message, '');
        }
        assert.ok(profiles.length >= builtIn.length);
      }),
    );
  });

  it('is helped with at any place, with edits around that place', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (any, row, column) => {
        const lines = any.split(/\r\n?|\n/);
        const line = row % lines.length;
        const character = column % ((lines[line]?.length ?? 0) + 1);
        const position = { line, character };
        for (const { textEdit } of completeFile(lines, position, context)) {
          assert.ok(textEdit && 'range' in textEdit);
          const { start, end } = textEdit.range;
          assert.ok(start.line === line && end.line === line);
          assert.ok(start.character >= 0 && start.character <= character);
          assert.ok(end.character >= character && end.character <= (lines[line]?.length ?? 0));
        }
        const hover = explainFile(lines, position, context);
        if (hover?.range === undefined) return;
        assert.ok(hover.range.start.character <= character);
        assert.ok(hover.range.end.character >= character);
      }),
    );
  });

  it('need not be a place that there is', () => {
    for (const position of [
      { line: 99, character: 99 },
      { line: 0, character: 99 },
    ]) {
      assert.ok(Array.isArray(completeFile(['name: a'], position, context)));
      assert.equal(explainFile(['name: a'], position, context), undefined);
    }
  });
});
