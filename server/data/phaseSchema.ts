/** The form of phase profiles (`data/phases/*.yaml` and those of users), and how they compile. */
import { z } from 'zod';
import { readPattern } from '../src/model/phases/patternText.ts';
import type { Block, CallPattern, PhaseRule, Profile } from '../src/model/phases/profile.ts';

const stages = ['exec', 'loader', 'libc', 'runtime', 'program', 'shutdown'] as const;
const runtimes = [
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

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'wants small letters, digits and dashes');
const sentence = z
  .string()
  .regex(/^[A-Za-z0-9`][^]*[.)]\s*$/, 'wants a sentence: a capital first, a full stop last');
const title = z
  .string()
  .regex(/^[A-Z.{]/, 'wants a capital first')
  .max(60);
const link = z.string().regex(/^https:\/\/\S+$/, 'wants an https link');

const pattern = z.string().superRefine((text, context) => {
  const read = readPattern(text);
  if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
});
const patterns = z.union([pattern, z.array(pattern)]);
const globs = z.union([z.string(), z.array(z.string())]);

const conditionSchema = z.strictObject({
  script: z.boolean().optional(),
  argument: globs.optional(),
  noArgument: globs.optional(),
  library: globs.optional(),
  static: z.boolean().optional(),
  shebang: z.boolean().optional(),
  otherThread: z.boolean().optional(),
});

const ruleSchema = z.strictObject({
  id: name,
  title,
  doc: sentence.optional(),
  stage: z.enum(stages).optional(),
  opens: patterns.optional(),
  calls: patterns.optional(),
  ends: patterns.optional(),
  perFile: z.boolean().optional(),
  most: z.number().int().positive().optional(),
});

const blockSchema = z.strictObject({
  stage: z.enum(stages).optional(),
  phases: z.array(ruleSchema).min(1),
  also: patterns.optional(),
  until: patterns.optional(),
  ends: patterns.optional(),
  begins: patterns.optional(),
  lingers: z.boolean().optional(),
  when: conditionSchema.optional(),
});

export const profileSchema = z.strictObject({
  name,
  title: z.string(),
  runtime: z.enum(runtimes),
  sources: z.array(link).default([]),
  kind: z.enum(['system', 'runtime']).default('runtime'),
  rank: z.number().int().default(0),
  recognize: z
    .strictObject({
      exe: globs.optional(),
      library: globs.optional(),
      script: globs.optional(),
      calls: patterns.optional(),
      confirm: patterns.optional(),
      trusted: z.boolean().optional(),
    })
    .optional(),
  freestanding: z.boolean().optional(),
  threads: z.enum(['one', 'all']).default('one'),
  handover: z.boolean().optional(),
  stage: z.enum(stages).optional(),
  start: z.array(blockSchema).default([]),
  windDown: z.array(blockSchema).default([]),
  idle: patterns.default([]),
  program: z.strictObject({ title, doc: sentence.optional() }).default({ title: 'Program' }),
  fixed: z.array(ruleSchema).optional(),
});

type ProfileData = z.infer<typeof profileSchema>;
type RuleData = z.infer<typeof ruleSchema>;
type BlockData = z.infer<typeof blockSchema>;

/** The profile as the engine wants it: patterns read, defaults filled in. */
export function compileProfile(data: ProfileData): Profile {
  const { recognize, fixed, stage, freestanding, handover, ...rest } = data;
  return {
    ...rest,
    ...(freestanding !== undefined && { freestanding }),
    ...(handover !== undefined && { handover }),
    ...(recognize !== undefined && {
      recognize: {
        ...(recognize.exe !== undefined && { exe: listOf(recognize.exe) }),
        ...(recognize.library !== undefined && { library: listOf(recognize.library) }),
        ...(recognize.script !== undefined && { script: listOf(recognize.script) }),
        ...(recognize.calls !== undefined && { calls: patternsOf(recognize.calls) }),
        ...(recognize.confirm !== undefined && { confirm: patternsOf(recognize.confirm) }),
        ...(recognize.trusted !== undefined && { trusted: recognize.trusted }),
      },
    }),
    start: data.start.map((block) => compileBlock(block, stage ?? 'runtime')),
    windDown: data.windDown.map((block) => compileBlock(block, 'shutdown')),
    idle: patternsOf(data.idle),
    program: { title: data.program.title, ...docOf(data.program.doc) },
    ...(fixed !== undefined && {
      fixed: fixed.map((rule) => ({ ...compileRule(rule), stage: rule.stage ?? 'program' })),
    }),
  };
}

function compileBlock(data: BlockData, stage: (typeof stages)[number]): Block {
  const { when } = data;
  return {
    stage: data.stage ?? stage,
    phases: data.phases.map(compileRule),
    ...(data.also !== undefined && { also: patternsOf(data.also) }),
    ...(data.until !== undefined && { until: patternsOf(data.until) }),
    ...(data.ends !== undefined && { ends: patternsOf(data.ends) }),
    ...(data.lingers !== undefined && { lingers: data.lingers }),
    ...(data.begins !== undefined && { begins: patternsOf(data.begins) }),
    ...(when !== undefined && {
      when: {
        ...(when.script !== undefined && { script: when.script }),
        ...(when.argument !== undefined && { argument: listOf(when.argument) }),
        ...(when.noArgument !== undefined && { noArgument: listOf(when.noArgument) }),
        ...(when.library !== undefined && { library: listOf(when.library) }),
        ...(when.static !== undefined && { static: when.static }),
        ...(when.shebang !== undefined && { shebang: when.shebang }),
        ...(when.otherThread !== undefined && { otherThread: when.otherThread }),
      },
    }),
  };
}

function compileRule(data: RuleData): PhaseRule {
  return {
    id: data.id,
    title: data.title,
    ...docOf(data.doc),
    ...(data.stage !== undefined && { stage: data.stage }),
    ...(data.opens !== undefined && { opens: patternsOf(data.opens) }),
    calls: patternsOf(data.calls ?? []),
    ...(data.ends !== undefined && { ends: patternsOf(data.ends) }),
    ...(data.perFile !== undefined && { perFile: data.perFile }),
    ...(data.most !== undefined && { most: data.most }),
  };
}

function docOf(doc: string | undefined): { doc?: string } {
  return doc === undefined ? {} : { doc: doc.replaceAll(/\s+/g, ' ').trim() };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function patternsOf(value: string | readonly string[]): CallPattern[] {
  return listOf(value).flatMap((text) => {
    const read = readPattern(text);
    return typeof read === 'string' ? [] : read;
  });
}
