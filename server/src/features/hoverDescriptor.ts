import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Descriptor } from '../model/state/descriptors.ts';
import { trafficBefore, watchedBefore } from '../model/state/traffic.ts';
import type { Trace } from '../model/trace.ts';
import { descriptorLabel, isReadingEnd, socketAddresses } from './descriptorLabel.ts';
import { filled } from './hoverPart.ts';
import { lineNumber } from './hoverPrefix.ts';
import { code } from './readOutCode.ts';
import { bytesText } from './readOutNumbers.ts';
import { counted } from './text.ts';

/** A path may be 4,096 bytes, each escaped in four characters (limits.h, PATH_MAX). */
const pathLimit = 20_000;
/** Most descriptors that are listed of what an epoll instance watches. */
const watchedLimit = 20;

/** A descriptor's number in the call of a row. */
export interface DescriptorPlace {
  readonly trace: Trace;
  readonly knowledge: Knowledge;
  readonly row: number;
  readonly fd: number;
  /** Whether the call takes it or makes it. */
  readonly role: 'argument' | 'result';
  /** Whether strace itself says what it is (-y): then only the rest is told. */
  readonly isAnnotated: boolean;
}

/** Standard input, output and error are the first three. */
const lastStandard = 2;

/** What a number leads to at a row: its nature, its origin, what went through it, its end. */
export function descriptorParagraphs(place: DescriptorPlace): string[] {
  const { trace, knowledge, row, fd, role } = place;
  if (fd < 0) return [];
  const { descriptors } = trace;
  const made = descriptors.madeBy(row).find((one) => one.fd === fd);
  const found = made ?? descriptors.descriptorAt(row, fd);
  const name = code(`fd ${fd}`);
  if (found === undefined) {
    return role === 'argument' ? [filled(knowledge, 'fd-none', { fd: name })] : [];
  }
  const sentence = place.isAnnotated ? '' : descriptorSentence(found, name, place);
  return [
    `${sentence} ${lifeText(found, made === undefined, place)}`.trim(),
    ...watchedParagraph(found, place),
  ];
}

/** What a descriptor is open on. */
function descriptorSentence(
  descriptor: Descriptor,
  fd: string,
  { trace, knowledge, row }: DescriptorPlace,
): string {
  const { kind } = descriptor;
  const partner = trace.descriptors.byId(descriptor.partner);
  const values = { fd, ...(partner !== undefined && { partner: code(`fd ${partner.fd}`) }) };
  switch (kind) {
    case 'pipe': {
      if (partner === undefined) return filled(knowledge, 'fd-pipe', values);
      const end = isReadingEnd(descriptor) ? 'fd-pipe-read' : 'fd-pipe-write';
      return filled(knowledge, end, values);
    }
    case 'socket': {
      if (partner !== undefined) return filled(knowledge, 'fd-socket-pair', values);
      const { local, peer } = socketAddresses(trace, descriptor, row + 1);
      const known = peer === undefined ? 'local' : local === undefined ? 'peer' : 'both';
      const key = peer === undefined && local === undefined ? 'fd-socket' : `fd-socket-${known}`;
      return filled(knowledge, key, {
        ...values,
        ...(local !== undefined && { local: code(local) }),
        ...(peer !== undefined && { peer: code(peer) }),
      });
    }
    case 'epoll': {
      const count = counted(watchedBefore(trace, descriptor, row).length, 'descriptor');
      return filled(knowledge, 'fd-epoll', { ...values, count });
    }
    default: {
      const path = trace.paths.ofDescriptor(descriptor);
      if (path === undefined) {
        const isStandard = kind === 'unknown' && descriptor.fd <= lastStandard;
        return filled(
          knowledge,
          isStandard ? `fd-standard-${descriptor.fd}` : `fd-${kind}`,
          values,
        );
      }
      return filled(knowledge, 'fd-path', { ...values, path: code(path, pathLimit) });
    }
  }
}

function lifeText(
  descriptor: Descriptor,
  isUse: boolean,
  { trace, knowledge, row }: DescriptorPlace,
): string {
  const { originRow, closedRow, closedBy } = descriptor;
  const file = trace.descriptors.byId(descriptor.file);
  const isCopy = file !== undefined && file.id !== descriptor.id;
  return [
    ...(isUse ? [originText(descriptor, { trace, knowledge, row })] : []),
    ...(isCopy && file.originRow !== -1
      ? [
          filled(knowledge, 'fd-duplicate', {
            other: code(`fd ${file.fd}`),
            line: lineNumber(file.originRow),
          }),
        ]
      : []),
    ...(isUse ? trafficTexts(descriptor, { trace, knowledge, row }) : []),
    ...(closedBy === undefined || originRow === closedRow
      ? []
      : [filled(knowledge, `fd-closed-${closedBy}`, { line: lineNumber(closedRow) })]),
  ].join(' ');
}

type Where = Pick<DescriptorPlace, 'trace' | 'knowledge' | 'row'>;

/** The line that made it, and the thread where it is not the one of this row. */
function originText({ originRow, task }: Descriptor, { trace, knowledge, row }: Where): string {
  if (originRow === -1) return filled(knowledge, 'fd-inherited');
  const line = lineNumber(originRow);
  const tid = trace.processes.tasks[task]?.tid ?? 0;
  const isOther = tid !== 0 && trace.processes.taskAt(row) !== task;
  return isOther
    ? filled(knowledge, 'fd-opened-thread', { tid: code(String(tid)), line })
    : filled(knowledge, 'fd-opened', { line });
}

function trafficTexts(descriptor: Descriptor, { trace, knowledge, row }: Where): string[] {
  const traffic = trafficBefore(trace, descriptor, row);
  const { reads, writes, offset } = traffic;
  if (reads + writes === 0) return [];
  const key = reads === 0 ? 'fd-writes' : writes === 0 ? 'fd-reads' : 'fd-traffic';
  return [
    filled(knowledge, key, {
      reads: counted(reads, 'read'),
      writes: counted(writes, 'write'),
      read: bytesText(BigInt(traffic.bytesRead)),
      written: bytesText(BigInt(traffic.bytesWritten)),
    }),
    ...(offset === undefined
      ? []
      : [filled(knowledge, 'fd-offset', { offset: offset.toLocaleString('en-US') })]),
  ];
}

/** What an epoll instance watches, one descriptor a line. */
function watchedParagraph(
  descriptor: Descriptor,
  { trace, knowledge, row }: DescriptorPlace,
): string[] {
  if (descriptor.kind !== 'epoll') return [];
  const watched = watchedBefore(trace, descriptor, row);
  if (watched.length === 0) return [];
  const lines = watched.slice(0, watchedLimit).map((one) => {
    const label = one.descriptor && descriptorLabel(trace, one.descriptor, row);
    const watchedFd = code(`fd ${one.fd}`);
    return filled(knowledge, 'fd-watched', {
      fd: watchedFd,
      what: label === undefined ? '?' : code(label),
      events: one.events === '' ? '?' : code(one.events),
      line: lineNumber(one.row),
    });
  });
  const left = watched.length - watchedLimit;
  if (left > 0) lines.push(filled(knowledge, 'fd-watched-more', { count: String(left) }));
  return [lines.join('\n')];
}
