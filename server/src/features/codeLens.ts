import type { CodeLens } from 'vscode-languageserver-types';
import type { Trace } from '../model/trace.ts';
import { RowKind } from '../syntax/kinds.ts';
import { imageName } from './comm.ts';
import { counted, plainLabel, spanText } from './text.ts';

const labelLength = 160;

/**
 * A line above the first of each process: command, exit status, calls, time, and a step to the next
 * process. At most `limit` processes. None for a trace of one process, where the outline says it.
 */
export function codeLens(trace: Trace, limit: number): CodeLens[] {
  const { processes, tasks } = trace.processes;
  if (processes.length < 2) return [];
  const calls = new Map<number, number>();
  for (const phase of trace.phases.phases) {
    calls.set(phase.process, (calls.get(phase.process) ?? 0) + phase.calls);
  }
  return processes.slice(0, limit).flatMap((process, index) => {
    const range = {
      start: { line: process.firstRow, character: 0 },
      end: { line: process.firstRow, character: 0 },
    };
    const leader = tasks[process.tasks[0] ?? -1];
    const span = trace.times.elapsed(process.lastRow) - trace.times.elapsed(process.firstRow);
    const title = [
      `${process.pid ?? 'Process'} ${imageName(trace, index, process.lastRow) ?? ''}`.trim(),
      ...(leader === undefined || leader.exitRow === -1 ? [] : [exitText(trace, leader.exitRow)]),
      counted(calls.get(index) ?? 0, 'call'),
      ...(Number.isNaN(span) ? [] : [spanText(span)]),
    ].join(' · ');
    const next = processes[index + 1];
    return [
      { range, command: { title: plainLabel(title, labelLength), command: '' } },
      ...(next === undefined
        ? []
        : [
            {
              range,
              command: {
                title: 'next process',
                command: 'strace.goToLine',
                arguments: [next.firstRow],
              },
            },
          ]),
    ];
  });
}

/** `exited with 2`, `killed by SIGKILL`. */
function exitText(trace: Trace, row: number): string {
  const { rows } = trace.text;
  if (rows.kind(row) !== RowKind.exit) return '';
  const signal = rows.name(row);
  return signal === 0 ? `exited with ${rows.result(row)}` : `killed by ${rows.names[signal]}`;
}
