import type { Prefix, Span } from './tree.ts';

type Draft = { -readonly [K in keyof Prefix]: Prefix[K] };

const PID_IN_BRACKETS = /\[pid +(\d+)(?:<([^<>]*)>)?\] /y;
const PID = /(\d{1,8})(?:<([^<>]*)>)? +/y;
/** `[unconfined_t] `; what only consists of digits or hex digits is -n or -i. */
const CONTEXT = /\[([A-Za-z_][\w:.,!+-]*)\] /y;
const CLOCK = /(\d\d:\d\d:\d\d(?:\.\d{3,9})?) /y;
const EPOCH = /(\d{9,12}(?:\.\d{3,9})?) /y;
const SINCE_LAST = /\(\+ *(\d+(?:\.\d+)?)\) /y;
const RELATIVE = / *(\d+\.\d{3,9}) /y;
/** `-r s` prints whole seconds: only the blanks ahead tell them from a pid. */
const WHOLE_RELATIVE = / *(\d+) (?=[a-z<?+[-])/y;
const SYSCALL_NUMBER = /\[ *(\d{1,5}|\?\?\?)\] /y;
const POINTER = /\[([0-9a-f]{16}|[0-9a-f]{8}|\?{16}|\?{8})\] /y;

const BLANK = ' ';

/**
 * What stands ahead of the body (strace -f, -Y, --secontext, -t, -r, -n, -i), in the one order in
 * which strace prints it. `end` is 0 where the line begins with its body.
 * The text must be without colors.
 * @see strace's printleader()
 */
export function parsePrefix(text: string): Prefix {
  const prefix: Draft = { end: 0 };
  const first = text.charCodeAt(0);
  // Nothing of the prefix begins with a letter, and most lines without one do.
  if (first >= 97 && first <= 122) return prefix;

  const pid = take(PID_IN_BRACKETS) ?? take(PID);
  if (pid !== undefined) {
    prefix.tid = pid.first;
    if (pid.second !== undefined) prefix.comm = pid.second;
  }
  const context = take(CONTEXT);
  if (context !== undefined) prefix.context = context.first;
  const time = take(CLOCK) ?? take(EPOCH);
  if (time !== undefined) {
    prefix.time = time.first;
    const since = take(SINCE_LAST);
    if (since !== undefined) prefix.relative = since.first;
  } else {
    const relative = take(RELATIVE) ?? (afterBlanks() ? take(WHOLE_RELATIVE) : undefined);
    if (relative !== undefined) prefix.relative = relative.first;
  }
  // Eight digits are an address, four at the most a number: the longer form is tried first.
  const early = take(POINTER);
  const number = early === undefined ? take(SYSCALL_NUMBER) : undefined;
  if (number !== undefined) prefix.number = number.first;
  const pointer = early ?? take(POINTER);
  if (pointer !== undefined) prefix.pointer = pointer.first;
  return prefix;

  function take(pattern: RegExp): { first: Span; second: Span | undefined } | undefined {
    pattern.lastIndex = prefix.end;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const start = text.indexOf(found[1] ?? '', prefix.end);
    const end = start + (found[1]?.length ?? 0);
    prefix.end = pattern.lastIndex;
    const second = found[2];
    return {
      first: { start, end },
      second: second === undefined ? undefined : { start: end + 1, end: end + 1 + second.length },
    };
  }

  function afterBlanks(): boolean {
    return text.startsWith(BLANK, prefix.end) || text.startsWith('  ', prefix.end - 2);
  }
}
