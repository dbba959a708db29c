/**
 * How exactly the start and end of `program` are found: `npx tsx test/model/accuracy.ts [DIR] [SET]`
 * prints, for each trace that DIR/TRUTH.tsv knows the truth of, how many lines off both are.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { phasesOf } from '../../server/data/phasesCli.ts';

/** Farthest, in lines, that a boundary may be off to count as exact. */
const tolerance = 2;

export interface Measured {
  readonly name: string;
  readonly runtime: string;
  readonly set: string;
  readonly first: string;
  readonly last: string;
  /** Lines off; undefined where the trace has no truth for it, NaN where none was found. */
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** Measures all traces that the truth table of `folder` names, or those of one set. */
export function measure(folder: string, set: string | undefined): Measured[] {
  const [head = '', ...lines] = readFileSync(path.join(folder, 'TRUTH.tsv'), 'utf8')
    .trim()
    .split('\n');
  const names = head.split('\t');
  return lines.flatMap((line) => {
    const cells = line.split('\t');
    const cell = (...wanted: readonly string[]) =>
      cells[names.findIndex((name) => wanted.includes(name))] ?? '';
    const rowSet = cell('set') || 'dev';
    if (set !== undefined && rowSet !== set) return [];
    const start = Number(cell('program_start_line', 'start_line') || Number.NaN);
    const end = Number(cell('program_end_line', 'end_line') || Number.NaN);
    const name = cell('name');
    const file = path.join(folder, `${name}.strace`);
    const found = programOf(readFileSync(file, 'utf8'), Number(cell('tid')), start);
    return [
      {
        name,
        runtime: cell('runtime'),
        set: rowSet,
        first: cell('first_kind'),
        last: cell('last_kind'),
        start: Number.isNaN(start) ? undefined : found.start - start,
        end: Number.isNaN(end) ? undefined : found.end - end,
      },
    ];
  });
}

/** First and last line of the program stage, of the image that starts nearest to `start`. */
function programOf(text: string, tid: number, start: number): { start: number; end: number } {
  const { processes, table } = phasesOf(text);
  const task = processes.tasks.find((one) => tid !== 0 && one.tid === tid);
  const process = task?.process ?? 0;
  let best = { start: Number.NaN, end: Number.NaN };
  let open = false;
  const groups: { start: number; end: number }[] = [];
  for (const phase of table.phases) {
    if (phase.process !== process) continue;
    if (phase.stage !== 'program') open = false;
    else if (open)
      groups[groups.length - 1] = { start: groups.at(-1)?.start ?? 0, end: phase.endRow + 1 };
    else {
      groups.push({ start: phase.startRow + 1, end: phase.endRow + 1 });
      open = true;
    }
  }
  for (const group of groups) {
    const nearer = !(Math.abs(group.start - start) >= Math.abs(best.start - start));
    if (Number.isNaN(best.start) || nearer) best = group;
  }
  return best;
}

function isExact(off: number | undefined): boolean {
  return off === undefined || Math.abs(off) <= tolerance;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %)`;
}

function report(all: readonly Measured[]): void {
  for (const { name, runtime, start, end, first, last } of all) {
    const mark = isExact(start) && isExact(end) ? ' ' : '✗';
    console.log(
      `${mark} ${name.padEnd(28)} ${runtime.padEnd(10)} start ${String(start ?? '-').padStart(5)}` +
        `  end ${String(end ?? '-').padStart(5)}  ${first} … ${last}`,
    );
  }
  const starts = all.filter(({ start }) => start !== undefined);
  const ends = all.filter(({ end }) => end !== undefined);
  const both = all.filter(({ start, end }) => isExact(start) && isExact(end)).length;
  console.log(
    `start exact to ±${tolerance}: ${share(starts.filter(({ start }) => isExact(start)).length, starts.length)}`,
  );
  console.log(
    `end   exact to ±${tolerance}: ${share(ends.filter(({ end }) => isExact(end)).length, ends.length)}`,
  );
  console.log(`both  exact to ±${tolerance}: ${share(both, all.length)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = path.join(path.dirname(process.argv[1]), '../corpus/phases'), set] =
    process.argv.slice(2);
  report(measure(folder, set));
}
