import { ownValue } from '../syntax/ownValue.ts';
import { commandOf, ioctlOf, syscallOf } from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SyscallDoc } from '../knowledge/types.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { spanText } from '../syntax/readValue.ts';
import { filled, manualLink } from './hoverPart.ts';
import { code, codeBlock, type Phrase, toMarkdown } from './readOutCode.ts';
import { sentenceOf, type SentenceState } from './sentence.ts';

/**
 * What a syscall's name says: prototype, meaning, this call, its result, where to read on.
 *
 * @param why Why the call is there, where that is known.
 */
export function syscallParagraphs(
  call: JoinedCall,
  knowledge: Knowledge,
  state?: SentenceState,
  why?: Phrase,
): string[] {
  const name = call.name === undefined ? '' : spanText(call.name, call.text);
  const doc = syscallOf(call, knowledge);
  const sentence = sentenceOf(call, knowledge, state).markdown;
  const reason = whyParagraphs(why);
  if (doc === undefined) {
    const isNumber = name.startsWith('syscall_0x');
    return [
      `**${code(name)}**`,
      ...(isNumber ? [filled(knowledge, 'syscall-unknown')] : []),
      `This call: ${sentence}`,
      ...reason,
    ];
  }
  const command = commandOf(call, knowledge);
  const ioctl = ioctlOf(call, knowledge);
  const notes = [command?.doc.notes, doc.notes].filter((note) => note !== undefined);
  return [
    codeBlock(prototype(doc), 'c'),
    doc.summary,
    ...(command === undefined ? [] : [`${code(command.name)}: ${command.doc.summary}`]),
    ...(ioctl === undefined ? [] : [`${code(ioctl.name)}: ${ioctl.doc}`]),
    `**This call:** ${sentence}`,
    ...reason,
    ...resultParagraphs(call, knowledge),
    ...notes.map((note) => note.trim()),
    footer(doc),
  ];
}

/** Why a line is there, as a paragraph; none where that is not known. */
export function whyParagraphs(why: Phrase | undefined): string[] {
  return why === undefined ? [] : [`**Why:** ${toMarkdown(why)}`];
}

/** `int openat(int dirfd, const char *pathname, …)`. */
function prototype(doc: SyscallDoc): string {
  const args = doc.args.map(({ ctype, name }) =>
    ctype.endsWith('*') ? `${ctype}${name}` : `${ctype} ${name}`,
  );
  const line = `${doc.name}(${args.join(', ')})`;
  return line.length <= 80 ? line : `${doc.name}(\n    ${args.join(',\n    ')})`;
}

/** What the return value means; of a failure what the errno does, and whether it is usual. */
export function resultParagraphs(call: JoinedCall, knowledge: Knowledge): string[] {
  const { result } = call;
  if (result === undefined) return [];
  if (result.unavailable === true) return [filled(knowledge, 'result-unavailable')];
  if (result.restarted === true) return [filled(knowledge, 'result-restarted')];
  const value = spanText(result.value.core, call.text);
  if (result.errno !== undefined) {
    return errnoParagraphs(spanText(result.errno, call.text), call, knowledge);
  }
  if (value === '?') return [filled(knowledge, 'result-none')];
  const returns =
    commandOf(call, knowledge)?.doc.returns ?? syscallOf(call, knowledge)?.returns ?? undefined;
  return returns === undefined ? [] : [`**Returned** ${code(value)}: ${returns.doc}`];
}

/** An errno: its meaning for this call, else in general, and when it is harmless. */
export function errnoParagraphs(name: string, call: JoinedCall, knowledge: Knowledge): string[] {
  const command = commandOf(call, knowledge)?.doc;
  const syscall = syscallOf(call, knowledge);
  const special = ownValue(command?.errors, name) ?? ownValue(syscall?.errors, name);
  const general = knowledge.errno(name);
  const number = general?.value === undefined ? '' : ` (${general.value})`;
  const usual =
    ownValue(command?.usual, name) ??
    ownValue(ioctlOf(call, knowledge)?.usual, name) ??
    ownValue(syscall?.usual, name);
  const meaning = special ?? general?.doc;
  return [
    `**${code(name)}**${number}${meaning === undefined ? '' : `: ${meaning}`}`,
    ...(usual === undefined ? [] : [`*Often harmless:* ${usual}`]),
  ];
}

function footer(doc: SyscallDoc): string {
  const replaced = (doc.replaced ?? []).map((name) => code(name)).join(', ');
  return [
    manualLink(doc.man ?? `${doc.name}.2`),
    doc.class.map((name) => code(`%${name}`)).join(' '),
    doc.since === undefined ? undefined : `since Linux ${doc.since}`,
    doc.architectures === undefined ? undefined : doc.architectures,
    replaced === '' ? undefined : `now ${replaced}`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}
