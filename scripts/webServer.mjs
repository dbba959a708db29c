// Serves VS Code for the Web until its parent ends it. A process of its own, because what it
// writes about each request is nobody's business.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), 'web/package.json');
const { open } = createRequire(web)('@vscode/test-web');

process.once('disconnect', () => process.exit(0));
process.on('SIGINT', () => {
  // The terminal sends it to all of us; the parent decides.
});
process.once('message', async (options) => {
  await open(options);
  process.send?.('open');
});
