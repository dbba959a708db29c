import { RowKind } from '../../server/src/syntax/kinds.ts';
import type { Line, Result, Span, Value } from '../../server/src/syntax/tree.ts';

/**
 * A line's tree as one line of text, so that a test can say what it wants at a glance:
 * `#1` a number, `"a"` a string, `A` a name, `(| A B)` an operation, `set(A B)` a set,
 * `key=`, `<annotation>`, `[context]`, `/*comment*\/`.
 */
export function drawLine(line: Line, text: string): string {
  const { prefix, frame, exit } = line;
  return [
    kindName(line),
    part('tid', prefix.tid),
    part('comm', prefix.comm),
    part('context', prefix.context),
    part('time', prefix.time),
    part('relative', prefix.relative),
    part('number', prefix.number),
    part('pointer', prefix.pointer),
    part('name', line.name),
    line.args.length > 0 ? `args: ${line.args.map((one) => drawValue(one, text)).join(', ')}` : '',
    part('foreign', line.foreign),
    part('marker', line.marker),
    part('unfinished', line.unfinished),
    line.info === undefined ? '' : `info: ${drawValue(line.info, text)}`,
    line.result === undefined ? '' : `result: ${drawResult(line.result, text)}`,
    part('duration', line.duration),
    exit === undefined ? '' : `how: ${exit.how}`,
    part('exit', exit?.number),
    part('core', exit?.core),
    part('object', frame?.object),
    part('symbol', frame?.symbol),
    part('offset', frame?.offset),
    part('address', frame?.address),
    part('source', frame?.source),
    part('line', frame?.sourceLine),
    part('message', line.message),
  ]
    .filter((drawn) => drawn !== '')
    .join('; ');

  function part(label: string, span: Span | undefined): string {
    return span === undefined ? '' : `${label}: ${text.slice(span.start, span.end)}`;
  }
}

export function kindName({ kind }: Line): string {
  return Object.entries(RowKind).find(([, value]) => value === kind)?.[0] ?? 'none';
}

function drawResult(result: Result, text: string): string {
  const words = [drawValue(result.value, text)];
  if (result.errno !== undefined) words.push(text.slice(result.errno.start, result.errno.end));
  if (result.errorText !== undefined) {
    words.push(`'${text.slice(result.errorText.start, result.errorText.end)}'`);
  }
  for (const note of result.notes) words.push(`note(${drawValue(note, text)})`);
  for (const { start, end } of result.tampering) words.push(`tampering(${text.slice(start, end)})`);
  if (result.restarted) words.push('restarted');
  if (result.unavailable) words.push('unavailable');
  return words.join(' ');
}

export function drawValue(value: Value, text: string): string {
  const slice = ({ start, end }: Span): string => text.slice(start, end);
  return [
    value.key === undefined ? '' : `${slice(value.key)}=`,
    drawCore(value, text),
    value.annotation === undefined ? '' : `<${slice(value.annotation)}>`,
    value.deleted === undefined ? '' : `(${slice(value.deleted)})`,
    value.context === undefined ? '' : `[${slice(value.context)}]`,
    value.comment === undefined ? '' : `/*${slice(value.comment)}*/`,
  ].join('');
}

function drawCore(value: Value, text: string): string {
  const core = text.slice(value.core.start, value.core.end);
  const children = value.children.map((child) => drawValue(child, text));
  switch (value.kind) {
    case 'number':
      return `#${core}`;
    case 'string':
      return value.abbreviated ? `${core}...` : core;
    case 'name':
    case 'missing':
      return core;
    case 'ellipsis':
      return core.startsWith('/*') ? '' : core;
    case 'operation':
      return `(${[value.operator, ...children].join(' ')})`;
    case 'not':
      return `(! ${children.join(' ')})`;
    case 'complement':
      return `(~ ${children.join(' ')})`;
    case 'struct':
      return `{${children.join(', ')}}`;
    case 'array':
      return `[${children.join(', ')}]`;
    case 'set':
      return `set(${children.join(' ')})`;
    case 'call':
      return `${value.head === undefined ? '' : text.slice(value.head.start, value.head.end)}(${children.join(', ')})`;
    case 'resuming':
      return `resuming(${value.head === undefined ? '' : text.slice(value.head.start, value.head.end)})`;
    case 'bytes':
      return `bytes(${core})`;
    default:
      return value.kind satisfies never;
  }
}
