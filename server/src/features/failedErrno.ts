import type { Knowledge } from '../knowledge/knowledge.ts';
import { numberOf, spanText } from '../syntax/readValue.ts';
import type { JoinedCall } from '../syntax/joinCall.ts';

/**
 * Name of the errno that a call failed with, or its number where nobody knows a name; undefined of
 * a call that did not fail. Calls that strace does not know end with `= -1 (errno 22)`.
 */
export function failedErrno(
  { result, text }: JoinedCall,
  knowledge: Knowledge,
): string | undefined {
  if (result === undefined) return undefined;
  if (result.errno !== undefined) return spanText(result.errno, text);
  if (numberOf(result.value, text) !== failed) return undefined;
  const note = result.notes.find(({ key }) => key !== undefined && spanText(key, text) === 'errno');
  const number = note === undefined ? undefined : numberOf(note, text)?.toString();
  return number === undefined ? undefined : (knowledge.errno(number)?.name ?? number);
}

/** What a call returns that failed, as the C library has it. */
const failed = -1;
