/**
 * The form in which knowledge is compiled: parts of lines, a line of cells between tabs, the last of
 * which is JSON. A part is a string that nobody looks into before something in it is asked for, and
 * then only its own line is parsed. server/data/compile.ts writes it.
 */

/** The compiled parts. Each is made by a call, so that a part that is never asked for costs nothing. */
export interface Parts {
  /** name, JSON */
  readonly syscalls: () => string;
  /** group, kind, names, values, JSON; groups that more arguments take come first */
  readonly constants: () => string;
  /** family, names, values, JSON */
  readonly ioctls: () => string;
  /** structure, names of fields, JSON */
  readonly structs: () => string;
  /** pattern, JSON */
  readonly paths: () => string;
  /** key, JSON */
  readonly texts: () => string;
  /** name of a syscall, its numbers in the order of `architectures` */
  readonly numbers: () => string;
}

/** Cells of the lines of one part, by the first of them. */
export interface RecordTable {
  readonly keys: readonly string[];
  /** Cell `column` of the line of `key`, from 0, which is the key; undefined where there is none. */
  cell(key: string, column: number): string | undefined;
}

/** Splits a part into its lines when it is first asked. */
export function recordTable(part: () => string): RecordTable {
  let lines: Map<string, string> | undefined;
  return {
    get keys() {
      return [...all().keys()];
    },
    cell(key, column) {
      return all().get(key)?.split('\t')[column];
    },
  };

  function all(): Map<string, string> {
    if (lines !== undefined) return lines;
    lines = new Map();
    for (const line of part().split('\n')) {
      const tab = line.indexOf('\t');
      if (tab > 0) lines.set(line.slice(0, tab), line);
    }
    return lines;
  }
}

/** Words of a cell; an empty cell has none. */
export function wordsOf(cell: string | undefined): string[] {
  return cell === undefined || cell === '' ? [] : cell.split(' ');
}

/** The value that a cell of hexadecimal digits stands for; undefined for `-`. */
export function valueOf(digits: string | undefined): bigint | undefined {
  if (digits === undefined || digits === '-') return undefined;
  return digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`);
}

/** Remembers what `make` answered for each key. Where that was nothing, it is asked again. */
export function remembered<Value>(
  make: (key: string) => Value | undefined,
): (key: string) => Value | undefined {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    if (value !== undefined) known.set(key, value);
    return value;
  };
}
