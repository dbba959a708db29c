import { isCallKind } from '../calls.ts';
import type { ProcessTable } from '../processes.ts';
import type { ByteSource } from './argumentBytes.ts';
import { type Birth, birthsOf, isShared } from './births.ts';
import { fieldNumbers, listNumbers } from './argumentText.ts';
import { type DescriptorCall, descriptorCalls } from './descriptorCalls.ts';
import { type CallPlace, DescriptorFold } from './descriptorFold.ts';
import { applyResult, passDescriptors } from './descriptorResults.ts';
import type { DescriptorLog } from './descriptorLog.ts';

/** Most descriptors of one list (`poll`, `select`) that are followed. */
const longestList = 4096;
/** Position of the descriptor of `mmap`, and of its flags. */
const mappedDescriptor = 4;
const mapFlags = 3;
const none = -1;

/** Calls that tell a socket's addresses. */
const addressCalls = new Set(['bind', 'connect', 'listen', 'getsockname', 'getpeername']);

/** Rows that are folded at a time: some milliseconds of work. */
const rowsPerStep = 20_000;

/**
 * Follows every descriptor of a trace from the call that made it to the one that closed it, in one
 * pass over the rows. Each row costs a look at its name; of calls that take or make descriptors the
 * arguments are read as bytes.
 *
 * - A call takes effect where it returns, `close` where it begins: from there on the number is free.
 * - A child's table is copied at its first row or where the `clone` returns, whichever is first.
 */
export function foldDescriptors(source: ByteSource, processes: ProcessTable): DescriptorLog {
  const steps = descriptorSteps(source, processes);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, so that others can be served in between. */
export function* descriptorSteps(
  source: ByteSource,
  processes: ProcessTable,
): Generator<undefined, DescriptorLog> {
  const { rows } = source;
  const { calls } = processes;
  const fold = new DescriptorFold(source, processes);
  const actions = rows.names.map((name) => descriptorCalls.get(name));
  const tells = rows.names.map((name) => addressCalls.has(name));
  const badDescriptor = rows.nameId('EBADF') || none;
  const inProgress = rows.nameId('EINPROGRESS') || none;
  const births = birthsOf(source, processes);
  let born = 0;

  for (let from = 0; from < rows.length; from += rowsPerStep) {
    foldRows(from, Math.min(from + rowsPerStep, rows.length));
    yield undefined;
  }
  return fold.log;

  function foldRows(from: number, until: number): void {
    for (let row = from; row < until; row++) {
      for (
        let birth = births[born];
        birth !== undefined && birth.row <= row;
        birth = births[++born]
      ) {
        giveTable(fold, birth);
      }
      const call = actions[rows.name(row)];
      if (call === undefined || !isCallKind(rows.kind(row))) continue;
      const head = calls.head(row);
      const task = processes.taskAt(row);
      const table = fold.tableOf[processes.taskAt(head)] ?? none;
      if (head === none || task === none || table === none) continue;
      if (head === row) {
        fold.args.load(row);
        enter(fold, call, { row, table, task }, rows.errno(calls.tail(row)) === badDescriptor);
      }
      if (calls.next(row) !== none || !rows.ended(row)) continue;
      const errno = rows.errno(row);
      if (tells[rows.name(head)] === true && (errno === 0 || errno === inProgress)) {
        tellAddress(fold.log, head);
      }
      if (errno === 0 && rows.result(row) >= 0) {
        applyResult(fold, call, { head, row, table, task });
      }
    }
  }
}

/** Gives a new task its table: its creator's, a copy of that, or one of its own. */
function giveTable(fold: DescriptorFold, birth: Birth): void {
  const { log, processes, tableOf, args } = fold;
  const { row, task } = birth;
  const process = processes.tasks[task]?.process ?? none;
  const from = tableOf[birth.creator] ?? none;
  if (from !== none) {
    const shares = isShared(args, birth, 'CLONE_FILES', processes);
    const table = shares ? from : fold.newTable(from, row, process);
    const record = log.tables[table];
    if (record !== undefined && record.process !== process) record.isShared = true;
    fold.assign(task, table, row);
    return;
  }
  // Threads that strace attached to share the table of the first that it saw.
  const first = processes.processes[process]?.tasks[0] ?? none;
  const shared = tableOf[first] ?? none;
  fold.assign(task, shared === none ? fold.newTable(none, row, process) : shared, row);
}

/** Notes which descriptors a call is given, and closes what it closes. */
function enter(fold: DescriptorFold, call: DescriptorCall, place: CallPlace, isBad: boolean): void {
  const { args, log } = fold;
  switch (call.action) {
    case 'closes': {
      const fd = args.first;
      const known = fold.note(fd, place, 0, isBad);
      if (known !== none) log.close(place.row, place.table, fd);
      return;
    }
    case 'lists':
      for (const fd of listed(fold, place.row)) fold.note(fd, place, none, isBad);
      return;
    default:
      for (const index of call.args) {
        if (index === mappedDescriptor && args.has('MAP_ANON', mapFlags)) continue;
        fold.note(index === 0 ? args.first : args.number(index), place, index, isBad);
      }
  }
  if (call.action === 'sends' && args.has('SCM_RIGHTS')) passDescriptors(fold, place);
}

/** Descriptors in the lists of a call. */
function listed({ args, source: { rows } }: DescriptorFold, row: number): number[] {
  const name = rows.names[rows.name(row)] ?? '';
  if (name.includes('select')) {
    const sets = [1, 2, 3].flatMap((index) => listNumbers(args.text(index), longestList));
    return [...new Set(sets)];
  }
  if (name === 'waitid') return args.text(0).includes('P_PIDFD') ? [args.number(1)] : [];
  if (name === 'io_uring_register') {
    const registers = /REGISTER_(?:FILES|EVENTFD)/.test(args.text(1));
    return [args.first, ...(registers ? listNumbers(args.text(2), longestList) : [])];
  }
  return fieldNumbers(args.all, name === 'io_submit' ? 'aio_fildes' : 'fd', longestList);
}

function tellAddress(log: DescriptorLog, head: number): void {
  const file = log.file[log.first[head] ?? none];
  if (file === undefined) return;
  const known = log.addressRows.get(file);
  if (known === undefined) log.addressRows.set(file, [head]);
  else known.push(head);
}
