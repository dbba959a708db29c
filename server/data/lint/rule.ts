import type { Entry, KeyPath } from '../read.ts';
import type { ConstantsData, IoctlsData, StructData, SyscallData } from '../schema.ts';
import type { Facts } from './facts.ts';

/** Everything that an entry may refer to. */
export interface All {
  readonly entries: readonly Entry[];
  readonly facts: Facts;
  readonly syscalls: ReadonlyMap<string, SyscallData>;
  readonly constants: ReadonlyMap<string, ConstantsData>;
  readonly ioctls: ReadonlyMap<string, IoctlsData>;
  readonly structs: ReadonlyMap<string, StructData>;
}

/** Says what is wrong, at `path` of the entry that is being checked. */
export type Report = (path: KeyPath, message: string) => void;

/** One thing that must hold for every entry. `check` has no memory: all it knows is in `all`. */
export interface Rule {
  readonly name: string;
  readonly check: (entry: Entry, all: All, report: Report) => void;
}

/** Makes the look-ups of `All` from what was read. */
export function gather(entries: readonly Entry[], facts: Facts): All {
  const syscalls = new Map<string, SyscallData>();
  const constants = new Map<string, ConstantsData>();
  const ioctls = new Map<string, IoctlsData>();
  const structs = new Map<string, StructData>();
  for (const entry of entries) {
    if (entry.kind === 'syscall') syscalls.set(entry.data.name, entry.data);
    if (entry.kind === 'constants') constants.set(entry.data.group, entry.data);
    if (entry.kind === 'ioctls') ioctls.set(entry.data.family, entry.data);
    if (entry.kind === 'struct') structs.set(entry.data.struct, entry.data);
  }
  return { entries, facts, syscalls, constants, ioctls, structs };
}
