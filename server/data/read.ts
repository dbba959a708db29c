/** Reads the YAML files of the knowledge: text to values, each with the line that it stands on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, isNode, parseDocument } from 'yaml';
import { z } from 'zod';
import { reasonsSchema, type ReasonsData } from '../src/profiles/reasonSchema.ts';
import {
  constantsSchema,
  ioctlsSchema,
  numbersSchema,
  pathsSchema,
  structSchema,
  syscallSchema,
  textsSchema,
  type ConstantsData,
  type IoctlsData,
  type NumbersData,
  type PathsData,
  type StructData,
  type SyscallData,
  type TextsData,
} from './schema.ts';

/** Where in a file: keys and indices from its root. */
export type KeyPath = readonly PropertyKey[];

interface Source {
  /** As it was asked for, for messages. */
  readonly file: string;
  /** Line from 1 on which what `path` leads to starts; the nearest parent's where it is missing. */
  lineOf(path: KeyPath): number;
}

/** One file, read and found to have the form that the schema asks for. */
export type Entry = Source &
  (
    | { readonly kind: 'syscall'; readonly data: SyscallData }
    | { readonly kind: 'constants'; readonly data: ConstantsData }
    | { readonly kind: 'ioctls'; readonly data: IoctlsData }
    | { readonly kind: 'struct'; readonly data: StructData }
    | { readonly kind: 'reasons'; readonly data: ReasonsData }
    | { readonly kind: 'paths'; readonly data: PathsData }
    | { readonly kind: 'texts'; readonly data: TextsData }
    | { readonly kind: 'numbers'; readonly data: NumbersData }
  );

/** A complaint about a file, for people. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Folders of server/data and the files beside them, with what they hold. */
const folders = {
  syscalls: 'syscall',
  constants: 'constants',
  ioctls: 'ioctls',
  structs: 'struct',
  reasons: 'reasons',
} as const;
const pathsFile = 'paths.yaml';
const textsFile = 'texts.yaml';
const numbersFile = 'numbers.yaml';

/** Every data file under `root` (server/data), sorted by path. */
export function dataFiles(root: string): string[] {
  const files: string[] = [];
  for (const folder of Object.keys(folders)) {
    const directory = path.join(root, folder);
    if (!existsSync(directory)) continue;
    for (const name of readdirSync(directory).toSorted()) {
      if (name.endsWith('.yaml')) files.push(path.join(directory, name));
    }
  }
  for (const name of [pathsFile, textsFile, numbersFile]) {
    if (existsSync(path.join(root, name))) files.push(path.join(root, name));
  }
  return files;
}

/** Reads one file; where it is not as the schema wants it, the answer is the complaints. */
export function readEntry(file: string): Entry | Problem[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return [{ file, line: 1, rule: 'yaml', message: `cannot be read: ${String(error)}` }];
  }
  return parseEntry(file, text);
}

/** As `readEntry`, for text that is already here. The folder in `file` says what it must hold. */
export function parseEntry(file: string, text: string): Entry | Problem[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      file,
      line: lineCounter.linePos(error.pos[0]).line,
      rule: 'yaml',
      message: error.message,
    }));
  }
  const source: Source = { file, lineOf };
  const value: unknown = document.toJS();

  const name = path.basename(file);
  const folder = path.basename(path.dirname(file));
  if (name === pathsFile)
    return checked(pathsSchema, (data) => ({ ...source, kind: 'paths', data }));
  if (name === numbersFile) {
    return checked(numbersSchema, (data) => ({ ...source, kind: 'numbers', data }));
  }
  if (name === textsFile)
    return checked(textsSchema, (data) => ({ ...source, kind: 'texts', data }));
  switch (folder) {
    case 'syscalls':
      return checked(syscallSchema, (data) => ({ ...source, kind: 'syscall', data }));
    case 'constants':
      return checked(constantsSchema, (data) => ({ ...source, kind: 'constants', data }));
    case 'ioctls':
      return checked(ioctlsSchema, (data) => ({ ...source, kind: 'ioctls', data }));
    case 'structs':
      return checked(structSchema, (data) => ({ ...source, kind: 'struct', data }));
    case 'reasons':
      return checked(reasonsSchema, (data) => ({ ...source, kind: 'reasons', data }));
    default:
      return [
        {
          file,
          line: 1,
          rule: 'yaml',
          message: `is in none of ${Object.keys(folders).join(', ')}`,
        },
      ];
  }

  function checked<Data>(
    schema: z.core.$ZodType<Data>,
    make: (data: Data) => Entry,
  ): Entry | Problem[] {
    const result = z.safeParse(schema, value);
    if (result.success) return make(result.data);
    return result.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      rule: 'schema',
      message: `${issue.path.map(String).join('.')}: ${issue.message}`,
    }));
  }

  function lineOf(keys: KeyPath): number {
    for (let length = keys.length; length > 0; length--) {
      const node = document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  }
}
