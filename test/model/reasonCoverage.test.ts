import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { reasonCoverage } from './reasonCoverage.ts';

/** Least share of the start-up lines that has a reason. */
const wanted = 0.9;
const folder = path.resolve(import.meta.dirname, '../corpus/phases');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.strace'))
  .map((name) => path.join(folder, name));

describe('the start-up of the traces in test/corpus/phases', () => {
  const { lines, explained, met } = reasonCoverage(files);

  it('has a reason for nine lines of ten', () => {
    assert.ok(lines > 10_000, `only ${lines} lines`);
    assert.ok(explained / lines >= wanted, `${explained} of ${lines}`);
  });

  it('has reasons of many kinds', () => assert.ok(met.size >= 300, `${met.size}`));
});
