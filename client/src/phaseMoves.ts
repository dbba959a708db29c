import type { Explanation, Phase } from '../../server/src/protocol.ts';

/** What a fold command needs to know of a folding range. Lines from 0, `end` inclusive. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/** The process whose line this is, by its phases. Empty only where there are no phases at all. */
export function processAt(
  phases: readonly Phase[],
  line: number,
  explanation?: Explanation,
): readonly Phase[] {
  const named =
    phases.find(({ id }) => id === explanation?.phase) ??
    (explanation?.pid === undefined
      ? undefined
      : phases.find(({ pid }) => pid === explanation.pid)) ??
    phases.findLast(({ startLine, endLine }) => startLine <= line && line <= endLine) ??
    phases[0];
  return phases.filter(({ pid }) => pid === named?.pid);
}

/** The first phase of a process that starts below the line. */
export function nextPhase(process: readonly Phase[], line: number): Phase | undefined {
  return process.find(({ startLine }) => startLine > line);
}

/** The last phase of a process that starts above the line: at first the cursor's own. */
export function previousPhase(process: readonly Phase[], line: number): Phase | undefined {
  return process.findLast(({ startLine }) => startLine < line);
}

/**
 * Where the program starts that a process runs at this line: after an `execve` it is another one.
 * Where that program has no such phase, the process's first, if any.
 */
export function programStart(process: readonly Phase[], line: number): Phase | undefined {
  const exec = process.findLastIndex(
    ({ stage, startLine }) => stage === 'exec' && startLine <= line,
  );
  const image = process.slice(Math.max(exec, 0));
  const end = image.findIndex(({ stage }, index) => index > 0 && stage === 'exec');
  return image.slice(0, end < 0 ? undefined : end).find(isProgram) ?? process.find(isProgram);
}

/** Folding ranges in which nothing belongs to a program: folding them leaves only programs. */
export function foldsWithoutProgram(
  folds: readonly Fold[],
  phases: readonly Phase[],
): readonly Fold[] {
  const programs = phases.filter(isProgram);
  return folds.filter(
    ({ start, end }) =>
      phases.some(({ startLine, endLine }) => startLine <= end && start <= endLine) &&
      !programs.some(({ startLine, endLine }) => startLine <= end && start <= endLine),
  );
}

function isProgram({ stage }: Phase): boolean {
  return stage === 'program';
}
