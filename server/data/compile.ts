/**
 * Compiles the knowledge: `npx tsx server/data/compile.ts` reads all YAML, checks its form, and
 * writes server/src/knowledge/generated (the parts) and server/data/schema (JSON Schemas, which
 * give completion in editors). Does nothing where nothing has changed. A file that is not as the
 * schema wants it is told, left out, and fails the run, unless `--keep-going` is given.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeTextModule } from './generated.ts';
import { dataFiles, parseEntry, type Entry, type Problem } from './read.ts';
import { reasonsSchema } from '../src/profiles/reasonSchema.ts';
import { partTexts } from './records.ts';
import {
  constantsSchema,
  ioctlsSchema,
  numbersSchema,
  pathsSchema,
  structSchema,
  syscallSchema,
} from './schema.ts';

const root = path.dirname(new URL(import.meta.url).pathname);
const generated = path.join(root, '../src/knowledge/generated');
const indexFile = path.join(generated, 'parts.ts');
const schemas = {
  syscall: syscallSchema,
  constants: constantsSchema,
  ioctls: ioctlsSchema,
  struct: structSchema,
  reasons: reasonsSchema,
  paths: pathsSchema,
  numbers: numbersSchema,
};

const files = dataFiles(root).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const stamp = `// ${stampOf(files)}\n`;
if (existsSync(indexFile) && readFileSync(indexFile, 'utf8').startsWith(stamp)) {
  console.log('knowledge: nothing changed');
} else {
  compile();
}

function compile(): void {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  for (const { file, text } of files) {
    const entry = parseEntry(file, text);
    if (Array.isArray(entry)) problems.push(...entry);
    else entries.push(entry);
  }
  for (const { file, line, message } of problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  const keepGoing = process.argv.includes('--keep-going');
  if (problems.length > 0 && !keepGoing) process.exitCode = 1;

  mkdirSync(generated, { recursive: true });
  const texts = Object.entries(partTexts(entries));
  for (const [name, text] of texts) {
    writeTextModule(path.join(generated, `${name}.ts`), name, text);
  }
  const names = texts.map(([name]) => name);
  writeFileSync(
    indexFile,
    [
      // Without its stamp the next run compiles again what could not be compiled now.
      problems.length > 0 ? '' : stamp,
      "import type { Parts } from '../records.ts';\n",
      ...names.map((name) => `import { ${name} } from './${name}.ts';\n`),
      `\nexport const compiledParts: Parts = { ${names.join(', ')} };\n`,
    ].join(''),
  );
  writeSchemas();
  const sizes = texts.map(([name, text]) => `${name} ${Math.round(text.length / 1024)} kB`);
  console.log(`knowledge: ${entries.length} files: ${sizes.join(', ')}`);
}

/** JSON Schemas, draft 7, for the comment `# yaml-language-server: $schema=` of a data file. */
function writeSchemas(): void {
  const directory = path.join(root, 'schema');
  mkdirSync(directory, { recursive: true });
  for (const [name, schema] of Object.entries(schemas)) {
    const json = z.toJSONSchema(schema, { target: 'draft-7' });
    writeFileSync(
      path.join(directory, `${name}.schema.json`),
      `${JSON.stringify(json, null, 2)}\n`,
    );
  }
}

/** Changes with every data file and with what compiles them. */
function stampOf(inputs: readonly { file: string; text: string }[]): string {
  const hash = createHash('sha256');
  for (const program of [
    'compile.ts',
    'generated.ts',
    'records.ts',
    'read.ts',
    'schema.ts',
    '../src/profiles/form.ts',
    '../src/profiles/reasonSchema.ts',
    'lint/walk.ts',
  ]) {
    hash.update(readFileSync(path.join(root, program)));
  }
  for (const { file, text } of inputs) hash.update(`${path.relative(root, file)}\0${text}\0`);
  return hash.digest('hex');
}
