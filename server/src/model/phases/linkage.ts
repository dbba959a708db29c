import { RowKind } from '../../syntax/kinds.ts';
import { fitsAny } from './glob.ts';
import type { FoldContext } from './processFold.ts';

/** How a program comes to its code: as it is in one file, or with a dynamic loader's help. */
export type Linkage = 'static' | 'dynamic';

/** How many calls after the `execve` are looked at, how many are enough to say `static`. */
const mostCalls = 14;
const enoughCalls = 7;
/** How many lines are searched for them: other processes' lines may lie between. */
const mostLines = 4096;

/** A static program of an old C library looks at /etc/ld.so.nohwcap: that is no loader's. */
const libraries = [
  '*.so',
  '*.so.*',
  '/etc/ld.so.cache',
  '/etc/ld.so.preload',
  '/etc/ld-musl-*',
  '*/ld-musl-*',
];

/**
 * Whether the first calls after an `execve` are those of a loader. Undefined as long as too few are
 * there to tell.
 */
export function linkageOf(context: FoldContext, process: number, row: number): Linkage | undefined {
  const { rows, text, processes } = context;
  const end = Math.min(rows.length, row + mostLines);
  let calls = 0;
  let startsLikeMusl = false;
  for (let at = row + 1; at < end; at++) {
    if (processes.processAt(at) !== process) continue;
    if (rows.kind(at) === RowKind.exit) return 'static';
    if (processes.calls.head(at) !== at) continue;
    const name = rows.names[rows.name(at)] ?? '';
    if (calls === 0) {
      startsLikeMusl =
        name === 'set_thread_area' ||
        name === 'set_tls' ||
        name === 'set_tid_address' ||
        text.args(at)[0] === 'ARCH_SET_FS';
    }
    if (name === 'open' || name === 'openat' || name === 'access' || name === 'faccessat') {
      const path = text.path(at);
      if (path !== undefined && fitsAny(path, libraries)) return 'dynamic';
    }
    // musl's loader gives itself a thread before anything else, then protects what it relocated.
    if (startsLikeMusl && name === 'mprotect' && text.args(at)[2] === 'PROT_READ') return 'dynamic';
    if (name === 'exit_group' || name === 'execve') return 'static';
    if (++calls === mostCalls) return 'static';
  }
  return calls >= enoughCalls || end < rows.length ? 'static' : undefined;
}
