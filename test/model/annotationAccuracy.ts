/**
 * How exactly the model knows descriptors: what strace says of them with -y is taken out of a
 * trace, the model is made of the rest, and its answers are compared with what was taken out.
 * `npx tsx test/model/annotationAccuracy.ts PATH…` prints the shares and lists the disagreements of
 * all traces in files and folders.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { annotatedPath } from '../../server/src/model/state/argumentText.ts';
import type { Descriptor } from '../../server/src/model/state/descriptors.ts';
import { Trace } from '../../server/src/model/trace.ts';
import { parseLine } from '../../server/src/syntax/parseLine.ts';
import { pathOf, spanText, unescapeString } from '../../server/src/syntax/readValue.ts';
import type { Line, Span, Value } from '../../server/src/syntax/tree.ts';
import { TraceText } from '../../server/src/syntax/traceText.ts';

/** What came out of one trace, or of several together. */
export interface Accuracy {
  /** Annotated descriptors. */
  total: number;
  /** Of these, those that the model takes for the same descriptor as the annotations do. */
  right: number;
  /** Annotated descriptors whose path the model can tell without the annotations. */
  named: number;
  /** Of these, those where it is the same path. */
  namedRight: number;
  /** Of these, those that were opened by a link, which the kernel followed and no call shows. */
  linked: number;
  /** Annotated current directories, and those that the model knows. */
  directories: number;
  directoriesRight: number;
  /** Line from 1, what the trace says, what the model says. */
  readonly problems: string[];
}

/** A line without what -y adds. */
export function withoutAnnotations(text: string): string {
  const line = parseLine(text);
  const cuts = valuesOf(line)
    .flatMap(annotationSpans)
    .toSorted((a, b) => a.start - b.start);
  let kept = '';
  let from = 0;
  for (const { start, end } of cuts) {
    if (start < from) continue;
    kept += text.slice(from, start);
    from = end;
  }
  return kept + text.slice(from);
}

function annotationSpans(value: Value): Span[] {
  const own = value.annotation;
  return [
    ...(own === undefined ? [] : [{ start: own.start - 1, end: own.end + 1 }]),
    ...(value.deleted === undefined
      ? []
      : [{ start: value.deleted.start - 1, end: value.deleted.end + 1 }]),
    ...value.children.flatMap(annotationSpans),
  ];
}

function valuesOf(line: Line): readonly Value[] {
  const { result } = line;
  return [...line.args, ...(result === undefined ? [] : [result.value, ...result.notes])];
}

/** Annotations of descriptors, and not those of processes (-Y). */
const ofDescriptor = /^(\/|pipe:\[|anon_inode:|\{eventfd|signalfd:|pid:\d|[\w-]+:\[)/;

/** Compares the annotations of a trace with what the model knows without them. */
export function measureAnnotations(text: string): Accuracy {
  const annotated = traceOf(text);
  const bare = traceOf(
    text
      .split('\n')
      .map((line) => withoutAnnotations(line))
      .join('\n'),
  );
  const accuracy = nothing();
  /** What a descriptor of the model was first annotated with. */
  const said = new Map<number, string>();
  const { calls } = annotated.processes;
  for (let row = 0; row < annotated.lineCount; row++) {
    if (calls.head(row) !== row) continue;
    const call = annotated.call(row)?.call;
    if (call === undefined) continue;
    const name = call.name === undefined ? '' : spanText(call.name, call.text);
    const fills = /^(pipe2?|socketpair|recvm?msg|recvmmsg\w*|clone3?)$/.test(name);
    for (const value of call.args) compare(value, row, fills ? 'result' : 'argument', call.text);
    if (call.result !== undefined) compare(call.result.value, row, 'result', call.text);
  }
  return accuracy;

  function compare(value: Value, row: number, role: 'argument' | 'result', from: string): void {
    for (const child of value.children) compare(child, row, role, from);
    if (value.annotation === undefined) return;
    const annotation = spanText(value.annotation, from);
    const printed = spanText(value.core, from);
    if (printed === 'AT_FDCWD') {
      compareDirectory(annotation, row);
      return;
    }
    if (!/^\d+$/.test(printed) || !ofDescriptor.test(annotation)) return;
    accuracy.total++;
    const fd = Number(printed);
    const { descriptors } = bare;
    const found =
      role === 'result' ? descriptors.resultAt(row, fd) : descriptors.descriptorAt(row, fd);
    const problem = found === undefined ? 'not open' : disagreement(found, annotation);
    if (problem === undefined) accuracy.right++;
    else accuracy.problems.push(`${row + 1}: ${printed}<${annotation}> ${problem}`);
    if (found !== undefined) compareName(found, annotation, row);
  }

  function disagreement(found: Descriptor, annotation: string): string | undefined {
    const before = said.get(found.id);
    said.set(found.id, annotation);
    if (!isKind(found, annotation)) return `is of kind ${found.kind}`;
    if (before === undefined || isSame(before, annotation)) return undefined;
    return `was <${before}>, from line ${found.originRow + 1}`;
  }

  function compareName(found: Descriptor, annotation: string, row: number): void {
    const model = bare.paths.ofDescriptor(found);
    const printed = annotatedPath(annotation);
    if (model === undefined || printed === undefined) return;
    accuracy.named++;
    const wanted = unescapeString(printed).text;
    if (model === wanted) accuracy.namedRight++;
    else if (openedByLink(found, model)) accuracy.linked++;
    else accuracy.problems.push(`${row + 1}: named ${model} instead of ${wanted}`);
  }

  /** Whether strace itself annotated the result of the open call with another path. */
  function openedByLink({ file }: Descriptor, model: string): boolean {
    const origin = bare.descriptors.byId(file)?.originRow ?? -1;
    const call = origin === -1 ? undefined : annotated.call(origin)?.call;
    const printed = call?.result === undefined ? undefined : pathOf(call.result.value, call.text);
    const asked = call?.args.find(({ kind }) => kind === 'string');
    const asPath = call === undefined || asked === undefined ? undefined : pathOf(asked, call.text);
    return printed !== undefined && printed !== model && asPath?.startsWith('/') === true;
  }

  function compareDirectory(annotation: string, row: number): void {
    const known = bare.paths.directoryAt(row);
    accuracy.directories++;
    if (known === unescapeString(annotation).text) accuracy.directoriesRight++;
    else if (known !== undefined) {
      accuracy.problems.push(`${row + 1}: current directory ${known} instead of ${annotation}`);
    }
  }
}

function nothing(): Accuracy {
  return {
    total: 0,
    right: 0,
    named: 0,
    namedRight: 0,
    linked: 0,
    directories: 0,
    directoriesRight: 0,
    problems: [],
  };
}

function traceOf(text: string): Trace {
  return new Trace(TraceText.create('file:///annotated.strace', 'strace', 1, text), []);
}

/** Whether the kind that the model gives can have such an annotation. */
function isKind({ kind }: Descriptor, annotation: string): boolean {
  switch (kind) {
    case 'pipe':
      return annotation.startsWith('pipe:');
    case 'socket':
      return /^(socket|[A-Z][\w-]*):\[/.test(annotation);
    case 'file':
    case 'memfd':
    case 'mq':
      return annotation.startsWith('/') || /^\w+:\[/.test(annotation);
    case 'unknown':
      return true;
    default:
      return /^(anon_inode:|\{|signalfd:|pid:|\/|\w+:\[)/.test(annotation);
  }
}

/** Whether two annotations can be of one descriptor at different times. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const asPath = annotatedPath(one);
  if (asPath !== undefined) return asPath === annotatedPath(other);
  const socket = /^(socket|[A-Z][\w-]*):\[(.*)\]$/;
  const [, protocol = '', address = ''] = socket.exec(one) ?? [];
  const [, otherProtocol = '', otherAddress = ''] = socket.exec(other) ?? [];
  if (protocol === '' || otherProtocol === '')
    return protocol === otherProtocol && one.slice(0, 4) === other.slice(0, 4);
  if (protocol !== otherProtocol) return protocol === 'socket' || otherProtocol === 'socket';
  // A socket is bound, then connected; each form of its address is said once.
  const isNumbered = /^\d+$/.test(address) && /^\d+$/.test(otherAddress);
  const isConnected = address.includes('->') && otherAddress.includes('->');
  return !isNumbered && !isConnected;
}

function add(sum: Accuracy, one: Accuracy): void {
  sum.total += one.total;
  sum.right += one.right;
  sum.named += one.named;
  sum.namedRight += one.namedRight;
  sum.linked += one.linked;
  sum.directories += one.directories;
  sum.directoriesRight += one.directoriesRight;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
}

function filesIn(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => name.endsWith('.strace'))
    .map((name) => path.join(place, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sum = nothing();
  for (const file of process.argv.slice(2).flatMap(filesIn)) {
    const one = measureAnnotations(readFileSync(file, 'utf8'));
    if (one.total + one.directories === 0) continue;
    add(sum, one);
    console.log(
      `${share(one.right, one.total).padStart(9)} of ${one.total} ${path.basename(file)}`,
    );
    for (const problem of one.problems.slice(0, 12)) console.log(`    ${problem}`);
    if (one.problems.length > 12) console.log(`    … ${one.problems.length - 12} more`);
  }
  console.log(`same descriptor: ${share(sum.right, sum.total)} of ${sum.total}`);
  console.log(
    `same path: ${share(sum.namedRight, sum.named - sum.linked)} of ${sum.named - sum.linked}`,
    `(${sum.linked} more were opened by a link)`,
  );
  console.log(`directory: ${share(sum.directoriesRight, sum.directories)} of ${sum.directories}`);
}
