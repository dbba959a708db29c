/** What one call did, in one sentence of plain English, composed from the templates of the data. */
import { ownValue } from '../syntax/ownValue.ts';
import {
  argumentContext,
  argumentNamed,
  argumentsOf,
  commandOf,
  ioctlOf,
  resultContext,
  syscallOf,
} from '../knowledge/context.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { SentencesDoc, TemplateDoc } from '../knowledge/types.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';
import { spanText, valueText } from '../syntax/readValue.ts';
import { failedErrno } from './failedErrno.ts';
import { toMarkdown, toPlain, visible, type Phrase } from './readOutCode.ts';
import { holds } from './sentenceGuard.ts';
import { parseGuard, parseTemplate, type Guard, type Piece } from './sentenceTemplate.ts';
import { placeOf, type SentenceScope } from './sentenceScope.ts';
import { valuePhrase } from './sentenceValue.ts';

/** What a model of the trace knows beyond the call itself. */
export interface SentenceState {
  /** What a descriptor is open on at this call: a path, `pipe`, `127.0.0.1:80`. */
  descriptor(fd: number): string | undefined;
}

/** One sentence with its full stop. */
export interface Sentence {
  /** With the names and values of the trace in code spans. */
  readonly markdown: string;
  /** The same without any markup. */
  readonly plain: string;
}

/**
 * Says what a call did: for success, failure, a call that has not returned, one that the kernel
 * restarts, and one that never returns. A syscall without templates gets a sentence of its name and
 * result. Pieces of which the trace does not show the value are left out. Never throws.
 */
export function sentenceOf(
  call: JoinedCall,
  knowledge: Knowledge,
  state?: SentenceState,
): Sentence {
  const scope = scopeOf(call, knowledge, state);
  const outcome = outcomeOf(scope);
  const phrase = withoutRepeats([
    ...bodyPhrase(outcome, scope),
    ...endPhrase(outcome, scope),
    ...tamperingPhrase(call),
    '.',
  ]);
  return { markdown: toMarkdown(phrase), plain: toPlain(phrase) };
}

/** Leaves out what stands in parentheses where the sentence said the same before. */
function withoutRepeats(phrase: Phrase): Phrase {
  const said = new Set<string>();
  const kept: (Phrase[number] | undefined)[] = [...phrase];
  for (const [index, part] of phrase.entries()) {
    if (typeof part === 'string') continue;
    const before = kept[index - 1];
    const after = kept[index + 1];
    if (
      said.has(part.code) &&
      typeof before === 'string' &&
      before.endsWith(' (') &&
      typeof after === 'string' &&
      after.startsWith(')')
    ) {
      kept[index - 1] = before.slice(0, -' ('.length);
      kept[index] = undefined;
      kept[index + 1] = after.slice(1);
    }
    said.add(part.code);
  }
  return kept.filter((part) => part !== undefined);
}

type Outcome = 'success' | 'failure' | 'unfinished' | 'restarted' | 'killed';

function outcomeOf({ call, knowledge, syscall }: SentenceScope): Outcome {
  const { result } = call;
  if (result === undefined) return 'unfinished';
  if (result.restarted === true) return 'restarted';
  if (failedErrno(call, knowledge) !== undefined) return 'failure';
  if (result.unavailable === true) return 'killed';
  if (result.value.kind !== 'missing') return 'success';
  const returns = syscall?.returns?.type;
  return returns === undefined || returns === 'void' ? 'success' : 'killed';
}

function scopeOf(
  call: JoinedCall,
  knowledge: Knowledge,
  state: SentenceState | undefined,
): SentenceScope {
  const syscall = syscallOf(call, knowledge);
  const args = argumentsOf(call, knowledge);
  const contexts = new Map(args.map((one) => [one.name, argumentContext(one, knowledge)]));
  return {
    call,
    knowledge,
    ...(syscall !== undefined && { syscall }),
    ...(state !== undefined && { state }),
    argument(name) {
      const context = contexts.get(name);
      const value = argumentNamed(call, name, knowledge);
      return context === undefined || value === undefined ? undefined : { value, context };
    },
    type: (name) => contexts.get(name)?.type,
    result() {
      const value = call.result?.value;
      if (value === undefined) return undefined;
      return { value, context: resultContext(call, knowledge) };
    },
  };
}

function bodyPhrase(outcome: Outcome, scope: SentenceScope): Phrase {
  const { call, knowledge } = scope;
  const key = outcome === 'success' ? 'success' : outcome === 'failure' ? 'failure' : 'unfinished';
  const template =
    commandOf(call, knowledge)?.doc.sentence?.[key] ??
    ioctlOf(call, knowledge)?.sentence?.[key] ??
    scope.syscall?.sentence?.[key];
  const pieces = template === undefined ? undefined : chosen(template, scope);
  return pieces === undefined ? plainPhrase(key, scope) : rendered(pieces, scope);
}

/** What is said of a call without a template. */
function plainPhrase(key: keyof SentencesDoc, { call }: SentenceScope): Phrase {
  const name = { code: call.name === undefined ? '?' : spanText(call.name, call.text) };
  if (key === 'failure') return [name, ' failed'];
  if (key === 'unfinished') return ['Calling ', name];
  const value = call.result?.value;
  if (value === undefined || value.kind === 'missing') return ['Called ', name];
  return [name, ' returned ', { code: valueText(value, call.text) }];
}

function endPhrase(outcome: Outcome, scope: SentenceScope): Phrase {
  const { result, text } = scope.call;
  switch (outcome) {
    case 'success':
      return [];
    case 'unfinished':
      return [' (not returned yet)'];
    case 'restarted':
      return [' (interrupted by a signal; the kernel may start it again)'];
    case 'killed':
      return [' (never returned)'];
    case 'failure': {
      const errno = failedErrno(scope.call, scope.knowledge);
      if (errno === undefined) return [];
      const meaning = errnoMeaning(errno, scope);
      if (meaning !== undefined) return [`: ${asContinuation(meaning)}`];
      const printed = result?.errorText === undefined ? '' : spanText(result.errorText, text);
      return printed === ''
        ? [': ', { code: errno }]
        : [': ', { code: errno }, `, ${inert(printed)}`];
    }
  }
}

/** That the result is not the kernel's (strace(1), `-e inject=`). */
function tamperingPhrase({ result, text }: JoinedCall): Phrase {
  const isInjected = result?.tampering.some((span) => spanText(span, text).startsWith('INJECTED'));
  return isInjected === true ? [' (so strace made it look, by fault injection)'] : [];
}

/** What an errno means for this call, by its command, its syscall, or in general. */
export function errnoMeaning(
  errno: string,
  { call, knowledge, syscall }: Pick<SentenceScope, 'call' | 'knowledge' | 'syscall'>,
): string | undefined {
  const command = commandOf(call, knowledge)?.doc;
  return (
    ownValue(command?.errors, errno) ??
    ownValue(syscall?.errors, errno) ??
    knowledge.errno(errno)?.doc
  );
}

/** A sentence of the data as the end of another: no capital, unless it is a name's, no full stop. */
function asContinuation(sentence: string): string {
  const open = sentence.replace(/\.$/, '');
  return /^[A-Z][a-z]+\b|^A\b/.test(open) && !properNames.test(open)
    ? open.charAt(0).toLowerCase() + open.slice(1)
    : open;
}

/** Words that keep their capital within a sentence. */
const properNames =
  /^(Linux|Unix|Ethernet|Internet|Netlink|Bluetooth|Btrfs|Windows|Yama|Landlock)\b/;

/** Text of the trace that must not be taken for Markdown, yet reads as words: the error string. */
function inert(text: string): string {
  return visible(text).replaceAll(/[^\p{L}\p{N} ,.'()/-]/gu, ' ');
}

const templates = new Map<string, readonly Piece[]>();
const guards = new Map<string, Guard>();

function piecesOf(text: string): readonly Piece[] {
  const known = templates.get(text);
  if (known !== undefined) return known;
  const { pieces } = parseTemplate(text);
  templates.set(text, pieces);
  return pieces;
}

function guardOf(text: string): Guard {
  const known = guards.get(text);
  if (known !== undefined) return known;
  const { guard } = parseGuard(text);
  guards.set(text, guard);
  return guard;
}

/** The first variant whose guard holds. */
function chosen(template: TemplateDoc, scope: SentenceScope): readonly Piece[] | undefined {
  if (typeof template === 'string') return piecesOf(template);
  const variant = template.find((one) => one.if === undefined || holds(guardOf(one.if), scope));
  return variant === undefined ? undefined : piecesOf(variant.text);
}

function rendered(pieces: readonly Piece[], scope: SentenceScope): Phrase {
  const parts = pieces.flatMap((piece): Phrase => {
    switch (piece.kind) {
      case 'text':
        return [piece.text];
      case 'value':
        return valuePhrase(piece, scope);
      case 'optional': {
        const isShown = holds(piece.guard, scope) && piece.pieces.every(isThere);
        return isShown ? rendered(piece.pieces, scope) : [];
      }
    }
  });
  // Where a value was left out, the blanks around it are one.
  return parts.map((part, i) => {
    const before = parts[i - 1];
    const isDouble = typeof before === 'string' && before.endsWith(' ');
    return isDouble && typeof part === 'string' ? part.replace(/^ /, '') : part;
  });

  function isThere(piece: Piece): boolean {
    return piece.kind !== 'value' || placeOf(piece.path, scope) !== undefined;
  }
}
