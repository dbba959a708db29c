import { RowKind } from '../../syntax/kinds.ts';
import type { Process } from '../processes.ts';
import type { BoundProfiles } from './boundProfile.ts';
import type { FoldContext } from './processFold.ts';
import type { PhaseRule, Profile } from './profile.ts';
import { type NewPhase, newPhase } from './newPhase.ts';

/**
 * Phases that are not found by patterns: the kernel's, and those that stand for what is unknown.
 * What follows a dash tells a variant, which has title and text of its own and the id before it.
 */
export type FixedId =
  | 'exec'
  | 'forked'
  | 'running'
  | 'thread'
  | 'filtered'
  | 'exit'
  | 'exit-all'
  | 'exit-by'
  | 'exit-last'
  | 'exit-unknown'
  | 'killed'
  | 'killed-abort'
  | 'killed-bus'
  | 'killed-cpu'
  | 'killed-fault'
  | 'killed-fpe'
  | 'killed-ill'
  | 'killed-outside'
  | 'killed-own'
  | 'killed-pipe'
  | 'killed-segv'
  | 'killed-sent'
  | 'killed-size'
  | 'killed-sys'
  | 'killed-terminal'
  | 'killed-timer'
  | 'killed-trap'
  | 'killed-unseen'
  | 'core'
  | 'gone'
  | 'gone-status'
  | 'gone-thread'
  | 'superseded'
  | 'detached'
  | 'detached-exec'
  | 'repeat'
  | 'pause';

/** What stands in a title for a name in braces. */
type Slots = Readonly<Record<string, string>>;

const kernelName = 'kernel';

/**
 * The fixed phase `id`, as one of `owner`, or of the kernel's own profile.
 *
 * @param detail What `{file}` in the title stands for, or what each name in braces does.
 */
export function fixedPhase(
  profiles: BoundProfiles,
  id: FixedId,
  detail: string | Slots,
  owner?: Profile,
): NewPhase {
  const kernel = profiles.byName(kernelName)?.profile;
  const rule = kernel?.fixed?.find((fixed) => fixed.id === id);
  const profile = owner ?? kernel ?? missing;
  const found: PhaseRule = rule ?? { id, title: id, calls: [] };
  const { file = '', ...slots } = typeof detail === 'string' ? { file: detail } : detail;
  const phase = newPhase(profile, found, rule?.stage ?? 'program', file);
  return {
    ...phase,
    id: id.replace(/-.*/, ''),
    title: filled(phase.title, slots),
    ...(owner === undefined && { runtime: undefined }),
  };
}

function filled(title: string, slots: Slots): string {
  return Object.entries(slots).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, () => value),
    title,
  );
}

/** What a process without a start in the trace is: a thread on its own (`-ff`), or attached to. */
export function unplacedPhase(context: FoldContext, process: Process): NewPhase {
  const { rows, profiles } = context;
  const first = rows.names[rows.name(process.firstRow)] ?? '';
  const tid = process.pid ?? 0;
  if (!isThread(context, process, first)) return fixedPhase(profiles, 'running', '');
  return fixedPhase(profiles, 'thread', tid === 0 ? '' : String(tid));
}

/**
 * glibc's threads begin with `rseq` or `set_robust_list`, Go's with `gettid` and `sigaltstack`; a
 * thread ends with `exit`, where a process ends with `exit_group`.
 */
function isThread({ rows, processes }: FoldContext, process: Process, first: string): boolean {
  if (process.tasks.length !== 1 || process.images.length > 0) return false;
  if (first === 'rseq') return true;
  let row = process.lastRow;
  const exit = rows.nameId('exit');
  const least = Math.max(process.firstRow, process.lastRow - endRows);
  for (; row >= least; row--) {
    if (rows.kind(row) === RowKind.exit || processes.calls.head(row) !== row) continue;
    return exit !== 0 && rows.name(row) === exit;
  }
  return false;
}

/** How far from the end of a thread its `exit` is looked for. */
const endRows = 64;

const missing: Profile = {
  name: kernelName,
  runtime: 'unknown',
  title: '',
  sources: [],
  kind: 'system',
  rank: 0,
  threads: 'one',
  start: [],
  windDown: [],
  idle: [],
  program: { title: '' },
};
