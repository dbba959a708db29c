/**
 * `npm run data:coverage [FILES]`: which share of the names in traces has an explanation, and which
 * names have none, most frequent first. Without FILES, the traces of test/corpus.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  argumentContext,
  childContext,
  ioctlOf,
  signalContext,
  type Place,
} from '../src/knowledge/context.ts';
import { knowledge } from '../src/knowledge/knowledge.ts';
import type { CallTable } from '../src/model/calls.ts';
import { foldProcesses } from '../src/model/processes.ts';
import { joinCall, type JoinedCall } from '../src/syntax/joinCall.ts';
import { RowKind } from '../src/syntax/kinds.ts';
import { parseLine } from '../src/syntax/parseLine.ts';
import { spanText, valueText } from '../src/syntax/readValue.ts';
import { TraceText } from '../src/syntax/traceText.ts';
import type { Value } from '../src/syntax/tree.ts';

const kinds = ['syscall', 'constant', 'ioctl', 'errno', 'signal', 'field', 'argument'] as const;
type Kind = (typeof kinds)[number];

interface Token {
  readonly kind: Kind;
  readonly name: string;
  /** Where it stood: the syscall, and the argument or structure. */
  readonly where: string;
  readonly explained: boolean;
}

/** So many places are named of each missing name. */
const shownPlaces = 4;
const corpus = path.join(path.dirname(new URL(import.meta.url).pathname), '../../test/corpus');
const files = process.argv.length > 2 ? process.argv.slice(2) : tracesUnder(corpus);
const counts = new Map<Kind, { all: number; explained: number }>(
  kinds.map((kind) => [kind, { all: 0, explained: 0 }]),
);
/** How often each name without an explanation occurs, and where. */
const missing = new Map<string, { times: number; places: Set<string> }>();
for (const file of files) {
  const text = TraceText.create(file, 'strace', 1, readFileSync(file, 'utf8'));
  const { calls } = foldProcesses(text);
  for (let row = 0; row < text.rows.length; row++) tokensOf({ text, calls }, row, count);
}
print();

function count({ kind, name, where, explained }: Token): void {
  const sum = counts.get(kind);
  if (sum === undefined) return;
  sum.all++;
  if (explained) {
    sum.explained++;
    return;
  }
  const key = `${kind.padEnd(8)} ${name}`;
  const entry = missing.get(key) ?? { times: 0, places: new Set<string>() };
  entry.times++;
  if (where !== '') entry.places.add(where);
  missing.set(key, entry);
}

function print(): void {
  for (const [kind, { all, explained }] of counts) {
    if (all > 0) console.log(`${kind.padEnd(9)} ${share(explained, all)}  ${explained} of ${all}`);
  }
  const all = [...counts.values()].reduce((sum, one) => sum + one.all, 0);
  const explained = [...counts.values()].reduce((sum, one) => sum + one.explained, 0);
  console.log(
    `all       ${share(explained, all)}  ${explained} of ${all}, in ${files.length} files`,
  );
  const list = [...missing].toSorted(([a, m], [b, n]) => n.times - m.times || (a < b ? -1 : 1));
  if (list.length > 0) console.log(`\n${list.length} without an explanation:`);
  for (const [key, { times, places }] of list) {
    const shown = [...places].slice(0, shownPlaces).join(', ');
    console.log(`${String(times).padStart(7)}  ${key}  ${shown}`);
  }
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`.padStart(8);
}

/** Tells every name of a row; a call that is spread over several rows at the first of them. */
function tokensOf(
  trace: { readonly text: TraceText; readonly calls: CallTable },
  row: number,
  tell: (token: Token) => void,
): void {
  const head = trace.calls.head(row);
  if (head === row) {
    const pieces = trace.calls.pieces(row).map((piece) => trace.text.text(piece));
    tokensOfCall(joinCall(pieces), tell);
  }
  if (head !== -1) return;
  const text = trace.text.text(row);
  const { kind, name, info } = parseLine(text);
  if (kind !== RowKind.signal && kind !== RowKind.stopped && kind !== RowKind.exit) return;
  if (name !== undefined) tellSignal(spanText(name, text));
  if (info === undefined) return;
  const context = signalContext(info, [], { text, knowledge });
  tokensOfValue({ value: info, context }, { text, where: 'siginfo', tell });

  function tellSignal(signal: string): void {
    const explained = knowledge.signal(signal) !== undefined;
    tell({ kind: 'signal', name: signal, where: 'line', explained });
  }
}

function tokensOfCall(call: JoinedCall, tell: (token: Token) => void): void {
  const { text } = call;
  const name = call.name === undefined ? undefined : spanText(call.name, text);
  if (name === undefined) return;
  const syscall = knowledge.syscall(name);
  tell({ kind: 'syscall', name, where: '', explained: syscall !== undefined });
  call.args.forEach((value, i) => {
    const argument = knowledge.argumentAt(call, i);
    const where = `${name}.${argument?.name ?? i}`;
    if (value.key !== undefined) {
      const key = spanText(value.key, text);
      tell({ kind: 'argument', name: key, where, explained: argument?.name === key });
    }
    if (name === 'ioctl' && i === 1) {
      const printed = valueText(value, text);
      if (!/^[A-Z]/.test(printed)) return;
      tell({
        kind: 'ioctl',
        name: printed,
        where: '',
        explained: ioctlOf(call, knowledge) !== undefined,
      });
      return;
    }
    tokensOfValue({ value, context: argumentContext(argument, knowledge) }, { text, where, tell });
  });
  const errno = call.result?.errno;
  if (errno !== undefined) {
    const spelled = spanText(errno, text);
    const explained = knowledge.errno(spelled) !== undefined;
    tell({ kind: 'errno', name: spelled, where: name, explained });
  }
}

interface Visit {
  readonly text: string;
  readonly where: string;
  readonly tell: (token: Token) => void;
}

function tokensOfValue(place: Place, visit: Visit): void {
  const { value, context } = place;
  const { text, where, tell } = visit;
  if (value.kind === 'name' && isConstant(value, text)) {
    const name = valueText(value, text);
    const explained =
      knowledge.constant(name, context.groups) !== undefined ||
      (context.type === 'sigset' && knowledge.signal(name) !== undefined);
    tell({ kind: 'constant', name, where, explained });
  }
  value.children.forEach((child, i) => {
    const inner = childContext(place, i, { text, knowledge });
    let innerWhere = where;
    if (value.kind === 'struct' && child.key !== undefined) {
      const key = spanText(child.key, text);
      tell({ kind: 'field', name: key, where, explained: inner.field?.name === key });
      innerWhere = `${where}.${key}`;
    }
    tokensOfValue({ value: child, context: inner }, { text, where: innerWhere, tell });
  });
}

/** A constant, not `s` of `WIFEXITED(s)` and its like. */
function isConstant(value: Value, text: string): boolean {
  return /^[A-Z_][A-Z0-9_]{1,}/.test(valueText(value, text));
}

function tracesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.strace'))
    .map((name) => path.join(directory, name))
    .toSorted();
}
