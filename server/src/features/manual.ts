import { syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Trace } from '../model/trace.ts';
import type { ManualResult } from '../protocol.ts';
import { columnOf } from '../syntax/joinCall.ts';
import { RowKind } from '../syntax/kinds.ts';
import { contains, manualUrl } from './hoverPart.ts';

/** The manual page of what is at a place: an errno, a signal, else the syscall of the line. */
export function manual(
  trace: Trace,
  knowledge: Knowledge,
  { row, column }: { readonly row: number; readonly column: number },
): ManualResult | undefined {
  const kind = trace.text.rows.kind(row);
  if (kind === RowKind.signal || kind === RowKind.stopped) return resultOf('signal.7');
  const found = trace.call(row);
  if (found === undefined) return undefined;
  const { call, rows } = found;
  const joined = columnOf(call, { piece: rows.indexOf(row), column });
  if (joined !== undefined && contains(call.result?.errno, joined)) return resultOf('errno.3');
  const syscall = syscallOf(call, knowledge);
  return syscall === undefined ? undefined : resultOf(syscall.man ?? `${syscall.name}.2`);
}

function resultOf(page: string): ManualResult | undefined {
  const url = manualUrl(page);
  return url === undefined ? undefined : { page, url };
}
