import { readFileSync } from 'node:fs';
import path from 'node:path';
import { architectures, type Architecture } from '../../src/knowledge/numbers.ts';

export interface SyscallFacts {
  readonly name: string;
  readonly argumentCount: number;
  /** strace's classes without the percent sign; empty where it has none. */
  readonly classes: readonly string[];
  readonly numbers: ReadonlyMap<Architecture, number>;
  /** For each argument the names that `strace -N` prints; empty where none was ever seen. */
  readonly argumentNames: readonly (readonly string[])[];
}

/** Names and numbers that the data is held against. They are facts of Linux, not prose. */
export interface Facts {
  readonly syscalls: ReadonlyMap<string, SyscallFacts>;
  /** Group, then member, then its value on x86-64; undefined where it has none there. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, bigint | undefined>>;
}

/** Group of the facts that holds every ioctl command. */
export const ioctlGroup = 'ioctl';

/** Reads the tables in `directory` (test/data/facts): see their first lines for the form. */
export function readFacts(directory: string): Facts {
  const names = new Map<string, string[][]>();
  for (const [syscall = '', ...rest] of rowsOf(path.join(directory, 'arguments.txt'))) {
    names.set(
      syscall,
      rest.map((cell) => (cell === '?' ? [] : cell.split('/'))),
    );
  }

  const syscalls = new Map<string, SyscallFacts>();
  for (const [name = '', count = '', classes = '', ...cells] of rowsOf(
    path.join(directory, 'syscalls.txt'),
  )) {
    const numbers = new Map<Architecture, number>();
    architectures.forEach((architecture, i) => {
      const cell = cells[i];
      if (cell !== undefined && cell !== '-') numbers.set(architecture, Number(cell));
    });
    syscalls.set(name, {
      name,
      argumentCount: Number(count),
      classes: classes === '-' ? [] : [...new Set(classes.split(','))],
      numbers,
      argumentNames: names.get(name) ?? [],
    });
  }

  const groups = new Map<string, Map<string, bigint | undefined>>();
  let members = new Map<string, bigint | undefined>();
  for (const [name = '', value] of rowsOf(path.join(directory, 'constants.txt'))) {
    if (name.startsWith('[')) {
      members = new Map();
      groups.set(name.slice(1, -1), members);
    } else {
      members.set(name, value === undefined || value === '-' ? undefined : toBigInt(value));
    }
  }
  return { syscalls, groups };
}

/** A decimal or hexadecimal integer with an optional sign, which `BigInt` alone does not take. */
export function toBigInt(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '));
}
