import { flagNames, valueText } from '../../syntax/readValue.ts';
import type { JoinedCall } from '../../syntax/joinCall.ts';
import type { ProcessTable } from '../processes.ts';
import type { ByteSource } from './argumentBytes.ts';
import type { Descriptor, Descriptors } from './descriptors.ts';

/** What went through an open file, by any of its descriptors. */
export interface Traffic {
  readonly reads: number;
  readonly bytesRead: number;
  readonly writes: number;
  readonly bytesWritten: number;
  /** Where the next read or write starts; undefined where that does not follow from the calls. */
  readonly offset: number | undefined;
}

/** What the functions of this file need of a trace. */
export interface DescriptorSource {
  readonly text: ByteSource;
  readonly processes: ProcessTable;
  readonly descriptors: Descriptors;
  call(row: number): { readonly call: JoinedCall } | undefined;
}

const reading = new Set([
  'read',
  'readv',
  'pread64',
  'pread',
  'preadv',
  'preadv2',
  'recvfrom',
  'recvmsg',
  'recv',
]);
const writing = new Set([
  'write',
  'writev',
  'pwrite64',
  'pwrite',
  'pwritev',
  'pwritev2',
  'sendto',
  'sendmsg',
  'send',
]);
/** Calls that leave the offset where it is, or say where it is. */
const positioned = /^p(?:read|write)/;
const seeks = new Set(['lseek', '_llseek', 'llseek']);
/** Calls that move the offset in ways that their result does not tell. */
const obscure = new Set([
  'sendfile',
  'sendfile64',
  'splice',
  'copy_file_range',
  'getdents64',
  'getdents',
]);

/** Counts the calls before a row that read and wrote an open file, and what they moved. */
export function trafficBefore(
  source: DescriptorSource,
  descriptor: Descriptor,
  before: number,
): Traffic {
  const { text, processes, descriptors } = source;
  const { rows } = text;
  const file = descriptors.byId(descriptor.file) ?? descriptor;
  const traffic = { reads: 0, bytesRead: 0, writes: 0, bytesWritten: 0 };
  let offset = startOffset(source, file);
  for (const row of descriptors.usesOfFile(descriptor, file.madeRow, before)) {
    const tail = processes.calls.tail(row);
    const name = rows.names[rows.name(row)] ?? '';
    const result = rows.result(tail);
    if (tail >= before || rows.errno(tail) !== 0 || !(result >= 0)) continue;
    if (reading.has(name)) {
      traffic.reads++;
      traffic.bytesRead += result;
    } else if (writing.has(name)) {
      traffic.writes++;
      traffic.bytesWritten += result;
    } else if (seeks.has(name)) {
      offset = name === 'lseek' ? result : undefined;
      continue;
    } else {
      if (obscure.has(name)) offset = undefined;
      continue;
    }
    if (offset !== undefined && !positioned.test(name)) offset += result;
  }
  return { ...traffic, offset };
}

/** Plain files start at 0; where each write goes to the end, the offset says nothing. */
function startOffset(source: DescriptorSource, file: Descriptor): number | undefined {
  if (file.kind === 'memfd') return 0;
  if (file.kind !== 'file' || file.originRow === -1) return undefined;
  const call = source.call(file.originRow)?.call;
  if (call === undefined) return undefined;
  const flags = call.args.flatMap((value) => flagNames(value, call.text));
  const path = call.args.find(({ kind }) => kind === 'string');
  const isDevice = path !== undefined && /^"\/(?:dev|proc|sys)\//.test(valueText(path, call.text));
  return flags.includes('O_APPEND') || isDevice ? undefined : 0;
}

/** A descriptor that an epoll instance watches. */
export interface Watched {
  readonly fd: number;
  /** First row of the `epoll_ctl` that last set it. */
  readonly row: number;
  /** Events as printed, `EPOLLIN|EPOLLET`. */
  readonly events: string;
  readonly descriptor: Descriptor | undefined;
}

/** Most `epoll_ctl` calls that are read to answer one question. */
const mostControls = 20_000;

/** What an epoll instance watches before a row, in the order of adding. */
export function watchedBefore(
  source: DescriptorSource,
  epoll: Descriptor,
  before: number,
): Watched[] {
  const { text, descriptors } = source;
  const { rows } = text;
  const control = rows.nameId('epoll_ctl');
  const watched = new Map<number, Watched>();
  const controls = descriptors
    .usesOfFile(epoll, epoll.madeRow, before)
    .filter((row) => rows.name(row) === control)
    .slice(-mostControls);
  for (const row of controls) {
    const call = source.call(row)?.call;
    const [, operation, target, event] = call?.args ?? [];
    if (call === undefined || operation === undefined || target === undefined) continue;
    if (call.result?.errno !== undefined) continue;
    const fd = Number(valueText(target, call.text));
    const names = flagNames(operation, call.text);
    if (names.includes('EPOLL_CTL_DEL')) {
      watched.delete(fd);
      continue;
    }
    const [first] = event?.children ?? [];
    const events = first === undefined ? '' : flagNames(first, call.text).join('|');
    watched.set(fd, { fd, row, events, descriptor: descriptors.descriptorAt(row, fd) });
  }
  // Closing the last descriptor of a file takes it off the list (epoll(7)).
  return [...watched.values()].filter(({ descriptor }) => {
    const closed = descriptor?.closedRow ?? -1;
    return closed === -1 || closed >= before;
  });
}
