import { RowKind } from '../../syntax/kinds.ts';
import type { CallTable } from '../calls.ts';
import type { RowSource } from '../processes.ts';
import { decodeRaw } from './rawConstants.ts';

/** Longest piece of a line that is looked at: what decides on a phase stands at its start. */
const longestText = 4096;
// oxlint-disable-next-line no-control-regex -- the escape codes of --color begin with one
const colors = /\u001b\[[0-9;]*m/g;
const verboseConstant = /(?:0x[0-9a-f]+|-?\d+) \/\* ([A-Z][\w|]*) \*\//g;
const argumentName = /^[a-z_]\w*=(?!=)/;

/**
 * The arguments of a call, split at their commas without a full parse: enough to tell one start-up
 * call from another. One row at a time; reading another row forgets the one before.
 */
export class CallText {
  readonly #source: RowSource;
  #calls: CallTable;
  #row = -1;
  /** Calls whose end was asked for before it was there, with their last piece. */
  #incomplete = new Map<number, number>();
  /** Text between the parentheses of the call on `#row`, as far as it is looked at. */
  #inner = '';
  /** The text is that of all pieces, not of the first alone. */
  #isWhole = false;
  #args: string[] | undefined;
  #path: string | undefined;
  #pathKnown = false;

  constructor(source: RowSource, calls: CallTable) {
    this.#source = source;
    this.#calls = calls;
  }

  /** Goes on with a trace that has grown, as after those answers that `incomplete` tells of. */
  resume(calls: CallTable, incomplete: ReadonlyMap<number, number>): void {
    this.#calls = calls;
    this.#row = -1;
    this.#incomplete = new Map(incomplete);
  }

  /**
   * Calls that were asked about while their ends were not there: first pieces, with the last piece
   * that was known. Answers hold for as long as that is the last.
   */
  get incomplete(): ReadonlyMap<number, number> {
    return this.#incomplete;
  }

  /** Row of the last piece of the call that starts on `row`; -1 where none does. */
  tail(row: number): number {
    const tail = this.#calls.tail(row);
    if (tail !== -1 && !this.#source.rows.ended(tail)) this.#incomplete.set(row, tail);
    return tail;
  }

  /** Arguments of the call that starts on `row`, without names and fd annotations. */
  args(row: number): readonly string[] {
    this.#goWhole(row);
    this.#args ??= this.#split(row, this.#inner);
    return this.#args;
  }

  /** As `args`, one of them; does not ask for the call's end where the argument is before it. */
  arg(row: number, index: number): string | undefined {
    this.#go(row);
    this.#args ??= this.#split(row, this.#inner);
    const arg = this.#args[index];
    return this.#isWhole || (arg !== undefined && arg !== '') ? arg : this.args(row)[index];
  }

  /** The first string of the arguments, unescaped; undefined where there is none. */
  path(row: number): string | undefined {
    this.#go(row);
    if (!this.#pathKnown) {
      if (!this.#isWhole && !this.#inner.includes('"')) this.#goWhole(row);
      this.#pathKnown = true;
      const start = this.#inner.indexOf('"');
      const end = start === -1 ? -1 : endOfString(this.#inner, start);
      this.#path = start === -1 ? undefined : unquote(this.#inner.slice(start, end));
    }
    return this.#path;
  }

  /** Number of the descriptor that the call works on: its first argument, or the fifth of `mmap`. */
  descriptor(row: number, ofMapping: boolean): number {
    if (ofMapping) {
      const digits = /^\d+/.exec(this.arg(row, 4) ?? '');
      return digits === null ? -1 : Number(digits[0]);
    }
    this.#go(row);
    if (!this.#isWhole && this.#inner === '') this.#goWhole(row);
    const digits = /^(?:[a-z_]+=)?(\d+)/.exec(this.#inner);
    return digits === null ? -1 : Number(digits[1]);
  }

  /** Looks at a row: at the first piece of its call, which is all of most calls. */
  #go(row: number): void {
    if (row === this.#row) return;
    this.#row = row;
    this.#args = undefined;
    this.#pathKnown = false;
    this.#isWhole = this.#source.rows.kind(row) !== RowKind.unfinished;
    this.#inner = this.#isWhole ? this.#wholeText(row) : this.#firstText(row);
  }

  #goWhole(row: number): void {
    this.#go(row);
    if (this.#isWhole) return;
    this.#isWhole = true;
    this.#args = undefined;
    this.#pathKnown = false;
    this.#inner = this.#wholeText(row);
  }

  #split(row: number, inner: string): string[] {
    const { rows } = this.#source;
    const name = rows.names[rows.name(row)] ?? '';
    return splitArguments(inner).map((arg, index) =>
      isDigit(arg.charCodeAt(0)) ? decodeRaw(name, index, arg) : arg,
    );
  }

  /** What the call returned; NaN where the trace does not tell. */
  result(row: number): number {
    return this.#source.rows.result(this.tail(row));
  }

  /** Id of the errno's name; 0 where the call did not fail, or where the trace does not tell. */
  errno(row: number): number {
    return this.#source.rows.errno(this.tail(row));
  }

  /** The whole text of a row, without colors. */
  text(row: number): string {
    const text = this.#source.text(row).slice(0, longestText);
    return this.#source.rows.colored(row) ? text.replaceAll(colors, '') : text;
  }

  #wholeText(row: number): string {
    const first = this.#firstText(row);
    if (this.#source.rows.kind(row) !== RowKind.unfinished) return first;
    const tail = this.tail(row);
    if (tail === row || tail === -1) return first;
    const rest = this.text(tail);
    return first + plainConstants(rest.slice(rest.indexOf(' resumed>') + ' resumed>'.length));
  }

  #firstText(row: number): string {
    const { rows } = this.#source;
    const text = this.text(row);
    const name = rows.names[rows.name(row)] ?? '';
    const from = text.indexOf(`${name}(`);
    if (from === -1) return '';
    const cut = rows.kind(row) === RowKind.call ? -1 : text.lastIndexOf(' <unfinished');
    return plainConstants(text.slice(from + name.length + 1, cut === -1 ? text.length : cut));
  }
}

/** Without the numbers that `-X verbose` prints before the names of constants. */
function plainConstants(args: string): string {
  return args.includes(' /* ') ? args.replaceAll(verboseConstant, '$1') : args;
}

/** Splits at the commas of the outermost level; ends at the parenthesis that closes the call. */
export function splitArguments(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let angle = 0;
  let start = 0;
  let quoted = false;
  let at = 0;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (quoted) {
      if (char === 0x5c) at++;
      else if (char === 0x22) quoted = false;
    } else if (char === 0x22) quoted = true;
    else if (char === 0x3c && isWord(text.charCodeAt(at - 1)) && text[at + 1] !== '<') angle++;
    else if (char === 0x3e && angle > 0 && text[at - 1] !== '-') angle--;
    else if (angle > 0) continue;
    else if (char === 0x28 || char === 0x5b || char === 0x7b) depth++;
    else if (char === 0x5d || char === 0x7d) depth--;
    else if (char === 0x29) {
      if (depth <= 0) break;
      depth--;
    } else if (char === 0x2c && depth === 0) {
      args.push(plainArgument(text.slice(start, at)));
      start = at + 1;
    }
  }
  const last = text.slice(start, at);
  if (last !== '' || args.length > 0) args.push(plainArgument(last));
  return args;
}

/** Index after the quote that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) at++;
    else if (char === 0x22) return at + 1;
  }
  return text.length;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

/** Without blanks around, without the name that `-N` prints, without the annotation of `-y`. */
function plainArgument(text: string): string {
  const trimmed = text.trim().replace(argumentName, '');
  const annotation = /^(?:-?\d+|AT_FDCWD)(?=<)/.exec(trimmed);
  return annotation === null ? trimmed : annotation[0];
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  f: '\f',
};

/** The text of a string as strace prints it: quotes off, escapes undone. */
export function unquote(quoted: string): string {
  const end = quoted.lastIndexOf('"');
  const inner = quoted.slice(1, end > 0 ? end : undefined);
  if (!inner.includes('\\')) return inner;
  return inner.replaceAll(/\\(x[0-9a-f]{2}|[0-7]{1,3}|.)/g, (_, escape: string) => {
    if (/^x[0-9a-f]{2}$/.test(escape)) {
      return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    }
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    return escapes[escape] ?? escape;
  });
}
