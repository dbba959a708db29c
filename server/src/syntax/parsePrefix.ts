import { type LineScan, TimeCode } from './lineScan.ts';
import type { Prefix, Span } from './tree.ts';

type Draft = { -readonly [K in keyof Prefix]: Prefix[K] };

const PID = /(?:\[pid +)?(\d+)(?:<([^>]*)>)?\]? +/y;
const BRACKET = /\[ *([\w?:.,!-]+)\] /y;
const TIME = / *(\d+(?::\d\d:\d\d)?(?:\.\d+)?) /y;
const SINCE_LAST = /\(\+ *(\d+(?:\.\d+)?)\) /y;

const NUMBER = /^(?:\d{1,5}|\?\?\?)$/;
const POINTER = /^(?:[0-9a-f]{16}|[0-9a-f]{8}|\?{16}|\?{8})$/;

/**
 * What stands ahead of the body (strace -f, -Y, --secontext, -t, -r, -n, -i), in the one order in
 * which strace prints it. `end` is 0 where the line begins with its body.
 * The text must be without colors; `scan` is what level 0 found in it.
 * @see strace's printleader()
 */
export function parsePrefix(text: string, scan: LineScan): Prefix {
  const draft: Draft = { end: scan.body };
  let at = 0;
  if (scan.body === 0) return draft;

  if (scan.tid > 0) {
    const pid = take(PID);
    if (pid !== undefined) {
      draft.tid = pid.first;
      if (pid.second !== undefined) draft.comm = pid.second;
    }
  }
  addBracket();
  if (scan.time !== TimeCode.none) {
    const time = take(TIME)?.first;
    if (time !== undefined) draft[scan.time === TimeCode.relative ? 'relative' : 'time'] = time;
  }
  const since = take(SINCE_LAST)?.first;
  if (since !== undefined) draft.relative = since;
  addBracket();
  addBracket();
  return draft;

  function addBracket(): void {
    const found = take(BRACKET)?.first;
    if (found === undefined) return;
    const inside = text.slice(found.start, found.end);
    if (NUMBER.test(inside)) draft.number = found;
    else if (POINTER.test(inside)) draft.pointer = found;
    else draft.context = found;
  }

  function take(pattern: RegExp): { first: Span; second: Span | undefined } | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const first = found?.[1];
    if (first === undefined || pattern.lastIndex > scan.body) return undefined;
    const start = text.indexOf(first, at);
    const end = start + first.length;
    at = pattern.lastIndex;
    const second = found?.[2];
    return {
      first: { start, end },
      second: second === undefined ? undefined : { start: end + 1, end: end + 1 + second.length },
    };
  }
}
