import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHost } from '../lib/host.mjs';
import { out } from '../lib/paths.mjs';
import { runSuite } from '../lib/runSuite.mjs';
import { stageWorkspace } from '../lib/stage.mjs';

const suites = [
  {
    what: 'ends its extension host',
    name: 'suite-that-dies',
    text: 'exports.run = () => process.exit(0);',
  },
  {
    what: 'reports nothing',
    name: 'suite-that-is-silent',
    text: 'exports.run = async () => {};',
  },
];

describe('a suite of workbench tests', () => {
  for (const { what, name, text } of suites) {
    it(`that ${what} has not passed`, async () => {
      const { folder, remove } = stageWorkspace();
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, `${name}.js`), text);
      const host = await startHost('node', folder, { suite: join(out, name), vsixes: [] });
      try {
        assert.equal(await runSuite(host, { name, seconds: 40 }), undefined);
      } finally {
        await host.stop();
        remove();
      }
    });
  }
});
