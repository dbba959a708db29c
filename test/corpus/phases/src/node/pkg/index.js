// a package of ES modules. first: rename; last: rename back
import { renameSync } from 'node:fs';
import { from, to } from './lib/names.js';
renameSync(from, to);
renameSync(to, from);
