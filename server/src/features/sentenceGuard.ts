import { integerOf } from '../knowledge/numbers.ts';
import type { Place } from '../knowledge/context.ts';
import { flagNames, valueText } from '../syntax/readValue.ts';
import { failedErrno } from './failedErrno.ts';
import { namesOf } from './readOut.ts';
import { numberOf } from './readOutNumbers.ts';
import { statusPhrase } from './readOutSignals.ts';
import { printedContent } from './readOutStrings.ts';
import type { Condition, Guard } from './sentenceTemplate.ts';
import { placeOf, type SentenceScope } from './sentenceScope.ts';

/** Whether every condition of a guard holds for a call. One that names what is not there does not. */
export function holds(guard: Guard, scope: SentenceScope): boolean {
  return guard.every((condition) => conditionHolds(condition, scope) !== condition.negated);
}

function conditionHolds(condition: Condition, scope: SentenceScope): boolean {
  const { path, member, comparison } = condition;
  if (path[0] === 'errno') return errnoHolds(condition, scope);
  const place = placeOf(path, scope);
  if (place === undefined) return false;
  if (member !== undefined) return hasMember(place, member, scope);
  if (comparison !== undefined) return compares(place, comparison, scope);
  return isSomething(place, scope);
}

function errnoHolds(
  { member, comparison }: Condition,
  { call, knowledge }: SentenceScope,
): boolean {
  const errno = failedErrno(call, knowledge);
  if (errno === undefined) return false;
  const wanted = member ?? comparison?.value;
  if (wanted === undefined) return true;
  const isSame = errno === wanted;
  return comparison?.operator === '!=' ? !isSame : isSame;
}

/** Present, and neither NULL, 0, an empty string nor an empty list. */
function isSomething({ value }: Place, { call: { text } }: SentenceScope): boolean {
  if (numberOf(value, text) === 0n) return false;
  switch (value.kind) {
    case 'name':
      return valueText(value, text) !== 'NULL';
    case 'string':
      return printedContent(value, text) !== '';
    case 'array':
    case 'set':
    case 'struct':
      return value.children.length > 0 || value.abbreviated === true;
    default:
      return true;
  }
}

function hasMember(place: Place, member: string, scope: SentenceScope): boolean {
  const { text } = scope.call;
  if (valueText(place.value, text) === member) return true;
  if (place.context.type === 'status') return statusWord(place, scope) === member;
  if (namesOf(place, { text, knowledge: scope.knowledge }).includes(member)) return true;
  // A name inside a form, such as the command in QCMD(…), or shifted by another.
  return place.value.children.some((child) => flagNames(child, text).includes(member));
}

/** What became of a child, in the first word of the status: `exited`, `killed`, `stopped`. */
function statusWord({ value }: Place, { call, knowledge }: SentenceScope): string | undefined {
  const [first] = statusPhrase(value, { text: call.text, knowledge }) ?? [];
  return typeof first === 'string' ? first.split(' ')[0] : undefined;
}

function compares(
  place: Place,
  { operator, value }: NonNullable<Condition['comparison']>,
  scope: SentenceScope,
): boolean {
  const { text } = scope.call;
  const left = numberOf(place.value, text);
  const right = integerOf(value) ?? otherNumber(value, scope);
  if (left === undefined || right === undefined) {
    const isSame = hasMember(place, value, scope);
    if (operator === '=') return isSame;
    return operator === '!=' && !isSame;
  }
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
  }
}

function otherNumber(name: string, scope: SentenceScope): bigint | undefined {
  const place = placeOf(name.split('.'), scope);
  return place === undefined ? undefined : numberOf(place.value, scope.call.text);
}
