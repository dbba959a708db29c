import type { Place, Reading } from '../knowledge/context.ts';
import type { ValueType } from '../knowledge/types.ts';
import { fieldOf, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Phrase } from './readOutCode.ts';
import { dateText, durationText, numberOf } from './readOutNumbers.ts';

const billion = 1_000_000_000n;
/** Nanoseconds of one unit of each type that a bare number may have. */
const units: Partial<Record<ValueType, bigint>> = {
  seconds: billion,
  milliseconds: 1_000_000n,
  microseconds: 1000n,
  nanoseconds: 1n,
  // USER_HZ, the 1/100 s in which the kernel tells times to programs (times(2)).
  ticks: 10_000_000n,
};
/** Seconds from which on a time is a date: no machine has been up for 31 years. */
const firstDate = 1_000_000_000n;
/** Seconds until which a date is likely one: the year 2286. */
const lastDate = 9_999_999_999n;

/**
 * A time: a span in the unit that reads best, or a date where it counts from 1970. Negative spans,
 * which mean "without limit" to every call that takes one, say so. Undefined for what is no time.
 */
export function timePhrase({ value, context }: Place, { text }: Reading): Phrase | undefined {
  if (context.type === 'time') {
    const seconds = numberOf(value, text);
    const date = seconds === undefined ? undefined : dateText(seconds);
    return date === undefined ? undefined : [date];
  }
  const unit = context.type === undefined ? undefined : units[context.type];
  if (unit !== undefined) {
    const number = numberOf(value, text);
    if (number === undefined) return undefined;
    if (number < 0n) return ['no limit'];
    if (unit === billion && number >= firstDate && number <= lastDate) {
      const date = dateText(number);
      if (date !== undefined) return [date];
    }
    return [durationText(number * unit)];
  }
  const parts = secondsOf(value, text);
  if (parts === undefined) return undefined;
  if (parts.seconds >= firstDate && parts.seconds <= lastDate) {
    const date = dateText(parts.seconds, parts.nanoseconds);
    if (date !== undefined) return [date];
  }
  return [durationText(parts.seconds * billion + parts.nanoseconds)];
}

/** What `{tv_sec=…, tv_nsec=…}` or `{tv_sec=…, tv_usec=…}` holds; of `itimerspec` the value. */
function secondsOf(
  value: Value,
  text: string,
): { seconds: bigint; nanoseconds: bigint } | undefined {
  const [only] = value.children;
  if (value.kind === 'array' && value.children.length === 1 && only !== undefined) {
    return secondsOf(only, text);
  }
  const inner = fieldOf(value, 'it_value', text);
  if (inner !== undefined) return secondsOf(inner, text);
  const seconds = field('tv_sec');
  if (seconds === undefined) return undefined;
  const nanoseconds = field('tv_nsec') ?? (field('tv_usec') ?? 0n) * 1000n;
  return { seconds, nanoseconds };

  function field(name: string): bigint | undefined {
    const found = fieldOf(value, name, text);
    if (found === undefined) return undefined;
    // Names such as UTIME_NOW stand in tv_nsec and have no length.
    return found.kind === 'name' && valueText(found, text) !== ''
      ? undefined
      : numberOf(found, text);
  }
}
