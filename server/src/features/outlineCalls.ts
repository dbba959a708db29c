import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { isCallKind } from '../model/calls.ts';
import type { PhaseRange } from '../model/phases/phaseTable.ts';
import { ArgumentBytes } from '../model/state/argumentBytes.ts';
import type { Trace } from '../model/trace.ts';
import { elapsedPart, failedPart, node, sum } from './outlineNode.ts';
import { counted } from './text.ts';

interface Run {
  readonly name: number;
  readonly first: number;
  last: number;
  count: number;
  failures: number;
}

/**
 * What a phase shows of its calls: of a loop its turns, else runs of calls of the same name. In order;
 * where there are more than `share`, the first ones, and how many are left out.
 */
export function callNodes(trace: Trace, phase: PhaseRange, share: number): DocumentSymbol[] {
  if (share < 2) return [];
  return phase.turnsBegin === 0 ? runNodes(trace, phase, share) : turnNodes(trace, phase, share);
}

interface Turn {
  readonly first: number;
  last: number;
  calls: number;
  failures: number;
}

/** The turns of a loop: each begins with a call of the loop's first name after another one. */
function turnNodes(trace: Trace, phase: PhaseRange, share: number): DocumentSymbol[] {
  const { rows } = trace.text;
  const { calls } = trace.processes;
  const turns: Turn[] = [];
  let last = -1;
  let more = 0;
  let moreFrom = -1;
  for (let row = phase.startRow; row <= phase.endRow; row++) {
    if (!isCallKind(rows.kind(row)) || trace.processes.processAt(row) !== phase.process) continue;
    if (calls.head(row) !== row) continue;
    const name = rows.name(row);
    const begins = turns.length === 0 || (name === phase.turnsBegin && name !== last);
    last = name;
    if (begins && turns.length === share) {
      if (more++ === 0) moreFrom = row;
    } else if (begins) turns.push({ first: row, last: row, calls: 0, failures: 0 });
    const open = turns.at(-1);
    if (more > 0 || open === undefined) continue;
    open.last = row;
    open.calls++;
    if (rows.errno(calls.tail(row)) !== 0) open.failures++;
  }
  const nodes = turns.map((turn, index) => turnNode(trace, turn, index));
  return more === 0
    ? nodes
    : [...nodes, moreNode(trace, counted(more, 'more turn'), [moreFrom, phase.endRow])];
}

function turnNode(trace: Trace, turn: Turn, index: number): DocumentSymbol {
  const parts = [
    counted(turn.calls, 'call'),
    ...(turn.failures === 0 ? [] : [failedPart(turn.failures)]),
    ...elapsedPart(trace, turn.first, turn.last),
  ];
  return node(trace, {
    name: `Turn ${(index + 1).toLocaleString('en-US')}`,
    detail: parts.join(', '),
    kind: SymbolKind.Array,
    rows: [turn.first, turn.last],
    children: [],
  });
}

/** Stands for what a bounded list leaves out. */
function moreNode(trace: Trace, what: string, rows: readonly [number, number]): DocumentSymbol {
  return node(trace, { name: `… ${what}`, detail: '', kind: SymbolKind.Null, rows, children: [] });
}

/** Runs of calls of the same name. */
function runNodes(trace: Trace, phase: PhaseRange, share: number): DocumentSymbol[] {
  const { rows: lines } = trace.text;
  const { calls } = trace.processes;
  const runs: Run[] = [];
  let left = 0;
  for (let row = phase.startRow; row <= phase.endRow; row++) {
    if (!isCallKind(lines.kind(row)) || trace.processes.processAt(row) !== phase.process) continue;
    if (calls.head(row) !== row) continue;
    const failed = lines.errno(calls.tail(row)) === 0 ? 0 : 1;
    const open = runs.at(-1);
    if (open !== undefined && open.name === lines.name(row)) {
      open.last = row;
      open.count++;
      open.failures += failed;
    } else if (runs.length === share) {
      left = phase.calls - sum(runs, (run) => run.count);
      break;
    } else runs.push({ name: lines.name(row), first: row, last: row, count: 1, failures: failed });
  }
  const nodes = runs.map((run) => runNode(trace, run));
  if (left > 0) {
    const from = (runs.at(-1)?.last ?? phase.startRow) + 1;
    const rows: [number, number] = [Math.min(from, phase.endRow), phase.endRow];
    nodes.push(moreNode(trace, counted(left, 'more call'), rows));
  }
  return nodes;
}

function runNode(trace: Trace, run: Run): DocumentSymbol {
  const syscall = trace.text.rows.names[run.name] || 'call';
  const name = run.count === 1 ? syscall : `${syscall} ×${run.count.toLocaleString('en-US')}`;
  const detail = run.count === 1 ? callDetail(trace, run.first) : failedPart(run.failures);
  return node(trace, {
    name,
    detail,
    kind: SymbolKind.Function,
    rows: [run.first, run.last],
    children: [],
  });
}

/**
 * The first string among the arguments, and the errno: what tells one call from the next. Read from
 * the bytes: an outline has thousands of these, and is the first that a reader waits for.
 */
function callDetail(trace: Trace, row: number): string {
  const { rows } = trace.text;
  const { calls } = trace.processes;
  const args = new ArgumentBytes(trace.text, calls);
  args.load(row);
  const errno = rows.names[rows.errno(calls.tail(row))] ?? '';
  return [args.firstString, errno].filter((part) => part !== '').join(' ');
}
