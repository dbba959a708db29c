import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import { RowKind } from '../syntax/kinds.ts';
import type { Trace } from '../model/trace.ts';

interface Fold {
  readonly first: number;
  readonly last: number;
}

/**
 * What can be folded: stages and phases, stack frames and hexdumps under their line, signal
 * handling. Of processes that interleave only what lies apart or nests is offered, the longest
 * first. At most `limit` ranges.
 */
export function foldingRange(trace: Trace, limit: number): FoldingRange[] {
  const folds = [...stageFolds(trace), ...phaseFolds(trace), ...attachedFolds(trace)]
    .filter((fold) => fold.last > fold.first)
    .toSorted((a, b) => a.first - b.first || b.last - a.last);
  const open: Fold[] = [];
  const ranges: FoldingRange[] = [];
  for (const fold of folds) {
    for (let top = open.at(-1); top !== undefined && top.last < fold.first; top = open.at(-1)) {
      open.pop();
    }
    const around = open.at(-1);
    if (around !== undefined && (fold.last > around.last || fold.first === around.first)) continue;
    open.push(fold);
    ranges.push({ startLine: fold.first, endLine: fold.last, kind: FoldingRangeKind.Region });
  }
  if (ranges.length <= limit) return ranges;
  return ranges
    .toSorted((a, b) => b.endLine - b.startLine - (a.endLine - a.startLine))
    .slice(0, limit)
    .toSorted((a, b) => a.startLine - b.startLine);
}

/** Each stage of each program image of a process, where no other process writes in between. */
function* stageFolds(trace: Trace): Iterable<Fold> {
  const open = new Map<number, { stage: string; first: number; last: number }>();
  for (const phase of trace.phases.phases) {
    const stage = open.get(phase.process);
    if (stage !== undefined && stage.stage === phase.stage && phase.stage !== 'exec') {
      stage.last = phase.endRow;
      continue;
    }
    if (stage !== undefined && isWhole(trace, stage.first, stage.last)) yield stage;
    open.set(phase.process, { stage: phase.stage, first: phase.startRow, last: phase.endRow });
  }
  for (const stage of open.values()) if (isWhole(trace, stage.first, stage.last)) yield stage;
}

function* phaseFolds(trace: Trace): Iterable<Fold> {
  for (const phase of trace.phases.phases) {
    if (isWhole(trace, phase.startRow, phase.endRow)) {
      yield { first: phase.startRow, last: phase.endRow };
    }
  }
}

/** Whether every row between belongs to the same process. */
function isWhole(trace: Trace, first: number, last: number): boolean {
  const { processes } = trace;
  if (processes.processes.length === 1) return true;
  const owner = processes.processAt(first);
  for (let row = first; row <= last; row++) if (processes.processAt(row) !== owner) return false;
  return true;
}

/** Lines that hang on the line before them, and signals up to the return of their handler. */
function* attachedFolds(trace: Trace): Iterable<Fold> {
  const { rows } = trace.text;
  const sigreturn = rows.nameId('rt_sigreturn');
  const signals = new Map<number, number>();
  let head = -1;
  for (let row = 0; row < rows.length; row++) {
    const kind = rows.kind(row);
    if (kind === RowKind.frame || kind === RowKind.hexdump) continue;
    if (head !== -1 && row - 1 > head) yield { first: head, last: row - 1 };
    head = row;
    if (kind !== RowKind.signal && (sigreturn === 0 || rows.name(row) !== sigreturn)) continue;
    const task = trace.processes.taskAt(row);
    if (kind === RowKind.signal) signals.set(task, row);
    else {
      const first = signals.get(task);
      if (first !== undefined && trace.processes.processes.length === 1) {
        yield { first, last: row };
      }
      signals.delete(task);
    }
  }
  if (head !== -1 && rows.length - 1 > head) yield { first: head, last: rows.length - 1 };
}
