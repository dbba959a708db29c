import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { RowKind } from '../../server/src/syntax/kinds.ts';
import { type Leaf, leaves } from '../../server/src/syntax/leaves.ts';
import { parseLine } from '../../server/src/syntax/parseLine.ts';
import { withoutColors } from '../../server/src/syntax/plainText.ts';
import { scan } from '../../server/src/syntax/scan.ts';
import type { Line, Span, Value } from '../../server/src/syntax/tree.ts';

const CASES = new URL('parseLine.cases.txt', import.meta.url);
const CORPUS = new URL('../corpus/phases/', import.meta.url);
const TERMINATOR = /\r\n|\n|\r/;

/** The lines of the table of forms, which has every form there is. */
const formLines = readFileSync(CASES, 'utf8')
  .split('\n')
  .filter((line) => !line.startsWith('@') && !line.startsWith('→ '));

/** One real line with a few characters taken out, put in or cut off. */
function damagedLine(): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(300), gone: fc.nat(4), put: fc.string({ unit: piece() }) });
  return fc
    .tuple(
      fc.constantFrom(...formLines),
      fc.array(edit, { maxLength: 4 }),
      fc.nat(300),
      fc.boolean(),
    )
    .map(([line, edits, length, cut]) => {
      let text = line;
      for (const { at, gone, put } of edits) {
        text = text.slice(0, at) + put.slice(0, 8) + text.slice(at + gone);
      }
      return cut ? text.slice(0, length) : text;
    });
}

/** Characters and words that mean something to the parser, and any others. */
function piece(): fc.Arbitrary<string> {
  const signs = [
    ...Array.from('"\'\\<>()[]{},=|~!&@?*/+-. :0a_A'),
    ') = 0',
    '/* ',
    ' */',
    '<unfinished ...>',
    '...',
    '=> ',
    '\x1b[35m',
    '\x1b',
  ];
  return fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary', maxLength: 1 }));
}

const anyLine = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: piece(), maxLength: 80 }),
    damagedLine(),
  )
  .map((text) => text.replaceAll(/[\r\n]/g, ' '));

describe('parseLine, on any text', () => {
  it('gives leaves that tile the line', () => {
    fc.assert(
      fc.property(anyLine, (text) => assertTiled(leaves(parseLine(text), text), text)),
      {
        numRuns: 2000,
      },
    );
  });

  it('gives values that lie within each other, in their order', () => {
    fc.assert(
      fc.property(anyLine, (text) => assertNested(parseLine(text), text)),
      {
        numRuns: 2000,
        // Colors between a name and a value that is empty.
        examples: [['6891  mmap(A=\x1b[35m:NULL, 0) = 0']],
      },
    );
  });

  it('says the same of kind, name, thread and errno as the rows', () => {
    fc.assert(fc.property(anyLine, assertAgrees), { numRuns: 2000 });
  });

  it('gives the tree of the plain line to a colored one', () => {
    const colored = fc.tuple(
      fc.constantFrom(...formLines),
      fc.array(fc.nat(200), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(colored, ([plain, places]) => {
        // From the right, so that no code is put into another.
        const codes = new Set(places.map((at) => Math.min(at, plain.length)));
        const text = [...codes]
          .toSorted((a, b) => b - a)
          .reduce((line, at) => `${line.slice(0, at)}\x1b[3${at % 8}m${line.slice(at)}`, plain);
        assert.deepEqual(
          spansOf(parseLine(text)).map(({ start, end }) => withoutColors(text.slice(start, end))),
          spansOf(parseLine(plain)).map(({ start, end }) => plain.slice(start, end)),
        );
      }),
    );
  });
});

describe('parseLine, on real traces', () => {
  for (const name of readdirSync(CORPUS).filter((file) => file.endsWith('.strace'))) {
    it(`understands each value of ${name}`, () => {
      for (const text of readFileSync(new URL(name, CORPUS), 'utf8').split(TERMINATOR)) {
        const line = parseLine(text);
        assertTiled(leaves(line, text), text);
        assertNested(line, text);
        assertAgrees(text);
        assert.ok(!valuesOf(line).some(hasBytes), `not understood: ${text}`);
      }
    });
  }
});

describe('parseLine, on hostile lines', () => {
  const deep = 50_000;
  const cases: [title: string, text: string, kind: RowKind, argCount: number][] = [
    ['brackets that never close', `x(${'['.repeat(deep)}`, RowKind.splitHead, 1],
    ['brackets that do', `x(${'['.repeat(deep)}${']'.repeat(deep)}) = 0`, RowKind.call, 1],
    ['calls within calls', `x(${'f('.repeat(deep)}${')'.repeat(deep)}) = 0`, RowKind.call, 1],
    ['fields within fields', `x(${'{a='.repeat(deep)}${'}'.repeat(deep)}) = 0`, RowKind.call, 1],
    ['a string of ten million', `write(1, "${'a\\"'.repeat(3_400_000)}", 5) = 5`, RowKind.call, 3],
    ['annotations that never close', `x(${'1<'.repeat(100_000)}) = 0`, RowKind.call, 1],
    ['comments that never close', `x(${'1 /* '.repeat(100_000)}`, RowKind.splitHead, 1],
    ['operators alone', `x(${'!'.repeat(100_000)}) = 0`, RowKind.call, 0],
  ];
  for (const [title, text, kind, argCount] of cases) {
    it(`survives ${title}`, () => {
      const line = parseLine(text);
      assert.equal(line.kind, kind);
      assert.equal(line.args.length, argCount);
    });
  }
});

function assertTiled(tiles: readonly Leaf[], text: string): void {
  let at = 0;
  for (const { span } of tiles) {
    assert.equal(span.start, at, text);
    assert.ok(span.end > at, text);
    at = span.end;
  }
  assert.equal(at, text.length, text);
}

function assertNested(line: Line, text: string): void {
  for (const span of spansOf(line)) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, text);
  }
  let at = 0;
  for (const value of line.args) {
    assert.ok(value.start >= at, text);
    assertWithin(value, text);
    at = value.end;
  }
  if (line.info !== undefined) assertWithin(line.info, text);
}

function assertWithin(value: Value, text: string): void {
  const { start, end, core } = value;
  assert.ok(core.start >= start && core.end <= end, text);
  let at = core.start;
  for (const child of value.children) {
    assert.ok(child.start >= at && child.end <= core.end, text);
    assertWithin(child, text);
    at = child.end;
  }
}

/** Both levels must agree: features find a line by its row, then read its tree. */
function assertAgrees(text: string): void {
  const line = parseLine(text);
  // A lone surrogate has no UTF-8; no document that an editor sends has one.
  const rows = scan(new TextEncoder().encode(`${text}\n`));
  const slice = (span: Span | undefined): string =>
    span === undefined ? '' : withoutColors(text.slice(span.start, span.end));
  assert.equal(line.kind, rows.kind(0), text);
  assert.equal(slice(line.name), rows.names[rows.name(0)], text);
  assert.equal(Number(slice(line.prefix.tid)), rows.tid(0), text);
  assert.equal(slice(line.result?.errno), rows.names[rows.errno(0)], text);
}

function valuesOf(line: Line): readonly Value[] {
  const { result, info } = line;
  return [
    ...line.args,
    ...(info === undefined ? [] : [info]),
    ...(result === undefined ? [] : [result.value, ...result.notes]),
  ];
}

function hasBytes(value: Value): boolean {
  return value.kind === 'bytes' || value.children.some(hasBytes);
}

/** Every span of a tree, whatever it is of. */
function spansOf(node: object): Span[] {
  const spans: Span[] = [];
  if ('start' in node && 'end' in node) {
    if (typeof node.start === 'number' && typeof node.end === 'number') {
      spans.push({ start: node.start, end: node.end });
    }
  }
  const children: unknown[] = Object.values(node);
  for (const child of children) {
    if (typeof child === 'object' && child !== null) spans.push(...spansOf(child));
  }
  return spans;
}
