/**
 * `npm run phases -- FILE`: prints the phases of a trace, one a line: lines from 1, calls, stage, id
 * and title. For people who write profiles.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { foldPhases } from '../src/model/phases/foldPhases.ts';
import type { PhaseTable } from '../src/model/phases/phaseTable.ts';
import { foldProcesses, type ProcessTable } from '../src/model/processes.ts';
import { TraceText } from '../src/syntax/traceText.ts';
import { readProfiles } from './compilePhases.ts';
import { fileURLToPath } from 'node:url';

const { profiles, problems } = readProfiles();

/** Phases of a trace, by the profiles of the data folder. */
export function phasesOf(text: string): { processes: ProcessTable; table: PhaseTable } {
  const source = TraceText.create('file:///trace', 'strace', 1, text);
  const processes = foldProcesses(source);
  return { processes, table: foldPhases(source, processes, profiles) };
}

function print(file: string): void {
  const { processes, table } = phasesOf(readFileSync(file, 'utf8'));
  for (const phase of table.phases) {
    const pid = processes.processes[phase.process]?.pid ?? '-';
    const lines = `${phase.startRow + 1}-${phase.endRow + 1}`;
    console.log(
      [
        lines.padEnd(13),
        String(pid).padEnd(7),
        String(phase.calls).padStart(6),
        ` ${phase.stage.padEnd(9)}`,
        phase.id.padEnd(26),
        phase.title,
      ].join(' '),
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, line, message } of problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  for (const file of process.argv.slice(2)) print(file);
}
