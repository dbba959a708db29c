import { isCallKind } from '../calls.ts';
import type { ProcessTable, RowSource } from '../processes.ts';
import type { Times } from '../times.ts';
import type { CallText } from './callText.ts';
import type { ProcessFold, StartedPhase } from './processFold.ts';

/** A phase of one process with its figures, as they grow. `PhaseRange` says what each means. */
export interface Placed {
  readonly process: number;
  readonly phase: StartedPhase;
  endRow: number;
  calls: number;
  failures: number;
  seconds: number;
  wall: number;
  bytes: number;
  reserved: number;
}

/** Calls whose result is how many bytes they moved. */
const transfers = [
  'read',
  'pread64',
  'readv',
  'preadv',
  'preadv2',
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'pwritev2',
  'recv',
  'recvfrom',
  'recvmsg',
  'send',
  'sendto',
  'sendmsg',
  'sendfile',
  'sendfile64',
  'copy_file_range',
  'splice',
  'tee',
  'vmsplice',
] as const;
const mappings = ['mmap', 'mmap2'] as const;

/** Gives each phase its last row and sums up what its calls did. */
export function measurePhases(
  { rows }: RowSource,
  processes: ProcessTable,
  folds: readonly ProcessFold[],
  { times, text }: { readonly times: Times; readonly text: CallText },
): Placed[][] {
  const placed = processes.processes.map((_, process) =>
    (folds[process]?.phases ?? []).map((phase) => newPlaced(process, phase)),
  );
  const at = new Int32Array(placed.length);
  const transferIds = idsOf(transfers);
  const mappingIds = idsOf(mappings);
  for (let row = 0; row < rows.length; row++) {
    const process = processes.processAt(row);
    const own = placed[process];
    if (own === undefined) continue;
    while ((own[(at[process] ?? 0) + 1]?.phase.startRow ?? Infinity) <= row) {
      at[process] = (at[process] ?? 0) + 1;
    }
    const phase = own[at[process] ?? 0];
    if (phase === undefined) continue;
    phase.endRow = row;
    const elapsed = times.elapsed(row) - times.elapsed(phase.phase.startRow);
    if (!Number.isNaN(elapsed)) phase.wall = elapsed;
    if (isCallKind(rows.kind(row))) count(phase, row);
  }
  return placed;

  function count(phase: Placed, row: number): void {
    const head = processes.calls.head(row);
    if (head === row) phase.calls++;
    if (rows.errno(row) !== 0) phase.failures++;
    const duration = rows.duration(row);
    if (!Number.isNaN(duration)) {
      phase.seconds = (Number.isNaN(phase.seconds) ? 0 : phase.seconds) + duration;
    }
    const result = rows.result(row);
    if (!(result > 0)) return;
    const name = rows.name(head === -1 ? row : head);
    if (transferIds.has(name)) phase.bytes += result;
    else if (mappingIds.has(name) && head !== -1) {
      const length = Number(text.args(head)[1]);
      if (length > 0) phase.reserved += length;
    }
  }

  function idsOf(names: readonly string[]): ReadonlySet<number> {
    return new Set(names.map((name) => rows.nameId(name)).filter((id) => id !== 0));
  }
}

function newPlaced(process: number, phase: StartedPhase): Placed {
  return {
    process,
    phase,
    endRow: -1,
    calls: 0,
    failures: 0,
    seconds: Number.NaN,
    wall: Number.NaN,
    bytes: 0,
    reserved: 0,
  };
}
