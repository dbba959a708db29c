import { RowKind } from './kinds.ts';
import type { LineScan } from './lineScan.ts';
import { withoutEcho } from './echo.ts';
import { parseArguments } from './parseArguments.ts';
import { parsePrefix } from './parsePrefix.ts';
import { parseResult } from './parseResult.ts';
import { parseExit, parseFrame, parseMessage, parseSignal } from './parseStatus.ts';
import { plainText } from './plainText.ts';
import { inColumnsOf } from './remap.ts';
import { skeletonOf } from './skeleton.ts';
import type { Line, Prefix, Span } from './tree.ts';

/**
 * What each part of one line is. Total: any text gives a line, in time proportional to its length;
 * what strace did not print is of kind `other`. Knows nothing of the lines around it.
 * `text` is without its terminator; colors of `--color` may be in it.
 */
export function parseLine(text: string): Line {
  const plain = plainText(text);
  return plain === undefined
    ? parsePlain(text)
    : inColumnsOf(parsePlain(plain.text), plain.columns);
}

function parsePlain(text: string): Line {
  const scan = skeletonOf(text);
  const prefix = parsePrefix(text, scan);
  const { kind } = scan;
  switch (kind) {
    case RowKind.call:
    case RowKind.unfinished:
    case RowKind.resumed:
    case RowKind.splitHead:
    case RowKind.splitTail:
      return parseCall(text, scan, prefix);
    case RowKind.signal:
    case RowKind.stopped:
      return parseSignal(text, scan, prefix);
    case RowKind.exit:
      return parseExit(text, scan, prefix);
    case RowKind.message:
      return parseMessage(text, scan, prefix);
    case RowKind.frame:
      return parseFrame(text);
    case RowKind.hexdump:
    case RowKind.summary:
    case RowKind.other:
      return { kind, prefix, args: [] };
    default:
      return kind satisfies never;
  }
}

type Draft = { -readonly [K in keyof Line]: Line[K] };

/** A call, or as much of one as the line has. */
function parseCall(text: string, scan: LineScan, prefix: Prefix): Line {
  const { kind, argsStart, argsEnd } = scan;
  const parsedArguments = parseArguments(text, argsStart, argsEnd);
  const { args, foreign } = withoutEcho(text, argsEnd, parsedArguments);
  const line: Draft = { kind, prefix, args };
  if (scan.nameEnd > scan.nameStart) line.name = { start: scan.nameStart, end: scan.nameEnd };
  if (foreign !== undefined) line.foreign = foreign;

  const left = markerAt(text, argsEnd);
  if (kind === RowKind.resumed) {
    line.marker = { start: scan.body, end: argsStart };
    if (left !== undefined) line.unfinished = left;
  } else if (left !== undefined) {
    line.marker = left;
  }
  if (scan.ended) {
    const equal = text.indexOf('=', left?.end ?? argsEnd);
    const errno =
      scan.errnoEnd > scan.errnoStart ? { start: scan.errnoStart, end: scan.errnoEnd } : undefined;
    const parsed = parseResult(text, { start: equal, end: text.length }, errno);
    if (parsed !== undefined) line.result = parsed.result;
    if (parsed?.duration !== undefined) line.duration = parsed.duration;
  } else if (left === undefined && argsEnd < text.length && text.charAt(argsEnd) !== ')') {
    // A message of strace's that is glued to the arguments.
    line.foreign = { start: foreign?.start ?? argsEnd, end: text.length };
  }
  return line;
}

/** `<unfinished ...>` and the like, where strace left the call; the blank before it is not in it. */
const MARKER = / ?(<(?:[^<>]*(?:\.\.\.>|\bpid \d[^<>]*>?)|ptrace\([^<>]*>?))/y;

function markerAt(text: string, at: number): Span | undefined {
  MARKER.lastIndex = at;
  const marker = MARKER.exec(text)?.[1];
  if (marker === undefined) return undefined;
  return { start: MARKER.lastIndex - marker.length, end: MARKER.lastIndex };
}
