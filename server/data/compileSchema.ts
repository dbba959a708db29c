/**
 * Writes the form of files with profiles and reasons as a JSON Schema, for YAML extensions of editors:
 * server/dist/strace-lens.schema.json. `npx tsx server/data/compileSchema.ts` does it alone.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedSchema } from '../src/profiles/fileForm.ts';

const output = fileURLToPath(new URL('../dist/strace-lens.schema.json', import.meta.url));

mkdirSync(path.dirname(output), { recursive: true });
writeFileSync(output, `${JSON.stringify(shippedSchema(), null, 1)}\n`);
