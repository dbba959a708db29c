/**
 * `npm run phases -- FILE… [--profile PROFILE.yaml]…`: prints the phases of traces, one a line: lines
 * from 1, calls, stage, id and title. For people who write profiles: those given are added to the
 * built-in ones as the server does it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Profile } from '../src/model/phases/profile.ts';
import { addProfiles } from '../src/profiles/userProfiles.ts';
import { foldPhases } from '../src/model/phases/foldPhases.ts';
import type { PhaseTable } from '../src/model/phases/phaseTable.ts';
import { foldProcesses, type ProcessTable } from '../src/model/processes.ts';
import { TraceText } from '../src/syntax/traceText.ts';
import { readProfiles } from './compilePhases.ts';
import { fileURLToPath } from 'node:url';

const builtIn = readProfiles();

/** Phases of a trace, by the profiles of the data folder where no others are given. */
export function phasesOf(
  text: string,
  profiles: readonly Profile[] = builtIn.profiles,
): { processes: ProcessTable; table: PhaseTable } {
  const source = TraceText.create('file:///trace', 'strace', 1, text);
  const processes = foldProcesses(source);
  return { processes, table: foldPhases(source, processes, profiles) };
}

function print(file: string, profiles: readonly Profile[]): void {
  const { processes, table } = phasesOf(readFileSync(file, 'utf8'), profiles);
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

/** Built-in profiles with those of `files`; what is wrong with any of them is told. */
function profilesWith(files: readonly string[]): readonly Profile[] {
  for (const { file, line, message } of builtIn.problems) {
    console.error(`${path.relative('', file)}:${line}: ${message}`);
  }
  const texts = files.map((uri) => ({ uri, text: readFileSync(uri, 'utf8') }));
  const { profiles, problems } = addProfiles(texts, builtIn.profiles);
  for (const [file, wrong] of problems) {
    for (const { line, column, message } of wrong) {
      console.error(`${file}:${line + 1}:${column + 1}: ${message}`);
      process.exitCode = 1;
    }
  }
  return profiles;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { profile: { type: 'string', multiple: true, default: [] } },
  });
  const profiles = profilesWith(values.profile);
  for (const file of positionals) print(file, profiles);
}
