import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { scan } from '../../server/src/syntax/scan.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';
import { type Edit, edit, traceText as anyText } from '../support/arbitraries.ts';
import { allRows, traceText, wellFormed } from '../support/trace.ts';

/** The reference: what the library for documents makes of a text. */
function documentOf(content: string): TextDocument {
  return TextDocument.create('file:///trace.strace', 'strace', 1, content);
}

describe('a trace in step with an editor', () => {
  it('has the text and the rows of a fresh one after any edits', () => {
    fc.assert(
      fc.property(anyText().map(wellFormed), fc.array(edit(), { maxLength: 8 }), (text, edits) => {
        const ours = traceText(text);
        let theirs = documentOf(text);
        for (const { from, length, text: inserted } of edits) {
          const change = changeOf(theirs, { from, length, text: wellFormed(inserted) });
          TraceText.update(ours, [change], 2);
          TextDocument.update(theirs, [change], 2);
          // A half pair that an edit leaves is U+FFFD from then on: UTF-8 has no form for it.
          theirs = documentOf(wellFormed(theirs.getText()));
          assert.equal(ours.getText(), theirs.getText());
        }
        const fresh = new TextEncoder().encode(theirs.getText());
        assert.deepEqual(allRows(ours.rows), allRows(scan(fresh)));
        assert.equal(ours.lineCount, theirs.lineCount);
      }),
      { numRuns: 500 },
    );
  });

  const inPairs: readonly (readonly [
    title: string,
    from: number,
    to: number,
    text: string,
    after: string,
  ])[] = [
    ['nothing put into a pair leaves it whole', 1, 1, '', '😀b😁'],
    ['halves of two pairs that meet make one', 1, 4, '', '\ud83d\ude01'],
    ['a letter put into a pair leaves two halves', 1, 1, 'x', '\ufffdx\ufffdb😁'],
  ];
  for (const [title, from, to, text, after] of inPairs) {
    it(title, () => {
      const trace = traceText('😀b😁');
      const range = { start: { line: 0, character: from }, end: { line: 0, character: to } };
      TraceText.update(trace, [{ range, text }], 2);
      assert.equal(trace.getText(), after);
    });
  }

  it('leaves the rows before the first changed one alone', () => {
    fc.assert(
      fc.property(anyText(), fc.array(edit(), { maxLength: 4 }), (text, edits) => {
        const trace = traceText(text);
        const before = allRows(trace.rows);
        const document = TextDocument.create('', '', 1, trace.getText());
        const changes = edits.map((one) => {
          const change = changeOf(document, one);
          TextDocument.update(document, [change], 2);
          return change;
        });
        TraceText.update(trace, changes, 2);
        const first = trace.firstChangeSince(0);
        assert.deepEqual(allRows(trace.rows).slice(0, first), before.slice(0, first));
      }),
      { numRuns: 300 },
    );
  });

  it('has the positions of the stock document', () => {
    const place = fc.record({
      line: fc.integer({ min: -1, max: 14 }),
      character: fc.integer({ min: -1, max: 60 }),
    });
    fc.assert(
      fc.property(anyText().map(wellFormed), place, place, (text, start, end) => {
        const ours = traceText(text);
        const theirs = TextDocument.create('', '', 1, text);
        assert.equal(ours.getText({ start, end }), theirs.getText(inOrder(theirs, start, end)));
        const there = theirs.positionAt(theirs.offsetAt(start));
        assert.deepEqual(ours.positionAt(ours.offsetAt(start)), there);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps columns where an editor leaves half a surrogate pair', () => {
    const trace = traceText('write(1, "😀😀", 8) = 8\nclose(3) = 0\n');
    const insideFirst = { line: 0, character: 11 };
    TraceText.update(trace, [{ range: { start: insideFirst, end: insideFirst }, text: 'x' }], 2);
    assert.equal(trace.getText(), 'write(1, "\ufffdx\ufffd😀", 8) = 8\nclose(3) = 0\n');
    const range = { start: { line: 0, character: 14 }, end: { line: 0, character: 16 } };
    TraceText.update(trace, [{ range, text: '\ud83d' }], 3);
    assert.equal(trace.text(0), 'write(1, "\ufffdx\ufffd\ufffd\ufffd, 8) = 8');
    assert.equal(trace.text(1), 'close(3) = 0');
  });

  it('takes a whole new text', () => {
    const trace = traceText('close(3) = 0\n');
    TraceText.update(trace, [{ text: 'brk(NULL) = 0x1\n\n' }], 7);
    assert.equal(trace.getText(), 'brk(NULL) = 0x1\n\n');
    assert.equal(trace.version, 7);
    assert.equal(trace.rows.length, 2);
    assert.equal(trace.lineCount, 3);
    assert.equal(trace.firstChangeSince(0), 0);
  });

  it('counts the empty line after the last terminator, which has no row', () => {
    const cases: [text: string, lines: number, rows: number][] = [
      ['', 1, 0],
      ['a', 1, 1],
      ['a\n', 2, 1],
      ['a\r', 2, 1],
      ['a\r\n', 2, 1],
      ['\n', 2, 1],
      ['a\n\nb', 3, 3],
    ];
    for (const [text, lines, rows] of cases) {
      const trace = traceText(text);
      assert.equal(trace.lineCount, lines, JSON.stringify(text));
      assert.equal(trace.rows.length, rows, JSON.stringify(text));
      assert.equal(trace.text(rows), '');
    }
  });

  it('keeps a byte order mark as a character', () => {
    const trace = traceText('\ufeffclose(3) = 0\n');
    assert.equal(trace.text(0), '\ufeffclose(3) = 0');
    assert.equal(trace.offsetAt({ line: 0, character: 1 }), 3);
  });
});

describe('the work of an edit', () => {
  const line = 'read(3, "abc", 4096)                    = 3\n';
  const lines = 10_000;
  const end = { line: lines, character: 0 };

  it('is one row for a line that is appended', () => {
    const trace = traceText(line.repeat(lines));
    const before = trace.rowsScanned;
    TraceText.update(trace, [{ range: { start: end, end }, text: line }], 2);
    assert.equal(trace.rowsScanned - before, 1);
    assert.equal(trace.firstChangeSince(0), lines);
  });

  it('is told to whoever read a revision before, of a bounded number of them', () => {
    const trace = traceText(line.repeat(lines));
    const edits = [7000, 5000, 6000, 8000];
    for (const row of edits) {
      const place = { line: row, character: 8 };
      TraceText.update(trace, [{ range: { start: place, end: place }, text: 'x' }], 2);
    }
    const since = [0, 1, 2, 3, 4].map((revision) => trace.firstChangeSince(revision));
    assert.deepEqual(since, [5000, 5000, 6000, 8000, Infinity]);
    for (let row = 8001; row < 8100; row++) {
      const place = { line: row, character: 8 };
      TraceText.update(trace, [{ range: { start: place, end: place }, text: 'x' }], 3);
    }
    assert.equal(trace.firstChangeSince(3), 0);
    assert.equal(trace.firstChangeSince(trace.revision - 1), 8099);
  });

  it('is the line, for a character typed in the middle', () => {
    const trace = traceText(line.repeat(lines));
    const before = trace.rowsScanned;
    const place = { line: 5000, character: 8 };
    TraceText.update(trace, [{ range: { start: place, end: place }, text: 'x' }], 2);
    assert.equal(trace.rowsScanned - before, 1);
    assert.equal(trace.text(5000), line.trimEnd().replace('"', 'x"'));
    assert.equal(trace.text(9999), line.trimEnd());
  });

  it('is the lines that touch it, where lines come and go', () => {
    const trace = traceText(line.repeat(lines));
    const before = trace.rowsScanned;
    const range = { start: { line: 10, character: 3 }, end: { line: 7000, character: 4 } };
    TraceText.update(trace, [{ range, text: 'x\ny\nz' }], 2);
    assert.equal(trace.rowsScanned - before, 3);
    assert.equal(trace.rows.length, lines - 6990 + 2);
    assert.equal(trace.text(12), `z${line.trimEnd().slice(4)}`);
    assert.equal(trace.text(13), line.trimEnd());
  });

  it('grows the buffer seldom when lines are appended one by one', () => {
    const trace = traceText('');
    let buffers = 0;
    let last = trace.bytes.buffer;
    for (let i = 0; i < 5000; i++) {
      const place = { line: i, character: 0 };
      TraceText.update(trace, [{ range: { start: place, end: place }, text: line }], i);
      if (trace.bytes.buffer !== last) buffers++;
      last = trace.bytes.buffer;
    }
    assert.equal(trace.rowsScanned, 5000);
    assert.ok(buffers < 40, `${buffers} buffers`);
  });
});

/** An edit's places, made positions of the text as it is. */
function changeOf(document: TextDocument, { from, length, text }: Edit) {
  const size = document.getText().length;
  const start = Math.floor(from * size);
  return {
    range: { start: document.positionAt(start), end: document.positionAt(start + length) },
    text,
  };
}

/** The stock document gives an empty text for a range from back to front. */
function inOrder(document: TextDocument, start: Place, end: Place) {
  return document.offsetAt(start) <= document.offsetAt(end)
    ? { start, end }
    : { start: end, end: start };
}

type Place = { line: number; character: number };
