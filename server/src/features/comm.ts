import type { Trace } from '../model/trace.ts';
import { stringOf } from '../syntax/readValue.ts';

/**
 * What the process of a line is called: the `-Y` prefix of the line where it has one, else the last
 * part of the path that its latest `execve` ran; undefined where the trace tells neither.
 */
export function commAt(trace: Trace, row: number): string | undefined {
  const line = trace.line(row);
  if (line === undefined) return undefined;
  if (line.prefix.comm !== undefined) {
    return trace.text.text(row).slice(line.prefix.comm.start, line.prefix.comm.end);
  }
  return imageName(trace, trace.processes.processAt(row), row);
}

/** Last part of the path of the program that a process runs at a row; a fork runs its parent's. */
export function imageName(trace: Trace, index: number, row: number): string | undefined {
  const table = trace.processes.processes;
  let at = row;
  for (let owner = index; owner !== -1; ) {
    const process = table[owner];
    if (process === undefined) return undefined;
    const image = process.images.findLast((one) => one.row <= at);
    if (image !== undefined) return executedName(trace, image.row);
    at = process.creatorRow;
    owner = process.parent;
  }
  return undefined;
}

function executedName(trace: Trace, row: number): string | undefined {
  const exec = trace.call(row)?.call;
  const path = exec?.args.find((value) => value.kind === 'string');
  if (exec === undefined || path === undefined) return undefined;
  return stringOf(path, exec.text)?.split('/').at(-1);
}
