import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a module that exports, as `name`, a function which returns `text`. */
export function writeTextModule(file: string, name: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `export const ${name} = (): string =>\n  ${literal(text)};\n`);
}

/** A string literal in single quotes, so that the many double quotes of JSON stay as they are. */
function literal(text: string): string {
  return `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)}'`;
}
