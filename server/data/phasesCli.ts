/**
 * `npm run phases -- FILE… [--add FILE.yaml]… [--reasons]`: prints the phases of traces, one a line:
 * lines from 1, calls, stage, id and title. With `--reasons` the calls and signals of each phase follow
 * it, with the name of the reason that is shown for them. For people who write profiles and reasons:
 * those of the files added are tried as the server does it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { foldPhases } from '../src/model/phases/foldPhases.ts';
import type { PhaseTable } from '../src/model/phases/phaseTable.ts';
import type { Profile } from '../src/model/phases/profile.ts';
import { foldProcesses, type ProcessTable } from '../src/model/processes.ts';
import { isCallKind } from '../src/model/calls.ts';
import { bindReasons, type BoundReasons, putAhead } from '../src/model/reasons/bindReasons.ts';
import { type Reasons, reasonsOf } from '../src/model/reasons/findReason.ts';
import { descriptorsOf } from '../src/model/state/descriptors.ts';
import { foldDescriptors } from '../src/model/state/foldDescriptors.ts';
import { addProfiles, type UserProfiles } from '../src/profiles/userProfiles.ts';
import { RowKind } from '../src/syntax/kinds.ts';
import { TraceText } from '../src/syntax/traceText.ts';
import { readProfiles } from './compilePhases.ts';
import { readReasons } from './compileReasons.ts';
import { dataNames } from './names.ts';

const builtIn = readProfiles();
const shownText = 100;
const lineWidth = 7;
const reasonWidth = 28;

/** Phases of a trace, by the profiles of the data folder where no others are given. */
export function phasesOf(
  text: string,
  profiles: readonly Profile[] = builtIn.profiles,
): { source: TraceText; processes: ProcessTable; table: PhaseTable } {
  const source = TraceText.create('file:///trace', 'strace', 1, text);
  const processes = foldProcesses(source);
  return { source, processes, table: foldPhases(source, processes, profiles) };
}

/**
 * The phases of a trace, one a line. With `bound` the calls and signals of each come after it: line,
 * name of the reason or `-`, whether it makes a failure usual, text.
 */
export function describeTrace(
  text: string,
  profiles: readonly Profile[],
  bound: BoundReasons | undefined,
): string[] {
  const { source, processes, table } = phasesOf(text, profiles);
  const descriptors = descriptorsOf(foldDescriptors(source, processes), processes);
  const parts = { text: source, processes, phases: table, descriptors };
  const reasons = bound === undefined ? undefined : reasonsOf(parts, bound);
  return table.phases.flatMap((phase, index) => {
    const pid = processes.processes[phase.process]?.pid ?? '-';
    const lines = `${phase.startRow + 1}-${phase.endRow + 1}`;
    const line = [
      lines.padEnd(13),
      String(pid).padEnd(7),
      String(phase.calls).padStart(6),
      ` ${phase.stage.padEnd(9)}`,
      phase.id.padEnd(26),
      phase.title,
    ].join(' ');
    if (reasons === undefined) return [line];
    const rows = Array.from(
      { length: phase.endRow - phase.startRow + 1 },
      (_, at) => phase.startRow + at,
    ).filter((row) => table.phaseAt(row) === index && isExplained(source, row));
    return [line, ...rows.map((row) => describeRow(source, reasons, row))];
  });
}

/** Whether a row is of a kind that has reasons: a call, a piece of one, or a signal. */
function isExplained({ rows }: TraceText, row: number): boolean {
  const kind = rows.kind(row);
  return isCallKind(kind) || kind === RowKind.signal;
}

function describeRow(source: TraceText, reasons: Reasons, row: number): string {
  const found = reasons.at(row);
  const { rows } = source;
  const isUsual = found?.usual.includes(rows.names[rows.errno(row)] ?? '') === true;
  return [
    String(row + 1).padStart(lineWidth),
    ` ${(found?.reason.name ?? '-').padEnd(reasonWidth)}`,
    (isUsual ? 'usual' : '').padEnd('usual'.length),
    source
      .text(row)
      .slice(0, shownText)
      .replaceAll(/\p{Cc}/gu, '·'),
  ].join(' ');
}

/** What is built in with what is in `files`; what is wrong with any of them is told. */
function withFiles(files: readonly string[]): UserProfiles {
  tell(
    builtIn.problems.map(({ file, ...problem }) => ({ file: path.relative('', file), ...problem })),
  );
  const texts = files.map((uri) => ({ uri, text: readFileSync(uri, 'utf8') }));
  const added = addProfiles(texts, builtIn.profiles, dataNames());
  for (const [file, wrong] of added.problems) {
    tell(wrong.map(({ line, ...problem }) => ({ file, line: line + 1, ...problem })));
    if (wrong.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  }
  return added;
}

function tell(
  problems: readonly {
    readonly file: string;
    readonly line: number;
    readonly column?: number;
    readonly severity?: string;
    readonly message: string;
  }[],
): void {
  for (const { file, line, column, severity, message } of problems) {
    const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column + 1}`;
    console.error(`${place}: ${severity === 'warning' ? 'warning: ' : ''}${message}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      add: { type: 'string', multiple: true, default: [] },
      // What `add` was called when it took profiles alone.
      profile: { type: 'string', multiple: true, default: [] },
      reasons: { type: 'boolean', default: false },
    },
  });
  const { profiles, reasons } = withFiles([...values.add, ...values.profile]);
  const bound = values.reasons
    ? putAhead(bindReasons(reasons), bindReasons(readReasons().reasons))
    : undefined;
  for (const file of positionals) {
    const lines = describeTrace(readFileSync(file, 'utf8'), profiles, bound);
    for (const line of lines) console.log(line);
  }
}
