import { ownValue } from '../../syntax/ownValue.ts';
import { listNumbers, withoutAnnotations } from './argumentText.ts';
import { type DescriptorCall, fillingIoctls, makingBpf, makingIoctls } from './descriptorCalls.ts';
import type { CallPlace, DescriptorFold, ReturnPlace } from './descriptorFold.ts';

/** Most steps that marking whole ranges for close-on-exec may take in one trace. */
const markBudget = 5_000_000;
/** Most descriptors that one message may carry (unix(7), SCM_MAX_FD). */
const mostPassed = 253;
/** Most messages with descriptors on their way to one socket that are remembered. */
const mostWaiting = 1000;
const none = -1;
/** Numbers of the commands of fcntl, for output of raw numbers (fcntl.h). */
const setDescriptorFlags = 2;
const duplicateCloseOnExec = 1030;
/** Positions of arguments. */
const socketPairList = 3;
const passedData = /SCM_RIGHTS, cmsg_data=(\[[^\]]*\])/g;

/** What a call that succeeded made of the descriptors of its process. */
export function applyResult(fold: DescriptorFold, call: DescriptorCall, place: ReturnPlace): void {
  const { args } = fold;
  const { head, row } = place;
  const result = fold.source.rows.result(row);
  if (call.action === 'uses' || call.action === 'closes' || call.action === 'lists') return;
  args.load(head);
  switch (call.action) {
    case 'makes':
      made(fold, call, place);
      break;
    case 'duplicates':
      duplicate(fold, { fd: result, onExec: 'stays', place });
      break;
    case 'replaces':
      if (args.first !== result) duplicate(fold, { fd: result, onExec: fold.onExec(call), place });
      break;
    case 'fcntl':
      control(fold, place);
      break;
    case 'pair':
      pair(fold, call, place);
      break;
    case 'closesRange':
      closeRange(fold, place);
      break;
    case 'clones':
      if (args.has('CLONE_PIDFD')) processDescriptor(fold, place);
      break;
    case 'executes':
      execute(fold, place);
      break;
    case 'unshares':
      if (args.has('CLONE_FILES')) unshare(fold, place);
      break;
    case 'receives':
      if (args.has('SCM_RIGHTS')) receive(fold, place);
      break;
    case 'ioctl':
      controlDevice(fold, place);
      break;
    default:
  }
}

function made(fold: DescriptorFold, call: DescriptorCall, place: ReturnPlace): void {
  const { args, source, log } = fold;
  const fd = source.rows.result(place.row);
  const name = source.rows.names[source.rows.name(place.head)] ?? '';
  if (name === 'bpf' && !makingBpf.test(args.text(0))) return;
  if (name === 'seccomp' && !args.has('SECCOMP_FILTER_FLAG_NEW_LISTENER')) return;
  if (name === 'socketcall' && !/SYS_(?:SOCKET|ACCEPT4?)\b/.test(args.text(0))) return;
  const isChanged = name.startsWith('signalfd') && args.first === fd;
  if (isChanged) return;
  const onExec = fold.onExec(call);
  const generation = fold.make({ fd, kind: call.kind ?? 'unknown', file: none, onExec, place });
  // The socket that accept was called on tells the local address of the new one.
  if (name.startsWith('accept')) log.listener.set(generation, log.first[place.head] ?? none);
}

interface Duplicate {
  readonly fd: number;
  readonly onExec: 'closes' | 'stays';
  readonly place: ReturnPlace;
}

/** Another number for the open file of the call's first argument. */
function duplicate(fold: DescriptorFold, { fd, onExec, place }: Duplicate): void {
  const { log } = fold;
  const from = log.first[place.head] ?? none;
  const file = log.file[from] ?? none;
  const kind = log.kind[from] ?? 'unknown';
  fold.make({ fd, kind, file, onExec, place });
}

function control(fold: DescriptorFold, place: ReturnPlace): void {
  const { args, log, source } = fold;
  const command = args.text(1);
  const number = args.number(1);
  const fd = source.rows.result(place.row);
  if (command.includes('F_DUPFD_CLOEXEC') || number === duplicateCloseOnExec) {
    duplicate(fold, { fd, onExec: 'closes', place });
  } else if (/F_DUPFD\b/.test(command) || number === 0) {
    duplicate(fold, { fd, onExec: 'stays', place });
  } else if (command.includes('F_SETFD') || number === setDescriptorFlags) {
    const flags = args.text(2);
    const closes = flags.includes('FD_CLOEXEC') || args.number(2) % 2 === 1;
    const { table, row } = place;
    const generation = fold.generationOf(table, args.first);
    if (generation === none) return;
    const onExec = closes ? 'closes' : 'stays';
    log.bind({ row, table, fd: args.first, generation, onExec });
  }
}

/** Both ends of a pipe or of a pair of sockets. */
function pair(fold: DescriptorFold, call: DescriptorCall, place: ReturnPlace): void {
  const { args, log } = fold;
  const kind = call.kind ?? 'unknown';
  const [first, second] = listNumbers(args.text(kind === 'pipe' ? 0 : socketPairList), 2);
  if (first === undefined || second === undefined) return;
  const onExec = fold.onExec(call);
  const one = fold.make({ fd: first, kind, file: none, onExec, place });
  const other = fold.make({ fd: second, kind, file: none, onExec, place });
  if (one === none || other === none) return;
  log.partner[one] = other;
  log.partner[other] = one;
}

function closeRange(fold: DescriptorFold, place: ReturnPlace): void {
  const { args, log } = fold;
  const first = args.first;
  const printed = args.number(1);
  // `~0U`, 4294967295 and 0xffffffff all mean "to the last".
  const last = printed >= 0 ? printed : Number.MAX_SAFE_INTEGER;
  if (!(first >= 0) || last < first) return;
  const table = args.has('CLOSE_RANGE_UNSHARE') ? unshare(fold, place) : place.table;
  const files = log.tables[table]?.files;
  if (files === undefined) return;
  const { row } = place;
  if (!args.has('CLOSE_RANGE_CLOEXEC')) {
    files.deleteRange(first, last);
    log.bulkEvent(table, { row, first, last, kind: 'closed' });
  } else if (fold.marked < markBudget) {
    fold.marked += files.closeRangeOnExec(first, last);
    log.bulkEvent(table, { row, first, last, kind: 'marked' });
  }
}

/** The task gets a table of its own. */
function unshare(fold: DescriptorFold, { row, table, task }: ReturnPlace): number {
  const process = fold.processes.tasks[task]?.process ?? none;
  const own = fold.newTable(table, row, process);
  fold.assign(task, own, row);
  return own;
}

/**
 * A new program keeps what is not marked. The call may have been another thread's than the one
 * that returns; and if another process shares the table, this one gets its own.
 */
function execute(fold: DescriptorFold, { row, table, task }: ReturnPlace): void {
  const { log } = fold;
  const process = fold.processes.tasks[task]?.process ?? none;
  let own = table;
  const record = log.tables[table];
  if (record?.isShared === true) {
    own = fold.newTable(table, row, process);
    if (record.process === process) record.successor = own;
  }
  if (fold.tableOf[task] !== own) fold.assign(task, own, row);
  log.tables[own]?.files.exec();
  log.bulkEvent(own, { row, first: 0, last: Number.MAX_SAFE_INTEGER, kind: 'executed' });
}

/** `clone(…, parent_tid=[12])`, `clone3({…} => {pidfd=[12]}, …)`. */
function processDescriptor(fold: DescriptorFold, place: ReturnPlace): void {
  const fd = /\b(?:pidfd|parent_tid)=\[(\d{1,10})/.exec(fold.args.all)?.[1];
  if (fd === undefined) return;
  fold.make({ fd: Number(fd), kind: 'pidfd', file: none, onExec: 'closes', place });
}

function controlDevice(fold: DescriptorFold, place: ReturnPlace): void {
  const { args, source } = fold;
  const command = args.text(1).match(/[A-Z]\w+/)?.[0] ?? '';
  const kind = ownValue(makingIoctls, command);
  if (kind !== undefined) {
    const fd = source.rows.result(place.row);
    fold.make({ fd, kind, file: none, onExec: 'closes', place });
    return;
  }
  const filled = ownValue(fillingIoctls, command);
  if (filled === undefined) return;
  const fd = [...args.all.matchAll(/(?<=[{ ])fd=(\d{1,10})/g)].at(-1)?.[1];
  if (fd === undefined) return;
  fold.make({ fd: Number(fd), kind: filled, file: none, onExec: 'closes', place });
}

/** Notes the descriptors that a message carries, for the socket at the other end. */
export function passDescriptors(fold: DescriptorFold, place: CallPlace): void {
  const { log, passing } = fold;
  const partner = log.partner[log.file[log.first[place.row] ?? none] ?? none] ?? none;
  for (const [, list = ''] of withoutAnnotations(fold.args.all).matchAll(passedData)) {
    const files = listNumbers(list, mostPassed).map((fd) => {
      const generation = fold.note(fd, place, none, false);
      return log.file[generation] ?? none;
    });
    if (partner === none) continue;
    const waiting = passing.get(partner);
    if (waiting === undefined) passing.set(partner, [files]);
    else if (waiting.length < mostWaiting) waiting.push(files);
  }
}

/** New numbers for the open files that messages carried. */
function receive(fold: DescriptorFold, place: ReturnPlace): void {
  const { args, log, passing } = fold;
  const waiting = passing.get(log.file[log.first[place.head] ?? none] ?? none);
  const onExec = args.has('MSG_CMSG_CLOEXEC') ? 'closes' : 'stays';
  for (const [, list = ''] of withoutAnnotations(args.all).matchAll(passedData)) {
    const files = waiting?.shift();
    listNumbers(list, mostPassed).forEach((fd, index) => {
      const file = files?.[index] ?? none;
      fold.make({ fd, kind: log.kind[file] ?? 'unknown', file, onExec, place });
    });
  }
}
