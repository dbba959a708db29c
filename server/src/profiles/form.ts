/**
 * What the forms of profiles and reasons are made of. The small variant of zod, because this is a
 * part of the server's bundle.
 */
import * as z from 'zod/mini';
import { readPattern } from '../model/phases/patternText.ts';

// Without it zod makes functions from text, which the web's content security policy forbids.
z.config({ jitless: true });

/** In the order in which an image goes through them. */
export const stages = ['exec', 'loader', 'libc', 'runtime', 'program', 'shutdown'] as const;
/** Runtimes that phases and reasons may be of. */
export const runtimes = [
  'c',
  'cpp',
  'go',
  'rust',
  'python',
  'node',
  'java',
  'dotnet',
  'ruby',
  'perl',
  'php',
  'lua',
  'tcl',
  'awk',
  'bash',
  'dash',
  'busybox',
  'unknown',
] as const;

/** What a text stands for, where that is more than its form; `format` in the JSON Schema. */
export type Meaning = 'call-pattern' | 'phase' | 'errno' | 'signal';

const longestTitle = 60;

export const name = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*$/, 'wants small letters, digits and dashes'));
export const title = z
  .string()
  .check(z.regex(/^[A-Z.{]/, 'wants a capital first'), z.maxLength(longestTitle));
export const link = z.string().check(z.regex(/^https:\/\/\S+$/, 'wants an https link'));

export const pattern = z.string().check(({ value, issues }) => {
  const read = readPattern(value);
  if (typeof read !== 'string') return;
  issues.push({ code: 'custom', message: read, input: value, continue: true });
}, meaning('call-pattern'));

/** The check by which the schema tells what a text stands for. */
export function meaning(format: Meaning): ReturnType<typeof z.meta> {
  return z.meta({ format });
}

/** One, or a list of some. */
export function listOf<Item extends z.ZodMiniType>(item: Item) {
  return z.union([item, z.array(item).check(z.minLength(1))]);
}

/** A key that may be missing; the text is shown to people who write one. */
export function maybe<Schema extends z.ZodMiniType>(text: string, schema: Schema) {
  return z.optional(about(text, schema));
}

/** A key that must be there. */
export function about<Schema extends z.ZodMiniType>(text: string, schema: Schema): Schema {
  return schema.check(z.describe(text));
}
