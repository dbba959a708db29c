/** The form of a phase profile. Its texts are shown to people who write one. */
import * as z from 'zod/mini';
import { about, link, listOf, maybe, name, pattern, runtimes, stages, title } from './form.ts';

const patterns = z.union([pattern, z.array(pattern)]);
const sentence = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9`][^]*[.)]\s*$/, 'wants a sentence: a capital first, a full stop last'),
  );
const globs = listOf(z.string());
const flag = z.boolean();
const stage = z.enum(stages);

const conditionSchema = z.strictObject({
  script: maybe('The command line names a script.', flag),
  argument: maybe('One of these globs fits an argument of the command line.', globs),
  noArgument: maybe('None of these globs fits an argument of the command line.', globs),
  library: maybe('A library was opened whose file name one of these globs fits.', globs),
  static: maybe('The program has no dynamic loader.', flag),
  shebang: maybe('The program is a script that names the runtime in its first line.', flag),
  otherThread: maybe('Another thread ended the block before than the one that starts up.', flag),
});

const ruleSchema = z.strictObject({
  id: about('Second part of the id of the phase, after the name of the profile.', name),
  title: about(
    'What the outline shows. `{file}` stands for the file of the call that opens it.',
    title,
  ),
  doc: maybe('What happens and why, in one to three sentences.', sentence),
  stage: maybe('Where it differs from the stage of the block.', stage),
  opens: maybe('Calls that open the phase; where absent, any of `calls`.', patterns),
  calls: maybe('Calls that go on with it.', patterns),
  ends: maybe('Calls after which it is over.', patterns),
  perFile: maybe('Opens anew for every file name.', flag),
  most: maybe('How many calls it takes at most.', z.int().check(z.positive())),
  sources: maybe(
    'Where the knowledge of it is from, if not from those of the profile.',
    z.array(link),
  ),
});

const activitySchema = z.strictObject({
  id: about('Second part of the id of the phase, after the name of the profile.', name),
  title: about('What the outline shows.', title),
  doc: maybe('What the program is at, in one to three sentences.', sentence),
  holds: maybe(
    'For how many calls it goes on after one that speaks for it, whatever the others speak for.',
    z.int().check(z.positive()),
  ),
  opens: maybe('Calls that begin such a part at once.', patterns),
  calls: about('Calls that speak for it: where more than half do so, a part begins.', patterns),
});

const blockSchema = z.strictObject({
  stage: maybe('Stage of its phases.', stage),
  phases: about('They come in any order.', z.array(ruleSchema).check(z.minLength(1))),
  also: maybe('Calls that stay in whatever phase is open.', patterns),
  until: maybe('It takes every call, up to and with one of these.', patterns),
  ends: maybe('It is over after one of these, and takes no others for that.', patterns),
  begins: maybe('It can only begin with one of these calls.', patterns),
  lingers: maybe('Its calls may come between those of the blocks before.', flag),
  when: maybe('The block counts only where all of this holds.', conditionSchema),
});

const recognitionSchema = z.strictObject({
  exe: maybe('Globs for the file name of the program or its `argv[0]`: a hint.', globs),
  library: maybe('Globs for libraries that the loader opened: a hint.', globs),
  script: maybe('Globs for the file name of a program that is a script with `#!`: a hint.', globs),
  calls: maybe('Calls that prove the runtime by themselves.', patterns),
  confirm: maybe('Calls that prove a hint.', patterns),
  trusted: maybe('A hint needs no proof.', flag),
});

export const profileSchema = z.strictObject({
  name: about('First part of the ids of its phases.', name),
  title: about('What the profile is of, for people.', z.string()),
  runtime: about('What `strace/phases` tells as the runtime of its phases.', z.enum(runtimes)),
  sources: maybe('Where the knowledge is from.', z.array(link)),
  kind: maybe(
    '`system`: tried for every program besides that of its runtime. `runtime`: the only one of a program.',
    z.enum(['system', 'runtime']),
  ),
  rank: maybe('Of two runtimes that are proved, the higher one wins.', z.int()),
  recognize: maybe('Which programs are of this runtime.', recognitionSchema),
  freestanding: maybe('The runtime does without a C library.', flag),
  threads: maybe(
    'Whose calls count: those of the thread that starts up, or those of all.',
    z.enum(['one', 'all']),
  ),
  handover: maybe('The thread whose call ends an `until` block is the one to follow.', flag),
  stage: maybe('Stage of the blocks of `start` that name none.', stage),
  start: maybe('Blocks from `execve` to the first call of the program.', z.array(blockSchema)),
  windDown: maybe('Blocks from the last call of the program to the exit.', z.array(blockSchema)),
  idle: maybe('What other threads do meanwhile.', patterns),
  program: maybe(
    "The program's own phase.",
    z.strictObject({
      title: about('What the outline shows.', title),
      doc: maybe('What a reader should know of it.', sentence),
    }),
  ),
  activities: maybe('What programs do while they run.', z.array(activitySchema)),
  fixed: maybe('Phases that the engine itself finds.', z.array(ruleSchema)),
});

export type ProfileData = z.infer<typeof profileSchema>;
export type RuleData = z.infer<typeof ruleSchema>;
export type BlockData = z.infer<typeof blockSchema>;
