import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-types';
import type { PhaseRange } from '../model/phases/phaseTable.ts';
import type { Trace } from '../model/trace.ts';
import type { Runtime, Stage } from '../protocol.ts';
import { imageName } from './comm.ts';
import { callNodes } from './outlineCalls.ts';
import { elapsedPart, failedPart, node, sum } from './outlineNode.ts';
import { threadNodes } from './outlineThreads.ts';
import { counted, sizeText } from './text.ts';

/** Part of the nodes that calls may be; threads and processes take the rest. */
const shareOfCalls = 7 / 8;
/** Most runs of calls that one phase shows. */
const runsPerPhase = 60;
/** Fewer bytes are not worth a place in a detail. */
const leastShown = 1024;

const stageTitles: Readonly<Record<Stage, string>> = {
  exec: 'Exec',
  loader: 'Dynamic loader',
  libc: 'C library',
  runtime: 'Runtime',
  program: 'Program',
  shutdown: 'Shutdown',
};

const runtimeTitles: Readonly<Record<Runtime, string>> = {
  c: 'C',
  cpp: 'C++',
  go: 'Go',
  rust: 'Rust',
  python: 'Python',
  node: 'Node.js',
  java: 'Java',
  dotnet: '.NET',
  ruby: 'Ruby',
  perl: 'Perl',
  php: 'PHP',
  lua: 'Lua',
  tcl: 'Tcl',
  awk: 'awk',
  bash: 'bash',
  dash: 'dash',
  busybox: 'BusyBox',
  unknown: '',
};

/**
 * The outline: process (where there is more than one), stage, phase, then runs of calls, or turns of
 * a loop; after its stages, the threads of a process that has several. Holds at
 * most `limit` nodes, or one for each phase where there are more; what is left out is counted in
 * the detail of the node that stands for it. Empty for a text that is no trace.
 */
export function documentSymbol(trace: Trace, limit: number): DocumentSymbol[] {
  const { phases } = trace.phases;
  if (phases.length === 0) return [];
  const byProcess = groupByProcess(phases);
  const shown = [...byProcess].slice(0, Math.max(1, Math.floor(limit / 8)));
  const forCalls = limit * shareOfCalls - phases.length * 1.5;
  const share = Math.min(runsPerPhase, Math.floor(forCalls / phases.length));
  const threadLimit = Math.floor(limit / 8 / shown.length);
  const nodes = shown.map(([index, own]) => {
    const stages = stageNodes(trace, own, Math.max(0, share));
    const children = [...stages, ...threadNodes(trace, index, threadLimit)];
    return byProcess.size === 1 ? children : [processNode(trace, index, own, children)];
  });
  const hidden = [...byProcess].slice(shown.length);
  if (hidden.length > 0)
    nodes.push([
      restNode(
        trace,
        hidden.map(([, own]) => own),
      ),
    ]);
  return nodes.flat();
}

function groupByProcess(phases: readonly PhaseRange[]): Map<number, PhaseRange[]> {
  const groups = new Map<number, PhaseRange[]>();
  for (const phase of phases) {
    const group = groups.get(phase.process);
    if (group === undefined) groups.set(phase.process, [phase]);
    else group.push(phase);
  }
  return groups;
}

function processNode(
  trace: Trace,
  index: number,
  own: readonly PhaseRange[],
  children: DocumentSymbol[],
): DocumentSymbol {
  const process = trace.processes.processes[index];
  const last = own.at(-1)?.endRow ?? 0;
  const comm = imageName(trace, index, last);
  const number = process?.pid === undefined ? 'Process' : String(process.pid);
  const threads = process?.tasks.length ?? 1;
  const calls = sum(own, (phase) => phase.calls);
  const detail = [
    counted(calls, 'call'),
    ...(threads > 1 ? [counted(threads, 'thread')] : []),
    ...elapsedPart(trace, own[0]?.startRow ?? 0, last),
  ].join(', ');
  return node(trace, {
    name: comm === undefined ? number : `${number} ${comm}`,
    detail,
    kind: SymbolKind.Module,
    rows: [own[0]?.startRow ?? 0, last],
    children,
  });
}

/** Stages in order; a new program image starts them again. */
function stageNodes(trace: Trace, own: readonly PhaseRange[], share: number): DocumentSymbol[] {
  const groups: PhaseRange[][] = [];
  for (const phase of own) {
    const open = groups.at(-1);
    const startsAgain = phase.stage === 'exec' && open?.[0]?.stage === 'exec';
    if (open?.[0]?.stage === phase.stage && !startsAgain) open.push(phase);
    else groups.push([phase]);
  }
  return groups.map((group) => {
    const first = group[0]?.startRow ?? 0;
    const last = group.at(-1)?.endRow ?? first;
    return node(trace, {
      name: stageName(group),
      detail: [...outcomeOf(group), figures(trace, group, first, last)].join(', '),
      kind: SymbolKind.Namespace,
      rows: [first, last],
      children: group.map((phase) => phaseNode(trace, phase, share)),
    });
  });
}

/** How the process ended, as the last phase of its shutdown tells it. */
function outcomeOf(group: readonly PhaseRange[]): string[] {
  const last = group.at(-1);
  if (last?.stage !== 'shutdown') return [];
  return [`${last.title.charAt(0).toLowerCase()}${last.title.slice(1)}`];
}

function stageName(group: readonly PhaseRange[]): string {
  const stage = group[0]?.stage ?? 'program';
  const runtime = group.find((phase) => phase.runtime !== undefined)?.runtime;
  if (stage !== 'runtime' || runtime === undefined || runtime === 'unknown') {
    return stageTitles[stage];
  }
  return `${runtimeTitles[runtime]} runtime`;
}

function phaseNode(trace: Trace, phase: PhaseRange, share: number): DocumentSymbol {
  return node(trace, {
    name: phase.title,
    detail: figures(trace, [phase], phase.startRow, phase.endRow),
    kind: SymbolKind.Event,
    rows: [phase.startRow, phase.endRow],
    children: callNodes(trace, phase, share),
  });
}

function restNode(trace: Trace, hidden: readonly (readonly PhaseRange[])[]): DocumentSymbol {
  const all = hidden.flat();
  const first = all[0]?.startRow ?? 0;
  return node(trace, {
    name: `… ${counted(hidden.length, 'more process', 'more processes')}`,
    detail: counted(
      sum(all, (phase) => phase.calls),
      'call',
    ),
    kind: SymbolKind.Null,
    rows: [first, all.reduce((last, phase) => Math.max(last, phase.endRow), first)],
    children: [],
  });
}

function figures(trace: Trace, group: readonly PhaseRange[], first: number, last: number): string {
  const failures = sum(group, (phase) => phase.failures);
  return [
    counted(
      sum(group, (phase) => phase.calls),
      'call',
    ),
    ...(failures === 0 ? [] : [failedPart(failures)]),
    ...elapsedPart(trace, first, last),
    ...sizePart(
      sum(group, (phase) => phase.bytes),
      'moved',
    ),
    ...sizePart(
      sum(group, (phase) => phase.reserved),
      'mapped',
    ),
  ].join(', ');
}

function sizePart(bytes: number, what: string): string[] {
  return bytes < leastShown ? [] : [`${sizeText(bytes)} ${what}`];
}
