import type { Knowledge } from '../knowledge/knowledge.ts';
import { pathOf, spanText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { filled } from './hoverPart.ts';
import { code } from './readOutCode.ts';

/** A path may be 4,096 bytes, each escaped in four characters (limits.h, PATH_MAX). */
const pathLimit = 20_000;

/** Kinds of annotation, by what they begin with; the first that fits is taken. */
const kinds: readonly (readonly [pattern: RegExp, key: string])[] = [
  [
    /^(TCP|TCPv6|UDP|UDPv6|UNIX|UNIX-\w+|NETLINK|RAW|RAWv6|PACKET|SCTP|MPTCP|DCCP|ICMP)\b.*\[/,
    'annotation-socket',
  ],
  [/^(pipe|socket):\[/, 'annotation-inode'],
  [/<(char|block) /, 'annotation-device'],
  [/^(anon_inode|signalfd|pid|\{eventfd|\[)/, 'annotation-anonymous'],
  [/^\//, 'annotation-path'],
];

/** What `<…>` behind a descriptor or a pid says. The annotation stands in full, in a code span. */
export function annotationParagraphs(value: Value, text: string, knowledge: Knowledge): string[] {
  if (value.annotation === undefined) return [];
  const annotation = spanText(value.annotation, text);
  const path = pathOf(value, text);
  const key = kinds.find(([pattern]) => pattern.test(annotation))?.[1];
  const protocol = /^[\w-]+/.exec(annotation)?.[0] ?? '';
  const known = path === undefined ? undefined : knowledge.path(path);
  return [
    code(annotation, pathLimit),
    filled(knowledge, key ?? 'annotation-fd', { protocol: code(protocol) }),
    ...(value.deleted === undefined && !annotation.endsWith(' (deleted)')
      ? []
      : [filled(knowledge, 'annotation-deleted')]),
    ...(known === undefined ? [] : [known.doc]),
  ];
}
