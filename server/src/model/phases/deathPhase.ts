import { RowKind } from '../../syntax/kinds.ts';
import { type FixedId, fixedPhase } from './fixedPhases.ts';
import type { FoldContext, StartedPhase } from './processFold.ts';
import type { Profile } from './profile.ts';
import { nameOfProcess, senderOf } from './signalSender.ts';

/** Farthest back, in lines of the process, that the signal which killed it is looked for. */
const mostRows = 1024;

/** Signals that the kernel sends for a fault or a limit have a phase of their own. */
const ownKinds: Readonly<Record<string, FixedId>> = {
  SIGSEGV: 'killed-segv',
  SIGBUS: 'killed-bus',
  SIGILL: 'killed-ill',
  SIGFPE: 'killed-fpe',
  SIGTRAP: 'killed-trap',
  SIGSYS: 'killed-sys',
  SIGXCPU: 'killed-cpu',
  SIGALRM: 'killed-timer',
  SIGVTALRM: 'killed-timer',
  SIGPROF: 'killed-timer',
  SIGINT: 'killed-terminal',
  SIGQUIT: 'killed-terminal',
  SIGHUP: 'killed-terminal',
};

/**
 * The phase of a process that ends without a call that says so: killed by a signal, or with the call
 * left out of the trace. It starts where the signal was delivered.
 *
 * @param exitRow The line that says that a thread of the process was killed or exited.
 */
export function deathPhase(
  context: FoldContext,
  exitRow: number,
  owner: Profile | undefined,
): StartedPhase {
  const { text, profiles } = context;
  const line = text.text(exitRow);
  const killed = /\+\+\+ killed by (SIG\w+)( \(core dumped\))?/.exec(line);
  if (killed === null) return endedPhase(context, exitRow, owner);
  const signal = killed[1] ?? '';
  const deliveryRow = deliveryOf(context, exitRow, signal);
  const info = deliveryRow === -1 ? '' : text.text(deliveryRow);
  const cause = deliveryRow === -1 ? unseenCause() : seenCause();
  const { id, ...slots } = cause;
  const phase = fixedPhase(profiles, id, { signal, ...slots }, owner);
  const core = killed[2] === undefined ? undefined : fixedPhase(profiles, 'core', '');
  return {
    ...phase,
    ...(core !== undefined && {
      title: `${phase.title}, ${core.title.toLowerCase()}`,
      doc: `${phase.doc ?? ''} ${core.doc ?? ''}`.trim(),
    }),
    startRow: deliveryRow === -1 ? firstDeathOf(context, exitRow) : deliveryRow,
    knownRow: exitRow,
  };

  /** `SIGKILL` is never delivered, nor is `SIGSYS` where it kills: who sent it is in the calls. */
  function unseenCause(): Cause {
    if (signal === 'SIGSYS') return { id: 'killed-sys' };
    if (signal !== 'SIGKILL') return { id: 'killed' };
    const from = senderOf(context, exitRow);
    if (from === undefined) return { id: 'killed-unseen' };
    return sentBy(from);
  }

  function seenCause(): Cause {
    // Of two numbers the one that strace knows the sender by stands in a comment.
    const match = /si_pid=(\d+)(?:<[^>]*>)?(?: \/\* (\d+) in strace's PID NS)?/.exec(info);
    if (match === null) return fromKernel();
    const before = context.neighbor(deliveryRow, -1);
    const errno = context.rows.names[before === -1 ? 0 : text.errno(before)] ?? '';
    if (signal === 'SIGPIPE' && errno === 'EPIPE') return { id: 'killed-pipe' };
    if (signal === 'SIGXFSZ' && errno === 'EFBIG') return { id: 'killed-size' };
    const pid = Number(match[2] ?? match[1]);
    return pid === 0 ? { id: 'killed-outside' } : sentBy(pid);
  }

  function fromKernel(): Cause {
    // As numbers with -X raw (siginfo.h).
    if (/SI_TIMER|si_code=0xfffffffe\b/.test(info)) return { id: 'killed-timer' };
    const address = /si_addr=(0x[0-9a-f]+|NULL)/.exec(info)?.[1];
    const isKnown = address !== undefined && !/SI_KERNEL|si_code=0x80\b/.test(info);
    if (signal === 'SIGSEGV' && isKnown) return { id: 'killed-fault', address };
    return { id: Object.hasOwn(ownKinds, signal) ? (ownKinds[signal] ?? 'killed') : 'killed' };
  }

  function sentBy(pid: number): Cause {
    const { processes } = context;
    const own = processes.processes[processes.processAt(exitRow)];
    const isOwn = own?.tasks.some((task) => processes.tasks[task]?.tid === pid) ?? false;
    if (isOwn || pid === own?.pid) {
      return { id: signal === 'SIGABRT' ? 'killed-abort' : 'killed-own' };
    }
    const name = nameOfProcess(context, pid, exitRow);
    return { id: 'killed-sent', sender: name === '' ? String(pid) : `${pid} (${name})` };
  }
}

interface Cause {
  readonly id: FixedId;
  readonly address?: string;
  readonly sender?: string;
}

/**
 * Row on which the signal that killed the process was delivered; -1 where the trace does not show
 * it. A thread that made a call after a signal was not killed by it.
 */
function deliveryOf(context: FoldContext, exitRow: number, signal: string): number {
  const { rows, processes } = context;
  const name = rows.nameId(signal);
  if (name === 0) return -1;
  const alive = new Set<number>();
  let row = context.before(exitRow);
  for (let count = 0; row !== -1 && count < mostRows; count++, row = context.before(row)) {
    const task = processes.taskAt(row);
    const head = processes.calls.head(row);
    if (head === row) alive.add(task);
    if (rows.kind(row) !== RowKind.signal || rows.name(row) !== name) continue;
    return alive.has(task) ? -1 : row;
  }
  return -1;
}

/** Of the lines that tell of the process's end just before `exitRow`, and with it, the first. */
function firstDeathOf(context: FoldContext, exitRow: number): number {
  const { rows, text } = context;
  let first = exitRow;
  for (let row = context.before(exitRow); row !== -1; row = context.before(row)) {
    if (rows.kind(row) !== RowKind.exit || !text.text(row).includes('+++ killed')) break;
    first = row;
  }
  return first;
}

/** A process that exited, without the call that asked for it. */
function endedPhase(
  context: FoldContext,
  exitRow: number,
  owner: Profile | undefined,
): StartedPhase {
  const { text, processes, profiles } = context;
  const status = /\+\+\+ exited with (-?\d+)/.exec(text.text(exitRow))?.[1];
  const place = { startRow: exitRow, knownRow: exitRow };
  if (status === undefined) return { ...fixedPhase(profiles, 'gone', '', owner), ...place };
  const last = context.before(exitRow);
  const isInCall =
    last !== -1 && processes.calls.head(last) !== -1 && /= \?\s*$/.test(text.text(last));
  const id = isInCall ? 'gone-thread' : 'gone-status';
  return { ...fixedPhase(profiles, id, { status }, owner), ...place };
}
