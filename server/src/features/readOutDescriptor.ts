import { ownValue } from '../syntax/ownValue.ts';
import { spanText, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Phrase } from './readOutCode.ts';

/** Longest annotation that is shown: a path has at most 4,095 bytes (limits.h). */
const longestAnnotation = 4096;

const standard: Readonly<Record<string, string>> = {
  '0': 'standard input',
  '1': 'standard output',
  '2': 'standard error',
};

/** What a descriptor is open on, as far as its number or its annotation (`-y`) says. */
export function descriptorPhrase(value: Value, text: string): Phrase | undefined {
  const target = value.kind === 'array' && value.children.length === 1 ? value.children[0] : value;
  if (target === undefined) return undefined;
  const printed = valueText(target, text);
  const annotation = annotationOf(target, text);
  if (printed === 'AT_FDCWD' || printed === '-100' || printed === '0xffffff9c') {
    return annotation === undefined
      ? ['the current directory']
      : ['the current directory, ', { code: annotation }];
  }
  if (printed === '-1') return ['none'];
  if (annotation !== undefined) return annotationPhrase(annotation, target.deleted !== undefined);
  const name = ownValue(standard, printed);
  return name === undefined ? undefined : [`${name}, unless it was redirected`];
}

/** Text between the brackets after a descriptor or pid; undefined where there is none. */
export function annotationOf(value: Value, text: string): string | undefined {
  if (value.annotation === undefined) return undefined;
  return spanText(value.annotation, text).slice(0, longestAnnotation);
}

/** Kinds of things that an annotation stands for, by how it begins (strace -yy). */
const kinds: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^TCPv6:\[\[.*->/, 'TCP connection over IPv6'],
  [/^TCP:\[.*->/, 'TCP connection'],
  [/^TCP(?:v6)?:\[/, 'TCP socket'],
  [/^UDPv6:\[/, 'UDP socket over IPv6'],
  [/^UDP:\[/, 'UDP socket'],
  [/^UNIX(?:-STREAM)?:\[.*->/, 'connected Unix socket'],
  [/^UNIX-DGRAM:\[/, 'Unix datagram socket'],
  [/^UNIX/, 'Unix socket'],
  [/^NETLINK:\[/, 'netlink socket'],
  [/^socket:\[/, 'socket'],
  [/^pipe:\[/, 'pipe'],
  [/^anon_inode:\[?eventpoll/, 'epoll instance'],
  [/^anon_inode:\[?eventfd|^\{eventfd/, 'event counter'],
  [/^anon_inode:\[?timerfd/, 'timer'],
  [/^anon_inode:\[?signalfd|^signalfd:/, 'signal queue'],
  [/^anon_inode:\[?inotify/, 'inotify instance'],
  [/^anon_inode:\[?pidfd|^pid:\d/, 'process descriptor'],
  [/^anon_inode:/, 'kernel object'],
  [/^\/memfd:/, 'memory file'],
  [/<char \d+:\d+/, 'character device'],
  [/<block \d+:\d+/, 'block device'],
  [/^\//, 'file'],
];

/** What an annotation stands for: its kind in words, and its text in full. */
export function annotationPhrase(annotation: string, deleted: boolean): Phrase {
  const kind = kinds.find(([pattern]) => pattern.test(annotation))?.[1];
  const shown = { code: annotation };
  const suffix = deleted ? [', deleted'] : [];
  return kind === undefined ? [shown, ...suffix] : [`${kind} `, shown, ...suffix];
}
