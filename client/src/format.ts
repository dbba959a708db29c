import type { CursorInfo } from '../../server/src/protocol.ts';

const kilo = 1000;
const mega = 1_000_000;
const minute = 60;
const hour = 3600;

/** Seconds as a reader of a trace says them: `350 µs`, `1.2 ms`, `3.05 s`, `2 min 5 s`, `3 h 5 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  if (seconds < 0) return `−${duration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 1 / kilo) return `${digits(seconds * mega)} µs`;
  if (seconds < 1) return `${digits(seconds * kilo)} ms`;
  if (seconds < minute) return `${digits(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < hour) return `${Math.floor(whole / minute)} min ${whole % minute} s`;
  return `${Math.floor(whole / hour)} h ${Math.floor((whole % hour) / minute)} min`;
}

/** `1 call`, `1,234 calls`. */
export function count(number: number, what: string, plural = `${what}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? what : plural}`;
}

/** What the status bar shows for a line; undefined for a line that is no process's. */
export function cursorText(info: CursorInfo): string | undefined {
  const parts = [
    processText(info),
    info.phaseTitle,
    info.sinceStart === undefined ? undefined : `at ${duration(info.sinceStart)}`,
    info.gap === undefined ? undefined : `gap ${duration(info.gap)}`,
    info.duration === undefined ? undefined : `took ${duration(info.duration)}`,
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** The same, with a sentence for each part: the tooltip. */
export function cursorDetail(info: CursorInfo): string {
  return [
    processLine(info),
    info.phaseTitle === undefined
      ? undefined
      : `Phase: ${info.phaseTitle}${info.stage === undefined ? '' : ` (${info.stage})`}`,
    info.sinceStart === undefined
      ? undefined
      : `${duration(info.sinceStart)} after the trace's first line`,
    info.gap === undefined
      ? undefined
      : `${duration(info.gap)} after the line before of the same process`,
    info.duration === undefined ? undefined : `${duration(info.duration)} in the call`,
    'Click to go to a phase.',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function processText({ pid, comm }: CursorInfo): string | undefined {
  if (pid === undefined) return comm;
  return comm === undefined ? String(pid) : `${pid} ${comm}`;
}

function processLine(info: CursorInfo): string | undefined {
  const process = processText(info);
  if (process === undefined) return undefined;
  const thread = info.tid === undefined || info.tid === info.pid ? '' : `, thread ${info.tid}`;
  return `Process ${process}${thread}`;
}

/** Three significant digits at the most, and no zeros at the end. */
function digits(value: number): string {
  const significant = 3;
  return String(Number(value.toPrecision(significant)));
}
