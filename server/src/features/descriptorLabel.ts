import type { Descriptor } from '../model/state/descriptors.ts';
import type { DescriptorKind } from '../model/state/descriptorCalls.ts';
import type { Trace } from '../model/trace.ts';
import { addressPhrase } from './readOutAddress.ts';
import { toPlain } from './readOutCode.ts';
import type { SentenceState } from './sentence.ts';

/** What a descriptor is, in a word or two of the trace, for kinds that have no name of their own. */
const kindLabels: Partial<Record<DescriptorKind, string>> = {
  socket: 'socket',
  epoll: 'epoll',
  eventfd: 'eventfd',
  timerfd: 'timer',
  signalfd: 'signalfd',
  inotify: 'inotify',
  fanotify: 'fanotify',
  pidfd: 'process',
  io_uring: 'io_uring',
  userfaultfd: 'userfaultfd',
  perf_event: 'perf event',
  bpf: 'bpf',
  mount: 'mount',
  landlock: 'landlock ruleset',
  seccomp: 'seccomp listener',
  kvm: 'kvm',
  namespace: 'namespace',
};

/** Calls that tell by their name what kind of descriptor they take. */
const kindCalls =
  /^(?:epoll_|connect|bind|listen|accept|[gs]etsockopt|getsockname|getpeername|shutdown|send|recv|timerfd_|signalfd|inotify_|fanotify_|io_uring_|pidfd_|landlock_|fsmount|fsconfig|move_mount|mount_setattr)/;

/**
 * What a descriptor is open on, in a few words: `/etc/passwd`, `pipe to fd 3`, `127.0.0.1:80`,
 * `epoll`. Text of the trace, so for code spans only. Undefined where the trace does not tell.
 */
export function descriptorLabel(
  trace: Trace,
  descriptor: Descriptor,
  row: number,
): string | undefined {
  if (descriptor.kind === 'pipe') {
    const partner = trace.descriptors.byId(descriptor.partner);
    if (partner === undefined) return 'pipe';
    return isReadingEnd(descriptor) ? `pipe from fd ${partner.fd}` : `pipe to fd ${partner.fd}`;
  }
  if (descriptor.kind === 'socket') {
    const { local, peer } = socketAddresses(trace, descriptor, row);
    return peer ?? local ?? 'socket';
  }
  return trace.paths.ofDescriptor(descriptor) ?? kindLabels[descriptor.kind];
}

/** `pipe` makes the end for reading first. */
export function isReadingEnd({ file, partner }: Descriptor): boolean {
  return file < partner;
}

/** Addresses of a socket before the call of a row, as far as calls tell them. */
export function socketAddresses(
  trace: Trace,
  descriptor: Descriptor,
  row: number,
): { readonly local?: string; readonly peer?: string } {
  const told = trace.descriptors.addresses(descriptor);
  // A socket that `accept` made has the local address of the one that listened.
  const above = told.listener === undefined ? [] : trace.descriptors.addresses(told.listener).rows;
  const acceptPeer = told.acceptRow === -1 ? undefined : addressIn(trace, told.acceptRow);
  const peer = lastTold(told.rows, ['connect', 'getpeername']) ?? acceptPeer;
  const own = ['bind', 'getsockname'];
  const local = lastTold(told.rows, own) ?? lastTold(above, own);
  return { ...(local !== undefined && { local }), ...(peer !== undefined && { peer }) };

  function lastTold(rows: readonly number[], names: readonly string[]): string | undefined {
    const ids = names.map((name) => trace.text.rows.nameId(name));
    const last = rows.findLast((one) => one < row && ids.includes(trace.text.rows.name(one)));
    return last === undefined ? undefined : addressIn(trace, last);
  }
}

/** The address that a call was given or gave. */
function addressIn(trace: Trace, row: number): string | undefined {
  const call = trace.call(row)?.call;
  const value = call?.args[1];
  if (call === undefined || value === undefined) return undefined;
  const phrase = addressPhrase(value, call.text);
  return phrase === undefined ? undefined : toPlain(phrase);
}

/** What sentences about the call of a row may say of its descriptors. */
export function sentenceState(trace: Trace, row: number): SentenceState {
  const head = trace.processes.calls.head(row);
  const at = head === -1 ? row : head;
  const name = trace.text.rows.names[trace.text.rows.name(at)] ?? '';
  return {
    descriptor(fd) {
      // What a call has yet to make is not what the number was before.
      if (trace.descriptors.madeBy(at).some((made) => made.fd === fd)) return undefined;
      const descriptor = trace.descriptors.descriptorAt(at, fd);
      if (descriptor === undefined) return undefined;
      const label = descriptorLabel(trace, descriptor, at);
      const isSaid = label === kindLabels[descriptor.kind] && kindCalls.test(name);
      return isSaid ? undefined : label;
    },
  };
}
