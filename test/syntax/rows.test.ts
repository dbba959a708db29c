import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowTable } from '../../server/src/syntax/rowTable.ts';
import { scan } from '../../server/src/syntax/scan.ts';
import { pieces, traceText } from '../support/arbitraries.ts';
import { allRows } from '../support/trace.ts';

const encoder = new TextEncoder();

/** Bytes of a trace, or of nothing like it: invalid UTF-8, too. */
function anyBytes(): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    traceText().map((text) => encoder.encode(text)),
    fc.uint8Array({ maxLength: 200 }),
  );
}

describe('the rows of any bytes', () => {
  it('tile them, each line ending at the first terminator', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        const rows = scan(bytes);
        let offset = 0;
        for (let row = 0; row < rows.length; row++) {
          assert.equal(rows.start(row), offset);
          const line = bytes.subarray(offset, rows.end(row));
          assert.ok(!line.includes(0x0a) && !line.includes(0x0d), 'a terminator inside a line');
          const next = rows.start(row + 1);
          const terminator = String.fromCharCode(...bytes.subarray(rows.end(row), next));
          const allowed = next === bytes.length ? ['\n', '\r', '\r\n', ''] : ['\n', '\r', '\r\n'];
          assert.ok(allowed.includes(terminator), `ends in ${JSON.stringify(terminator)}`);
          if (terminator === '\r') assert.notEqual(bytes[next], 0x0a);
          assert.ok(next > offset, 'an empty row');
          offset = next;
        }
        assert.equal(offset, bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('have their arguments inside the line', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        const rows = scan(bytes);
        for (let row = 0; row < rows.length; row++) {
          assert.ok(rows.start(row) <= rows.argsStart(row), 'starts before the line');
          assert.ok(rows.argsStart(row) <= rows.argsEnd(row), 'ends before it starts');
          assert.ok(rows.argsEnd(row) <= rows.end(row), 'ends after the line');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('depend on the bytes of their line alone', () => {
    fc.assert(
      fc.property(anyBytes(), (bytes) => {
        const rows = scan(bytes);
        const views = allRows(rows);
        for (let row = 0; row < rows.length; row++) {
          const start = rows.start(row);
          const [line] = allRows(scan(bytes.slice(start, rows.start(row + 1))));
          assert.deepEqual(line, moved(views[row], -start));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same however the bytes arrive', () => {
    fc.assert(
      fc.property(anyBytes(), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (bytes, cuts) => {
        const table = new RowTable();
        let arrived = 0;
        for (const piece of pieces(bytes, cuts)) {
          arrived += piece.length;
          table.append(bytes.subarray(table.reopen(), arrived));
        }
        assert.deepEqual(allRows(table), allRows(scan(bytes)));
      }),
      { numRuns: 500 },
    );
  });

  it('are the same wherever the bytes lie in memory', () => {
    fc.assert(
      fc.property(anyBytes(), fc.integer({ min: 1, max: 3 }), (bytes, shift) => {
        const elsewhere = new Uint8Array(bytes.length + shift);
        elsewhere.set(bytes, shift);
        assert.deepEqual(allRows(scan(elsewhere.subarray(shift))), allRows(scan(bytes)));
      }),
    );
  });
});

describe('a table of rows', () => {
  const line = '7153  11:25:20.108890 read(3, "", 4096) = 0 <0.000011>\n';
  const many = 150_000;
  const bytes = encoder.encode(line.repeat(many));

  it('holds rows beyond one segment', () => {
    const rows = scan(bytes);
    assert.equal(rows.length, many);
    for (const row of [0, 511, 512, 65_535, 65_536, 131_072, many - 1]) {
      assert.equal(rows.start(row), row * line.length);
      assert.equal(rows.end(row), (row + 1) * line.length - 1);
      assert.equal(rows.tid(row), 7153);
      assert.equal(rows.names[rows.name(row)], 'read');
    }
  });

  it('keeps rows in 52 bytes each, whole segments given', () => {
    const rows = scan(encoder.encode(line.repeat(4 * 65_536)));
    assert.ok(rows.memory / rows.length <= 52, `${rows.memory / rows.length} bytes a row`);
  });

  it('answers "none" for rows that it does not have', () => {
    const rows = scan(encoder.encode('close(3) = 0\n'));
    for (const row of [-1, 1, 7, 100_000]) {
      assert.equal(rows.kind(row), 0);
      assert.equal(rows.tid(row), 0);
      assert.ok(Number.isNaN(rows.result(row)));
      assert.equal(rows.start(row), 13);
      assert.equal(rows.end(row), 13);
      assert.equal(rows.argsStart(row), 13);
    }
  });

  it('forgets rows from one on', () => {
    const rows = scan(bytes);
    rows.truncate(70_000);
    assert.equal(rows.length, 70_000);
    assert.equal(rows.size, 70_000 * line.length);
    rows.append(encoder.encode('close(3) = 0\n'));
    assert.equal(rows.names[rows.name(70_000)], 'close');
    assert.equal(rows.start(70_000), 70_000 * line.length);
  });

  it('finds the row of a byte', () => {
    const rows = scan(encoder.encode('a\nbc\r\n\nd'));
    const offsets = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    assert.deepEqual(
      offsets.map((offset) => rows.rowAt(offset)),
      [0, 0, 1, 1, 1, 1, 2, 3, 3],
    );
  });

  it('gives names numbers, and numbers names', () => {
    const rows = scan(encoder.encode('close(3) = -1 EBADF (Bad file descriptor)\nclose(4) = 0\n'));
    assert.equal(rows.name(0), rows.nameId('close'));
    assert.equal(rows.name(1), rows.nameId('close'));
    assert.equal(rows.errno(0), rows.nameId('EBADF'));
    assert.equal(rows.nameId('open'), 0);
    assert.equal(rows.names[0], '');
  });

  it('outlives more names than it can hold', () => {
    const names = Array.from({ length: 70_000 }, (_, i) => `call_${i.toString(36)}(1) = 0\n`);
    const rows = scan(encoder.encode(names.join('')));
    assert.equal(rows.length, 70_000);
    assert.equal(rows.names[rows.name(69)], 'call_1x');
    assert.equal(rows.name(69_999), 0);
    assert.equal(rows.kind(69_999), 1);
  });
});

/** A row of `allRows` with its four positions moved. */
function moved(row: unknown, by: number): unknown {
  assert.ok(Array.isArray(row));
  return row.map((value: unknown) => (typeof value === 'number' ? value + by : value));
}
