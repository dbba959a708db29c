import {
  argumentAt,
  argumentContext,
  childContext,
  ioctlOf,
  resultContext,
  signalContext,
  type Place,
} from '../src/knowledge/context.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { foldProcesses } from '../src/model/processes.ts';
import { joinCall, type JoinedCall } from '../src/syntax/joinCall.ts';
import { RowKind } from '../src/syntax/kinds.ts';
import { parseLine } from '../src/syntax/parseLine.ts';
import { flagNames, spanText, valueText } from '../src/syntax/readValue.ts';
import { TraceText } from '../src/syntax/traceText.ts';
import type { Value } from '../src/syntax/tree.ts';

/** Kinds of names that a trace holds. `argument` is a name that -N prints. */
export const tokenKinds = [
  'syscall',
  'constant',
  'ioctl',
  'errno',
  'signal',
  'field',
  'argument',
] as const;

/** A name in a trace. */
export interface Token {
  readonly kind: (typeof tokenKinds)[number];
  readonly name: string;
  /** Where it stood: the syscall, and the argument or structure; empty for a syscall itself. */
  readonly where: string;
  /** Whether something is known of it. */
  readonly explained: boolean;
  /** For a constant: the group that explains it, where that is not one of its place's. */
  readonly guess?: string;
}

/** Every name in a trace, in its order, and whether it is explained. */
export function tokensOf(trace: string, knowledge: Knowledge): Token[] {
  const tokens: Token[] = [];
  const text = TraceText.create('', 'strace', 1, trace);
  const { calls } = foldProcesses(text);
  for (let row = 0; row < text.rows.length; row++) {
    const head = calls.head(row);
    if (head === row) {
      addCall(joinCall(calls.pieces(row).map((piece) => text.text(piece))));
    } else if (head === -1) {
      addLine(text.text(row));
    }
  }
  return tokens;

  function add(kind: Token['kind'], name: string, where: string, known: unknown): void {
    tokens.push({ kind, name, where, explained: known !== undefined && known !== false });
  }

  function addLine(line: string): void {
    const { kind, name, info } = parseLine(line);
    if (kind !== RowKind.signal && kind !== RowKind.stopped && kind !== RowKind.exit) return;
    if (name !== undefined) {
      const signal = spanText(name, line);
      add('signal', signal, 'a line of its own', knowledge.signal(signal));
    }
    if (info === undefined) return;
    const context = signalContext(info, [], { text: line, knowledge });
    addValue({ value: info, context }, { text: line, where: 'siginfo' });
  }

  function addCall(call: JoinedCall): void {
    if (call.name === undefined) return;
    const name = spanText(call.name, call.text);
    // What is a mere number is told to be one.
    const isNumber = name.startsWith('syscall_0x');
    add(
      'syscall',
      name,
      '',
      knowledge.syscall(name) ?? (isNumber && knowledge.text('syscall-unknown')),
    );
    call.args.forEach((value, i) => {
      const argument = argumentAt(call, i, knowledge);
      const where = `${name}.${argument?.name ?? i}`;
      if (value.key !== undefined) {
        const key = spanText(value.key, call.text);
        add('argument', key, where, argument?.name === key);
      }
      if (name === 'ioctl' && i === 1) {
        const command = valueText(value, call.text);
        // What no driver is known to have is taken apart: direction, driver, number and size.
        const apart = command.startsWith('_IOC(');
        if (isConstant(command)) add('ioctl', command, '', ioctlOf(call, knowledge) ?? apart);
        return;
      }
      const context = argumentContext(argument, knowledge);
      addValue({ value, context }, { text: call.text, where });
    });
    addResult(call, name);
  }

  function addResult(call: JoinedCall, name: string): void {
    const { result, text: joined } = call;
    if (result === undefined) return;
    if (result.errno !== undefined) {
      const errno = spanText(result.errno, joined);
      add('errno', errno, name, knowledge.errno(errno));
    }
    const context = resultContext(call, knowledge);
    for (const value of [result.value, ...result.notes]) {
      addValue({ value, context }, { text: joined, where: `${name}'s result` });
    }
  }

  function addValue(place: Place, visit: { readonly text: string; readonly where: string }): void {
    const { value, context } = place;
    const { text: line, where } = visit;
    for (const name of ownNames(value, line)) {
      const group = knowledge.constant(name, context.groups)?.group;
      const isGuess = group !== undefined && ![...context.groups, ...ofNoPlace].includes(group);
      tokens.push({
        kind: 'constant',
        name,
        where,
        explained: group !== undefined,
        ...(isGuess && { guess: group }),
      });
    }
    value.children.forEach((child, i) => {
      const inner = childContext(place, i, { text: line, knowledge });
      let innerWhere = where;
      if (value.kind === 'struct' && child.key !== undefined) {
        const key = spanText(child.key, line);
        add('field', key, where, inner.field?.name === key);
        innerWhere = `${where}.${key}`;
      }
      addValue({ value: child, context: inner }, { text: line, where: innerWhere });
    });
  }
}

/** Groups whose names mean the same wherever they stand. */
const ofNoPlace = ['special_values', 'macros', 'syscall', 'signal_realtime'];

/** Names of a value itself, not of its parts: a constant, a macro, what a comment says of a number. */
function ownNames(value: Value, text: string): string[] {
  switch (value.kind) {
    case 'name':
      return [valueText(value, text)].filter(isConstant);
    case 'number':
      return flagNames(value, text).filter((name) => isConstant(name));
    case 'call':
      return value.head === undefined ? [] : [spanText(value.head, text)];
    default:
      return [];
  }
}

/** A constant, not `s` of `WIFEXITED(s)`, nor a word such as `Timeout`. */
function isConstant(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]+/.test(name);
}
