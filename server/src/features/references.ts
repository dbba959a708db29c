import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Range,
} from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { isCallKind } from '../model/calls.ts';
import type { Trace } from '../model/trace.ts';
import { numberOf, pathOf } from '../syntax/readValue.ts';
import { rowsWith } from '../syntax/rowsWith.ts';
import type { Span } from '../syntax/tree.ts';
import { rowRange, spanRange } from './location.ts';
import { columnsOn, type Subject, subjectAt, typedValues } from './subject.ts';

/** One word that stands for the same thing. */
interface Use {
  readonly row: number;
  /** Undefined for the line as a whole. */
  readonly span: Span | undefined;
  readonly isOrigin: boolean;
}

/** All uses of what is under the cursor, in order, at most `limit`; empty where nothing is. */
export function references(
  trace: Trace,
  knowledge: Knowledge,
  place: { readonly row: number; readonly column: number },
  limit: number,
): Location[] {
  return usesAt(trace, knowledge, place, limit).map((use) => ({
    uri: trace.text.uri,
    range: rangeOf(trace, use),
  }));
}

/** The same uses for the editor to mark; where a thing is made counts as written. */
export function documentHighlight(
  trace: Trace,
  knowledge: Knowledge,
  place: { readonly row: number; readonly column: number },
  limit: number,
): DocumentHighlight[] {
  return usesAt(trace, knowledge, place, limit).map((use) => ({
    range: rangeOf(trace, use),
    kind: use.isOrigin ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

function usesAt(
  trace: Trace,
  knowledge: Knowledge,
  place: { readonly row: number; readonly column: number },
  limit: number,
): Use[] {
  const subject = subjectAt(trace, knowledge, place);
  return subject === undefined ? [] : usesOf(trace, knowledge, subject, limit);
}

function rangeOf(trace: Trace, { row, span }: Use): Range {
  return span === undefined ? rowRange(trace, row) : spanRange(row, span);
}

function usesOf(trace: Trace, knowledge: Knowledge, subject: Subject, limit: number): Use[] {
  switch (subject.kind) {
    case 'call':
      return subject.rows.map((row) => ({ row, span: undefined, isOrigin: false }));
    case 'task':
      return taskUses(trace, subject.task, limit);
    case 'descriptor': {
      const { descriptor } = subject;
      const rows = trace.descriptors.uses(descriptor).slice(0, limit);
      return rows.flatMap((row) =>
        fdUses(trace, knowledge, row, descriptor.fd).map((use) => ({
          ...use,
          isOrigin: row === descriptor.originRow,
        })),
      );
    }
    case 'path':
      return pathUses(trace, knowledge, subject.path, limit);
    case 'signal':
    case 'address':
    case 'wait':
      return [];
  }
}

/** Every line of a thread, at its number. */
function taskUses(trace: Trace, task: number, limit: number): Use[] {
  const known = trace.processes.tasks[task];
  const uses: Use[] = [];
  if (known === undefined) return uses;
  if (known.creatorRow !== -1)
    uses.push({ row: known.creatorRow, span: undefined, isOrigin: true });
  for (let row = known.firstRow; row <= known.lastRow && uses.length < limit; row++) {
    if (trace.processes.taskAt(row) !== task) continue;
    const span = tidSpan(trace, row);
    if (span !== undefined) uses.push({ row, span, isOrigin: false });
  }
  return uses;
}

const tidPattern = /^(?:\[pid +)?(\d+)/;

/** The thread's number, which begins a line where there is one. */
function tidSpan(trace: Trace, row: number): Span | undefined {
  const { rows } = trace.text;
  if (rows.colored(row)) return trace.line(row)?.prefix.tid;
  const [all, digits] = (rows.tid(row) > 0 && tidPattern.exec(trace.text.text(row))) || [];
  if (all === undefined || digits === undefined) return undefined;
  return { start: all.length - digits.length, end: all.length };
}

/**
 * Calls whose one descriptor is their first argument. They are most of a trace, and where a
 * descriptor is used ten thousand times they are not taken apart.
 */
const plainCalls = new Set([
  'read',
  'write',
  'readv',
  'writev',
  'pread64',
  'pwrite64',
  'recvfrom',
  'sendto',
  'lseek',
  'fstat',
  'close',
  'fsync',
  'fdatasync',
  'ftruncate',
  'getdents64',
]);

/** The number of a plain call on one line; undefined where the call has to be taken apart. */
function plainUse(trace: Trace, row: number, fd: number): Use | undefined {
  const { rows, bytes } = trace.text;
  const name = rows.names[rows.name(row)] ?? '';
  if (!plainCalls.has(name) || rows.colored(row) || trace.processes.calls.next(row) !== -1) {
    return undefined;
  }
  const start = rows.argsStart(row);
  const digits = String(fd);
  for (let index = 0; index < digits.length; index++) {
    if (bytes[start + index] !== digits.charCodeAt(index)) return undefined;
  }
  const after = bytes[start + digits.length];
  if (after !== comma && after !== less && after !== closing) return undefined;
  const column = trace.text.column(row, start);
  return { row, span: { start: column, end: column + digits.length }, isOrigin: false };
}

const comma = 0x2c;
const less = 0x3c;
const closing = 0x29;

/** Where a call says the number of a descriptor, on each of its lines. */
function fdUses(trace: Trace, knowledge: Knowledge, row: number, fd: number): Use[] {
  const plain = plainUse(trace, row, fd);
  if (plain !== undefined) return [plain];
  const found = trace.call(row);
  if (found === undefined) return [];
  const uses: Use[] = [];
  for (const { value, context } of typedValues(found.call, knowledge)) {
    if (context.type !== 'fd' && context.type !== 'dirfd') continue;
    if (value.kind !== 'number' || Number(numberOf(value, found.call.text)) !== fd) continue;
    for (const [piece, at] of found.rows.entries()) {
      const span = columnsOn(found.call, piece, value);
      if (span !== undefined) uses.push({ row: at, span, isOrigin: false });
    }
  }
  return uses.length === 0 ? [{ row, span: undefined, isOrigin: false }] : uses;
}

/** Every call that names a path. Only lines that hold it are taken apart. */
function pathUses(trace: Trace, knowledge: Knowledge, path: string, limit: number): Use[] {
  const { rows } = trace.text;
  const uses: Use[] = [];
  for (const row of rowsWith(trace.text, path)) {
    if (uses.length >= limit) break;
    if (!isCallKind(rows.kind(row))) continue;
    const found = trace.call(row);
    if (found === undefined) continue;
    for (const { value, context } of typedValues(found.call, knowledge)) {
      if (value.kind !== 'string' || context.type !== 'path') continue;
      if (pathOf(value, found.call.text) !== path) continue;
      const span = columnsOn(found.call, found.rows.indexOf(row), value);
      if (span !== undefined) uses.push({ row, span, isOrigin: false });
    }
  }
  return uses;
}
