import { isCallKind } from '../calls.ts';
import { pathOf, spanText, stringOf, valueText } from '../../syntax/readValue.ts';
import { unescapeString } from '../../syntax/unescape.ts';
import type { Value } from '../../syntax/tree.ts';
import type { JoinedCall } from '../../syntax/joinCall.ts';
import type { ProcessTable } from '../processes.ts';
import { ArgumentBytes, type ByteSource } from './argumentBytes.ts';
import { descriptorCalls } from './descriptorCalls.ts';
import type { Descriptor, Descriptors } from './descriptors.ts';
import { scopesOf } from './scopes.ts';
import { Timeline } from './timeline.ts';

/** Longest path that is put together (limits.h, PATH_MAX). */
const longestPath = 4096;
/** Most directories, each opened relative to the one before, that a path is followed through. */
const deepestChain = 200;
/** Annotated uses that are looked at for the path of a descriptor without origin. */
const annotatedUses = 20;
const none = -1;

/** What paths need of a trace. */
export interface PathSource {
  readonly text: ByteSource;
  readonly processes: ProcessTable;
  readonly descriptors: Descriptors;
  call(row: number): { readonly call: JoinedCall } | undefined;
}

/** Where relative paths lead, as far as the calls tell. Paths are unescaped. */
export interface Paths {
  /** Current directory of the thread of a row before its call; undefined where it is not told. */
  directoryAt(row: number): string | undefined;
  /**
   * Path that a descriptor was opened with, absolute where that follows; the one of the annotation
   * where strace printed one. Undefined for what has none. Symbolic links are not followed.
   */
  ofDescriptor(descriptor: Descriptor): string | undefined;
  /**
   * A path that the call of a row was given, made absolute; relative to the directory that `base`
   * is open on, else to the current one. As it is where that is not known.
   */
  absolute(row: number, path: string, base?: Value): string;
}

/** How the current directory came to be what it is; resolved when somebody asks. */
interface Move {
  readonly row: number;
  readonly task: number;
  readonly kind: 'chdir' | 'fchdir' | 'getcwd' | 'annotation';
  /** Undefined until it is resolved; null where the trace does not tell. */
  path: string | null | undefined;
}

/** Reads who changed directory, and puts paths together on demand. */
export function pathsOf(source: PathSource): Paths {
  const { text, processes, descriptors } = source;
  const { rows } = text;
  let timeline: Timeline<Move> | undefined;
  const known = new Map<number, string | undefined>();
  let depth = 0;

  return { directoryAt, ofDescriptor, absolute };

  function directoryAt(row: number): string | undefined {
    const head = processes.calls.head(row);
    const at = head === none ? row : head;
    return directoryOf(processes.taskAt(at), at);
  }

  function directoryOf(task: number, row: number): string | undefined {
    timeline ??= foldMoves();
    const move = timeline.at(task, row);
    return move === undefined ? undefined : (resolved(move) ?? undefined);
  }

  /** Reads all moves in order, so that each finds the one before it resolved. */
  function foldMoves(): Timeline<Move> {
    const moves = new Timeline<Move>(scopesOf(text, processes, 'CLONE_FS', 'keeps'));
    const args = new ArgumentBytes(text, processes.calls);
    const kinds = rows.names.map(moveKind);
    const takesDirectory = rows.names.map((name) => descriptorCalls.get(name)?.args[0] === 0);
    let told = '';
    for (let row = 0; row < rows.length; row++) {
      const kind = kinds[rows.name(row)];
      const isTaken = takesDirectory[rows.name(row)] === true;
      if ((kind === undefined && !isTaken) || !isCallKind(rows.kind(row))) continue;
      const head = processes.calls.head(row);
      if (head === none) continue;
      const task = processes.taskAt(row);
      if (kind !== undefined) {
        if (processes.calls.next(row) !== none || !rows.ended(row)) continue;
        if (rows.errno(row) !== 0 || !(rows.result(row) >= 0)) continue;
        const how = kind === 'getcwd' ? 'told' : 'changed';
        moves.note(task, { row, value: { row: head, task, kind, path: undefined }, how });
        told = '';
      } else if (head === row && beginsAnnotated(row)) {
        args.load(row);
        const path = args.annotation(0);
        if (path === undefined || `${task} ${path}` === told) continue;
        told = `${task} ${path}`;
        const value: Move = {
          row,
          task,
          kind: 'annotation',
          path: path.startsWith('/') ? unescapeString(path).text : null,
        };
        // It holds for this call already.
        moves.note(task, { row: row - 1, value, how: 'told' });
      }
    }
    return moves;
  }

  function beginsAnnotated(row: number): boolean {
    const start = rows.argsStart(row);
    const sign = text.bytes[start + annotated.length - 1];
    return sign === lessSign || text.bytes[start] === dirfdInitial;
  }

  function resolved(move: Move): string | null {
    if (move.path !== undefined) return move.path;
    // Until this is done, whoever comes back here finds no answer.
    move.path = null;
    if (depth < deepestChain) {
      depth++;
      move.path = pathAfter(move) ?? null;
      depth--;
    }
    return move.path;
  }

  function pathAfter({ row, task, kind }: Move): string | undefined {
    const call = source.call(row)?.call;
    const value = call?.args[0];
    if (call === undefined || value === undefined) return undefined;
    if (kind === 'fchdir') return pathOfValue(value, call, row);
    const path = stringOf(value, call.text);
    if (path === undefined || path.startsWith('(unreachable)')) return undefined;
    const joined = join(directoryOf(task, row), path);
    return joined.startsWith('/') ? joined : undefined;
  }

  /** Path of what a descriptor argument is open on. */
  function pathOfValue(value: Value, call: JoinedCall, row: number): string | undefined {
    const printed = pathOf(value, call.text);
    if (printed !== undefined) return printed;
    const number = valueText(value, call.text);
    if (/^(AT_FDCWD|-100|0xffffff9c)$/.test(number)) return directoryAt(row);
    const descriptor = /^\d+$/.test(number)
      ? descriptors.descriptorAt(row, Number(number))
      : undefined;
    return descriptor === undefined ? undefined : ofDescriptor(descriptor);
  }

  function ofDescriptor(descriptor: Descriptor): string | undefined {
    const id = descriptor.file;
    if (known.has(id)) return known.get(id);
    known.set(id, undefined);
    if (depth >= deepestChain) return undefined;
    depth++;
    const file = id === descriptor.id ? descriptor : (descriptors.byId(id) ?? descriptor);
    const path = file.originRow === none ? annotatedUse(file) : openedPath(file);
    depth--;
    known.set(id, path);
    return path;
  }

  function annotatedUse(descriptor: Descriptor): string | undefined {
    const until = rows.length;
    const uses = descriptors.usesOfFile(descriptor, descriptor.madeRow, until);
    for (const row of uses.slice(0, annotatedUses)) {
      const call = source.call(row)?.call;
      const value = call?.args.find((one) => valueText(one, call.text) === `${descriptor.fd}`);
      const path = call === undefined || value === undefined ? undefined : pathOf(value, call.text);
      if (path !== undefined) return path;
    }
    return undefined;
  }

  function openedPath({ originRow, kind }: Descriptor): string | undefined {
    const call = source.call(originRow)?.call;
    if (call === undefined) return undefined;
    const printed = call.result === undefined ? undefined : pathOf(call.result.value, call.text);
    if (printed !== undefined) return printed;
    const at = call.args.findIndex((value) => value.kind === 'string');
    const value = call.args[at];
    const path = value === undefined ? undefined : stringOf(value, call.text);
    if (path === undefined || value?.abbreviated === true) return undefined;
    if (kind === 'memfd') return `/memfd:${path}`;
    if (kind === 'mq') return `/${path.replace(/^\//, '')}`;
    if (kind !== 'file') return undefined;
    const name = call.name === undefined ? '' : spanText(call.name, call.text);
    const base = name.startsWith('openat') ? call.args[0] : undefined;
    return absolute(originRow, path, base);
  }

  function absolute(row: number, path: string, base?: Value): string {
    if (path.startsWith('/')) return join(undefined, path);
    const call = base === undefined ? undefined : source.call(row)?.call;
    const directory =
      base === undefined || call === undefined ? directoryAt(row) : pathOfValue(base, call, row);
    return join(directory, path);
  }
}

const annotated = 'AT_FDCWD<';
const lessSign = 0x3c;
/** First letter of `dirfd=` and `dfd=`, which -N prints. */
const dirfdInitial = 0x64;

function moveKind(name: string): Move['kind'] | undefined {
  return name === 'chdir' || name === 'fchdir' || name === 'getcwd' ? name : undefined;
}

/** A path from a directory on, without `.` and `..`; as it is where the directory is not known. */
function join(directory: string | undefined, path: string): string {
  if (!path.startsWith('/') && directory === undefined) return path;
  const whole = path.startsWith('/') ? path : `${directory}/${path}`;
  if (whole.length > longestPath) return path;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
