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
  const { rows } = trace.text;
  const told = trace.descriptors.addresses(descriptor);
  let local: string | undefined;
  let peer: string | undefined;
  for (
    let at = told.rows.length - 1;
    at >= 0 && (local === undefined || peer === undefined);
    at--
  ) {
    const origin = told.rows[at] ?? row;
    if (origin >= row) continue;
    const name = rows.names[rows.name(origin)];
    if (name === 'connect' || name === 'getpeername') peer ??= addressIn(trace, origin);
    else if (name === 'bind' || name === 'getsockname') local ??= addressIn(trace, origin);
  }
  if (told.acceptRow !== -1) peer ??= addressIn(trace, told.acceptRow);
  if (told.listener !== undefined) {
    local ??= socketAddresses(trace, { ...told.listener, file: told.listener.file }, row).local;
  }
  return { ...(local !== undefined && { local }), ...(peer !== undefined && { peer }) };
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
  return {
    descriptor(fd) {
      // What a call has yet to make is not what the number was before.
      if (trace.descriptors.madeBy(at).some((made) => made.fd === fd)) return undefined;
      const descriptor = trace.descriptors.descriptorAt(at, fd);
      return descriptor === undefined ? undefined : descriptorLabel(trace, descriptor, at);
    },
  };
}
