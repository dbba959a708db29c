/** How a placeholder of a sentence template reads. */
import type { Place } from '../knowledge/context.ts';
import type { ValueType } from '../knowledge/types.ts';
import { valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import { namesOf, printedPhrase, readOut } from './readOut.ts';
import { addressPhrase } from './readOutAddress.ts';
import type { Phrase } from './readOutCode.ts';
import { annotationOf } from './readOutDescriptor.ts';
import { bytesText, grouped, modeOf, numberOf, permissionText } from './readOutNumbers.ts';
import { printedContent } from './readOutStrings.ts';
import { timePhrase } from './readOutTimes.ts';
import { placeOf, type SentenceScope } from './sentenceScope.ts';
import type { Filter, Piece } from './sentenceTemplate.ts';

/** A placeholder as it stands in the sentence. What the trace does not show is named by its type. */
export function valuePhrase(
  { path, filter }: Extract<Piece, { kind: 'value' }>,
  scope: SentenceScope,
): Phrase {
  const place = placeOf(path, scope);
  if (place === undefined) {
    if (filter === 'access') return [];
    const type = path.length === 1 ? scope.type(path[0] ?? '') : undefined;
    return [(type === undefined ? undefined : absentWords[type]) ?? 'something'];
  }
  const { text } = scope.call;
  const phrase = filter === undefined ? undefined : filtered(filter, place, scope);
  if (filter !== undefined) return phrase ?? printedPhrase(place.value, text);
  return byType(place, scope) ?? printedPhrase(place.value, text);
}

/** Stand for a value that strace did not print or could not read. */
const absentWords: Partial<Record<ValueType, string>> = {
  fd: 'a descriptor',
  dirfd: 'a directory',
  path: 'a path',
  string: 'a string',
  buffer: 'some bytes',
  flags: 'some flags',
  mode: 'some permissions',
  size: 'some bytes',
  count: 'some',
  pid: 'a process',
  signal: 'a signal',
  sockaddr: 'an address',
  address: 'an address',
  pointer: 'an address',
  timespec: 'some time',
  timeval: 'some time',
  seconds: 'some time',
  milliseconds: 'some time',
  microseconds: 'some time',
  nanoseconds: 'some time',
  status: 'some status',
};

function byType(place: Place, scope: SentenceScope): Phrase | undefined {
  const { value, context } = place;
  const { text } = scope.call;
  const reading = { text, knowledge: scope.knowledge };
  const number = numberOf(value, text);
  switch (context.type) {
    case 'path':
    case 'string':
    case 'buffer': {
      const target =
        value.kind === 'array' && value.children.length === 1 ? value.children[0] : value;
      const content = target === undefined ? undefined : printedContent(target, text);
      return content === undefined ? undefined : [{ code: content }];
    }
    case 'fd':
    case 'dirfd':
      return descriptor(value, scope);
    case 'size':
      return number === undefined || number < 0n ? readOut(place, reading) : [bytesText(number)];
    case 'count':
    case 'int':
    case 'offset':
      return number === undefined ? undefined : decimal(value, number, text);
    case 'pid':
      return processPhrase(value, number, text);
    case 'uid':
    case 'gid':
    case 'port':
    case 'exit':
    case 'bool':
      return number === undefined ? undefined : [number.toString()];
    case 'mode': {
      const mode = modeOf(value, text);
      return mode === undefined || mode < 0n ? undefined : [{ code: permissionText(mode) }];
    }
    case 'flags':
    case 'enum':
    case 'signal':
    case 'errno':
    case 'command': {
      const names = value.kind === 'number' ? namesOf(place, reading) : [];
      return names.length === 0 ? undefined : [{ code: names.join('|') }];
    }
    case 'ip':
    case 'dev':
    case 'sigset':
    case 'status':
    case 'sockaddr':
    case 'timespec':
    case 'timeval':
    case 'seconds':
    case 'milliseconds':
    case 'microseconds':
    case 'nanoseconds':
    case 'ticks':
    case 'time':
      return readOut(place, reading);
    default: {
      const content = printedContent(value, text);
      if (content !== undefined) return [{ code: content }];
      return number !== undefined && value.kind !== 'number' ? [grouped(number)] : undefined;
    }
  }
}

function filtered(filter: Filter, place: Place, scope: SentenceScope): Phrase | undefined {
  const { value } = place;
  const { text } = scope.call;
  const reading = { text, knowledge: scope.knowledge };
  const number = numberOf(value, text);
  switch (filter) {
    case 'access':
      return [accessWord(namesOf(place, reading))];
    case 'raw':
    case 'words':
      return printedPhrase(value, text);
    case 'text':
      return bare(valueText(value, text));
    case 'size':
      return number === undefined || number < 0n ? undefined : [bytesText(number)];
    case 'count':
      return number === undefined ? undefined : [grouped(number)];
    case 'number':
      return number === undefined ? undefined : [number.toString()];
    case 'time':
      return timePhrase(place, reading);
    case 'mode': {
      const mode = modeOf(value, text);
      return mode === undefined || mode < 0n ? undefined : [{ code: permissionText(mode) }];
    }
    case 'names':
      return nameList(namesOf(place, reading));
    case 'content':
      return excerpt(value, text);
    case 'items': {
      const list = value.kind === 'complement' ? (value.children[0] ?? value) : value;
      const isList = list.kind === 'array' || list.kind === 'set';
      if (!isList) return undefined;
      const shown = list.children.filter(({ kind }) => kind !== 'ellipsis').length;
      return [list.abbreviated === true ? `more than ${shown}` : grouped(shown)];
    }
  }
}

/** `fd 3 (`/etc/passwd`)`; standard streams by their number alone, the directory by its name. */
function descriptor(value: Value, scope: SentenceScope): Phrase | undefined {
  const { text } = scope.call;
  const target = value.kind === 'array' && value.children.length === 1 ? value.children[0] : value;
  if (target === undefined) return undefined;
  const printed = valueText(target, text);
  const annotation = annotationOf(target, text);
  const isCurrent = printed === 'AT_FDCWD' || printed === '-100' || printed === '0xffffff9c';
  if (isCurrent) {
    return annotation === undefined ? ['the current directory'] : [{ code: annotation }];
  }
  const number = numberOf(target, text);
  if (number === undefined) return undefined;
  const known = annotation ?? scope.state?.descriptor(Number(number));
  const name = `fd ${BigInt.asIntN(32, number)}`;
  return known === undefined ? [name] : [`${name} (`, { code: known }, ')'];
}

function processPhrase(value: Value, number: bigint | undefined, text: string): Phrase | undefined {
  if (number === undefined) return undefined;
  const comm = annotationOf(value, text);
  return comm === undefined ? [`process ${number}`] : [`process ${number} (`, { code: comm }, ')'];
}

/** Numbers of everyday size with their thousands apart; addresses and the like as printed. */
function decimal(value: Value, number: bigint, text: string): Phrase {
  const printed = valueText(value, text);
  return printed.startsWith('0x') ? [{ code: printed }] : [grouped(number)];
}

function accessWord(names: readonly string[]): string {
  if (names.includes('O_RDWR')) return 'read-write';
  if (names.includes('O_WRONLY')) return 'write-only';
  if (names.includes('O_PATH')) return 'as a mere location';
  return 'read-only';
}

/** `A`, `B` and `C`. */
function nameList(names: readonly string[]): Phrase | undefined {
  if (names.length === 0) return undefined;
  return names.flatMap((name, i) => {
    const glue = i === 0 ? [] : [i === names.length - 1 ? ' and ' : ', '];
    return [...glue, { code: name }];
  });
}

/** So much of a string's content stands in a sentence. */
const excerptLength = 40;

function excerpt(value: Value, text: string): Phrase | undefined {
  const target = value.kind === 'array' && value.children.length === 1 ? value.children[0] : value;
  const address = addressPhrase(value, text);
  if (address !== undefined) return address;
  if (target === undefined) return undefined;
  const content = printedContent(target, text);
  if (content === undefined) return undefined;
  const isLong = content.length > excerptLength;
  return [{ code: `"${isLong ? `${content.slice(0, excerptLength)}…` : content}"` }];
}

/** Text that is shown without a code span where it can be no Markdown, and in one where it can. */
function bare(printed: string): Phrase {
  return /^[\w .,:+-]*$/.test(printed) &&
    !/\b_|_\b|__/.test(printed) &&
    printed.length <= excerptLength
    ? [printed]
    : [{ code: printed }];
}
