/**
 * The form of phase profiles (`data/phases/*.yaml` and those of users), and how they compile. The
 * small variant of zod, because this is a part of the server's bundle.
 */
import * as z from 'zod/mini';
import { readPattern } from '../model/phases/patternText.ts';
import type { Block, CallPattern, PhaseRule, Profile } from '../model/phases/profile.ts';

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

const name = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*$/, 'wants small letters, digits and dashes'));
const sentence = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9`][^]*[.)]\s*$/, 'wants a sentence: a capital first, a full stop last'),
  );
const title = z.string().check(z.regex(/^[A-Z.{]/, 'wants a capital first'), z.maxLength(60));
const link = z.string().check(z.regex(/^https:\/\/\S+$/, 'wants an https link'));
const flag = z.optional(z.boolean());

const pattern = z.string().check(({ value, issues }) => {
  const read = readPattern(value);
  if (typeof read !== 'string') return;
  issues.push({ code: 'custom', message: read, input: value, continue: true });
});
const patterns = z.union([pattern, z.array(pattern)]);
const globs = z.union([z.string(), z.array(z.string())]);

const conditionSchema = z.strictObject({
  script: flag,
  argument: z.optional(globs),
  noArgument: z.optional(globs),
  library: z.optional(globs),
  static: flag,
  shebang: flag,
  otherThread: flag,
});

const ruleSchema = z.strictObject({
  id: name,
  title,
  doc: z.optional(sentence),
  stage: z.optional(z.enum(stages)),
  opens: z.optional(patterns),
  calls: z.optional(patterns),
  ends: z.optional(patterns),
  perFile: flag,
  most: z.optional(z.int().check(z.positive())),
});

const activitySchema = z.strictObject({
  id: name,
  title,
  doc: z.optional(sentence),
  opens: z.optional(patterns),
  calls: patterns,
});

const blockSchema = z.strictObject({
  stage: z.optional(z.enum(stages)),
  phases: z.array(ruleSchema).check(z.minLength(1)),
  also: z.optional(patterns),
  until: z.optional(patterns),
  ends: z.optional(patterns),
  begins: z.optional(patterns),
  lingers: flag,
  when: z.optional(conditionSchema),
});

const profileSchema = z.strictObject({
  name,
  title: z.string(),
  runtime: z.enum(runtimes),
  sources: z.optional(z.array(link)),
  kind: z.optional(z.enum(['system', 'runtime'])),
  rank: z.optional(z.int()),
  recognize: z.optional(
    z.strictObject({
      exe: z.optional(globs),
      library: z.optional(globs),
      script: z.optional(globs),
      calls: z.optional(patterns),
      confirm: z.optional(patterns),
      trusted: flag,
    }),
  ),
  freestanding: flag,
  threads: z.optional(z.enum(['one', 'all'])),
  handover: flag,
  stage: z.optional(z.enum(stages)),
  start: z.optional(z.array(blockSchema)),
  windDown: z.optional(z.array(blockSchema)),
  idle: z.optional(patterns),
  program: z.optional(z.strictObject({ title, doc: z.optional(sentence) })),
  activities: z.optional(z.array(activitySchema)),
  fixed: z.optional(z.array(ruleSchema)),
});

type ProfileData = z.infer<typeof profileSchema>;
type RuleData = z.infer<typeof ruleSchema>;
type BlockData = z.infer<typeof blockSchema>;

/** What is wrong with a profile, and where in it. */
export interface Fault {
  /** Keys and indexes that lead to the value. */
  readonly path: readonly (string | number)[];
  /** The key of that value, where it is one that no profile has. */
  readonly key?: string;
  readonly message: string;
}

/** The profile that `value`, read from YAML, describes, or what is wrong with it. */
export function checkProfile(value: unknown): Profile | readonly Fault[] {
  const checked = profileSchema.safeParse(value);
  if (checked.success) return compileProfile(checked.data);
  return checked.error.issues.flatMap((issue): Fault[] => {
    const path = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue, value) }];
    return issue.keys.map((key) => ({ path, key, message: `nothing is called '${key}' here` }));
  });
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (valueAt(value, issue.path) === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `wants ${wanted[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `wants one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union') return 'wants a text, or a list of texts';
  if (issue.code === 'too_big') return `wants at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `wants at least ${issue.minimum}`;
  return issue.message;
}

const wanted: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'keys and values',
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? new Map<PropertyKey, unknown>(Object.entries(at)).get(String(key))
        : undefined,
    value,
  );
}

/** The profile as the engine wants it: patterns read, defaults filled in. */
function compileProfile(data: ProfileData): Profile {
  const { recognize, fixed, stage, freestanding, handover, start = [], windDown = [] } = data;
  const { title: programTitle, doc } = data.program ?? { title: 'Program' };
  return {
    name: data.name,
    title: data.title,
    runtime: data.runtime,
    sources: data.sources ?? [],
    kind: data.kind ?? 'runtime',
    rank: data.rank ?? 0,
    threads: data.threads ?? 'one',
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
    start: start.map((block) => compileBlock(block, stage ?? 'runtime')),
    windDown: windDown.map((block) => compileBlock(block, 'shutdown')),
    idle: patternsOf(data.idle ?? []),
    program: { title: programTitle, ...docOf(doc) },
    ...(data.activities !== undefined && {
      activities: data.activities.map(({ id, title: activityTitle, doc: why, opens, calls }) => ({
        id,
        title: activityTitle,
        ...docOf(why),
        ...(opens !== undefined && { opens: patternsOf(opens) }),
        calls: patternsOf(calls),
      })),
    }),
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
