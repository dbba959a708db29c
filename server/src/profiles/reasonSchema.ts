/** The form of reasons (`data/reasons/*.yaml` and those of users), and how they compile. */
import * as z from 'zod/mini';
import { readPattern } from '../model/phases/patternText.ts';
import type { Reason } from '../model/reasons/reason.ts';
import { lineOf, patternsOf } from './compileProfile.ts';
import { about, link, listOf, maybe, meaning, name, pattern, runtimes, stages } from './form.ts';

/** How many calls of the same thread `after` and `before` look at, where the reason does not say. */
const usualReach = 4;
const farthest = 32;
const longestWhy = 420;

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

const sentence = z
  .string()
  .check(
    z.regex(/^[A-Z`{][^]*[.)]\s*$/, 'wants a sentence: a capital first, a full stop last'),
    z.maxLength(longestWhy, 'is longer than two sentences should be'),
  );
const meant = pattern.check(({ value, issues }) => {
  const read = readPattern(value);
  if (typeof read === 'string' || read.every(({ opens }) => opens === undefined)) return;
  const message = "'->' is for phases: 'on' fits paths here";
  issues.push({ code: 'custom', message, input: value, continue: true });
}, meaning('call-pattern'));
const patterns = listOf(meant);
const errno = z
  .string()
  .check(z.regex(/^E[A-Z0-9_]+$/, 'wants the name of an errno'), meaning('errno'));
const signal = z
  .string()
  .check(z.regex(/^SIG[A-Z0-9_]+$/, 'wants the name of a signal'), meaning('signal'));

/** What a reason may want of the place that a line is at; a file may give it for all its reasons. */
const place = {
  stage: maybe('Stages of the phase that the line is in.', listOf(z.enum(stages))),
  runtime: maybe('Runtimes of the phase that the line is in.', listOf(z.enum(runtimes))),
  phase: maybe(
    'Globs for the id of the phase that the line is in: `loader.libraries`, `go.*`.',
    listOf(z.string().check(meaning('phase'))),
  ),
  program: maybe(
    'Globs for the file name of the program that runs, or its `argv[0]`.',
    listOf(z.string()),
  ),
};

const reasonSchema = z
  .strictObject({
    name: about('Names the reason where it is listed.', name),
    match: maybe('The calls that it explains.', patterns),
    signal: maybe('The signals that it explains, instead of `match`.', listOf(signal)),
    errno: maybe('The call failed with one of these.', listOf(errno)),
    ...place,
    after: maybe('One of the calls before, of the same thread, is such a call.', patterns),
    before: maybe('One of the calls that follow, of the same thread, is such a call.', patterns),
    within: maybe(
      'How many calls `after` and `before` look at: 4 where absent.',
      z.int().check(z.positive(), z.maximum(farthest)),
    ),
    usual: maybe(
      'Whether a failure is nothing to worry about: with the errnos of `errno`, else those that say ' +
        'that something is not there or not of that kind.',
      z.boolean(),
    ),
    why: about(
      'Why the call is here, in one or two sentences. `{path}` and `{file}` stand for the path of the ' +
        'call and its last part.',
      sentence,
    ),
    sources: maybe('Where the knowledge is from.', z.array(link)),
  })
  .check(({ value, issues }) => {
    if (value.match !== undefined || value.signal !== undefined) return;
    issues.push({ code: 'custom', message: 'wants match or signal', input: value, continue: true });
  });

/** The reasons of a file: at least one, of different names. */
export const reasonList = z.array(reasonSchema).check(z.minLength(1), ({ value, issues }) => {
  const seen = new Set<string>();
  value.forEach(({ name: called }, index) => {
    const message = `'${called}' is there twice`;
    const path = [index, 'name'];
    if (seen.has(called)) issues.push({ code: 'custom', path, message, input: value });
    seen.add(called);
  });
});

export const reasonsSchema = z.strictObject({
  about: maybe('What the reasons are about, for people.', z.string()),
  sources: maybe('Where the knowledge is from.', z.array(link)),
  ...place,
  reasons: about('Why lines are there.', reasonList),
});

export type ReasonsData = z.infer<typeof reasonsSchema>;

/** The reasons of a file as the engine wants them: patterns read, what the file says filled in. */
export function compileReasons(data: ReasonsData, file: string): Reason[] {
  return data.reasons.map((reason): Reason => {
    const stage = reason.stage ?? data.stage;
    const runtime = reason.runtime ?? data.runtime;
    const phase = reason.phase ?? data.phase;
    const program = reason.program ?? data.program;
    const usual = reason.errno === undefined ? harmless : asList(reason.errno);
    return {
      name: `${file}.${reason.name}`,
      match: patternsOf(reason.match ?? []),
      ...(reason.signal !== undefined && { signal: asList(reason.signal) }),
      ...(reason.errno !== undefined && { errno: asList(reason.errno) }),
      ...(stage !== undefined && { stage: asList(stage) }),
      ...(runtime !== undefined && { runtime: asList(runtime) }),
      ...(phase !== undefined && { phase: asList(phase) }),
      ...(program !== undefined && { program: asList(program) }),
      ...(reason.after !== undefined && { after: patternsOf(reason.after) }),
      ...(reason.before !== undefined && { before: patternsOf(reason.before) }),
      within: reason.within ?? usualReach,
      why: lineOf(reason.why),
      ...(reason.usual !== undefined && { usual: reason.usual ? usual : [] }),
    };
  });
}

function asList<Item>(value: Item | readonly Item[]): readonly Item[] {
  return isList(value) ? value : [value];
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
