// an ES module with a dynamic import. first: readdir; last: rename
import { readdirSync, writeFileSync, renameSync } from 'node:fs';
const n = readdirSync('/opt/sample/etc').length;
const { twice } = await import('./lib/twice.mjs');
writeFileSync('/opt/sample/tmp/dyn.new', String(twice(n)));
renameSync('/opt/sample/tmp/dyn.new', '/opt/sample/tmp/dyn.out');
