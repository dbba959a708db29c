/** The form of reasons (`data/reasons/*.yaml`), and how they compile. */
import { z } from 'zod';
import { readPattern } from '../src/model/phases/patternText.ts';
import type { CallPattern } from '../src/model/phases/profile.ts';
import type { Reason } from '../src/model/reasons/reason.ts';
import { runtimes, stages } from '../src/profiles/profileSchema.ts';

/** How many calls of the same thread `after` and `before` look at, where the reason does not say. */
const usualReach = 4;
const farthest = 32;

/**
 * The errnos that `usual: true` means where a reason names none: something is not there, is not of
 * that kind, or is not supported. Being refused or running out of something is never among them.
 */
const harmless = [
  'ENOENT',
  'ENOTDIR',
  'ENOTTY',
  'EINVAL',
  'ESPIPE',
  'EBADF',
  'EAGAIN',
  'ENOSYS',
  'EOPNOTSUPP',
  'ENXIO',
  'ENODATA',
  'ENOTSOCK',
  'ECHILD',
  'EEXIST',
  'ESRCH',
];

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'wants small letters, digits and dashes');
const link = z.string().regex(/^https:\/\/\S+$/, 'wants an https link');
const sentence = z
  .string()
  .regex(/^[A-Z`{][^]*[.)]\s*$/, 'wants a sentence: a capital first, a full stop last')
  .max(420, 'is longer than two sentences should be');

const pattern = z.string().superRefine((text, context) => {
  const read = readPattern(text);
  if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
  else if (read.some(({ opens }) => opens !== undefined)) {
    context.addIssue({ code: 'custom', message: "'->' is for phases: 'on' fits paths here" });
  }
});
const patterns = z.union([pattern, z.array(pattern).min(1)]);
const listOf = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);
const errnos = listOf(z.string().regex(/^E[A-Z0-9_]+$/, 'wants the name of an errno'));
const signals = listOf(z.string().regex(/^SIG[A-Z0-9_]+$/, 'wants the name of a signal'));

/** What a reason may want of the place that a line is at; a file may give it for all its reasons. */
const place = {
  stage: listOf(z.enum(stages)).optional(),
  runtime: listOf(z.enum(runtimes)).optional(),
  phase: listOf(z.string()).optional(),
  program: listOf(z.string()).optional(),
};

const reasonSchema = z
  .strictObject({
    name,
    match: patterns.optional(),
    signal: signals.optional(),
    errno: errnos.optional(),
    ...place,
    after: patterns.optional(),
    before: patterns.optional(),
    within: z.number().int().positive().max(farthest).optional(),
    usual: z.literal(true).optional(),
    why: sentence,
    sources: z.array(link).optional(),
  })
  .refine(({ match, signal }) => match !== undefined || signal !== undefined, {
    message: 'wants match or signal',
  });

export const reasonsSchema = z
  .strictObject({
    about: z.string(),
    sources: z.array(link).default([]),
    ...place,
    reasons: z.array(reasonSchema).min(1),
  })
  .superRefine(({ reasons }, context) => {
    const seen = new Set<string>();
    reasons.forEach((reason, index) => {
      if (seen.has(reason.name)) {
        const path = ['reasons', index, 'name'];
        context.addIssue({ code: 'custom', path, message: `'${reason.name}' is there twice` });
      }
      seen.add(reason.name);
    });
  });

export type ReasonsData = z.infer<typeof reasonsSchema>;

/** The reasons of a file as the engine wants them: patterns read, what the file says filled in. */
export function compileReasons(data: ReasonsData, file: string): Reason[] {
  return data.reasons.map((reason): Reason => {
    const stage = reason.stage ?? data.stage;
    const runtime = reason.runtime ?? data.runtime;
    const phase = reason.phase ?? data.phase;
    const program = reason.program ?? data.program;
    return {
      name: `${file}.${reason.name}`,
      match: patternsOf(reason.match),
      ...(reason.signal !== undefined && { signal: asList(reason.signal) }),
      ...(reason.errno !== undefined && { errno: asList(reason.errno) }),
      ...(stage !== undefined && { stage: asList(stage) }),
      ...(runtime !== undefined && { runtime: asList(runtime) }),
      ...(phase !== undefined && { phase: asList(phase) }),
      ...(program !== undefined && { program: asList(program) }),
      ...(reason.after !== undefined && { after: patternsOf(reason.after) }),
      ...(reason.before !== undefined && { before: patternsOf(reason.before) }),
      within: reason.within ?? usualReach,
      why: reason.why.replaceAll(/\s+/g, ' ').trim(),
      ...(reason.usual !== undefined && {
        usual: reason.errno === undefined ? harmless : asList(reason.errno),
      }),
    };
  });
}

function asList<Item>(value: Item | readonly Item[]): readonly Item[] {
  return isList(value) ? value : [value];
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function patternsOf(value: string | readonly string[] | undefined): CallPattern[] {
  if (value === undefined) return [];
  return asList(value).flatMap((text) => {
    const read = readPattern(text);
    return typeof read === 'string' ? [] : read;
  });
}
