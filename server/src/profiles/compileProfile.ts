import { readPattern } from '../model/phases/patternText.ts';
import type { Block, CallPattern, PhaseRule, Profile } from '../model/phases/profile.ts';
import type { BlockData, ProfileData, RuleData } from './profileSchema.ts';

/** The profile as the engine wants it: patterns read, defaults filled in. */
export function compileProfile(data: ProfileData): Profile {
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
      activities: data.activities.map((activity) => ({
        id: activity.id,
        title: activity.title,
        ...docOf(activity.doc),
        ...(activity.holds !== undefined && { holds: activity.holds }),
        ...(activity.opens !== undefined && { opens: patternsOf(activity.opens) }),
        calls: patternsOf(activity.calls),
      })),
    }),
    ...(fixed !== undefined && {
      fixed: fixed.map((rule) => ({ ...compileRule(rule), stage: rule.stage ?? 'program' })),
    }),
  };
}

function compileBlock(data: BlockData, stage: Block['stage']): Block {
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
    ...(data.sources !== undefined && { sources: data.sources }),
  };
}

/** A text of YAML in one line. */
export function lineOf(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function docOf(doc: string | undefined): { doc?: string } {
  return doc === undefined ? {} : { doc: lineOf(doc) };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** The patterns that texts stand for; what is none is left out. */
export function patternsOf(value: string | readonly string[]): CallPattern[] {
  return listOf(value).flatMap((text) => {
    const read = readPattern(text);
    return typeof read === 'string' ? [] : read;
  });
}
