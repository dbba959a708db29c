import type { Trace } from '../model/trace.ts';
import type { Phrase } from './readOutCode.ts';

/** How much of a path a reason shows. */
const place = /(\{path\}|\{file\})/;

/**
 * Why the call or the signal of a row is there, in one or two sentences; undefined where the data has
 * no reason for it. What a reason says of a file stands in a code span.
 */
export function whyOf(trace: Trace, row: number): Phrase | undefined {
  const found = trace.reasons.at(row);
  if (found === undefined) return undefined;
  const { reason, path } = found;
  return reason.why.split(place).map((part) => {
    if (part !== '{path}' && part !== '{file}') return part;
    if (path === undefined || path === '') return 'the file';
    return { code: part === '{path}' ? path : lastPart(path) };
  });
}

/** Whether the data says that a failure like that of the row's call is nothing to worry about. */
export function isUsualHere(trace: Trace, row: number): boolean {
  const { rows } = trace.text;
  const errno = rows.names[rows.errno(trace.processes.calls.tail(row))] ?? '';
  return trace.reasons.at(row)?.usual.includes(errno) === true;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1);
}
