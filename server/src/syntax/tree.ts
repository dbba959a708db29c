/**
 * The tree of one line: what each character of it is. Built on demand for the lines that somebody
 * looks at, never stored for all of them. Positions are UTF-16 columns of the text that was parsed.
 */
import type { RowKind } from './kinds.ts';

/** Half-open piece of one line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Kinds of a value.
 * - `string`: `"…"`, with `@` ahead for abstract sockets; `abbreviated` when `...` follows.
 * - `number`: decimal, hexadecimal, octal or fraction, with its sign.
 * - `name`: a constant or word: `O_RDONLY`, `NULL`, `INT` in a signal set, `s` in `WIFEXITED(s)`,
 *   `&sin6_addr`, `struct ifreq` in `sizeof()`, a hardware address, a date.
 * - `operation`: two or more children joined by one `operator`: `|`, `<<`, `*`, `+`, `-`, `==`,
 *   `&&`, `=>` (value on entry, value on exit) or `or` (two names of one number). A resumed line
 *   may begin with `=>`: then the operation's only child is the value on exit. `|0x100` of -X raw
 *   has one child, too.
 * - `not`: `!X`; one child. `complement`: `~[…]`; one child, the set.
 * - `struct`: `{…}`, children are fields, each with a `key` where strace prints one.
 * - `array`: `[a, b]`; children may have a `key` (`[VINTR]=0x3`). `set`: `[a b]`, blanks between.
 * - `call`: `makedev(0x1, 0x3)`; `head` is the function's name, children are its arguments.
 *   No `head` where strace prints bare parentheses.
 * - `ellipsis`: `...` standing for a value or for more members, the last child of a list that is
 *   `abbreviated`; also a comment in place of a value (`/* 26 entries *\/`), `comment` says which.
 * - `missing`: `???`, and the result `?`.
 * - `resuming`: `<... resuming interrupted read ...>`; `head` is the call's name.
 * - `bytes`: anything else, kept so that no text is lost; also what is nested too deep to follow.
 */
export type ValueKind =
  | 'string'
  | 'number'
  | 'name'
  | 'operation'
  | 'not'
  | 'complement'
  | 'struct'
  | 'array'
  | 'set'
  | 'call'
  | 'ellipsis'
  | 'missing'
  | 'resuming'
  | 'bytes';

export type Operator = '|' | '<<' | '*' | '+' | '-' | '==' | '&&' | '=>' | 'or';

/** `start` and `end` take in key, annotation, context and comment; `core` is the value alone. */
export interface Value extends Span {
  readonly kind: ValueKind;
  readonly core: Span;
  /** Field name (`st_mode`), argument name (`dirfd`, with -N) or designator (`VINTR`). */
  readonly key?: Span;
  /** The function's name of a `call`, the interrupted call's name of `resuming`. */
  readonly head?: Span;
  readonly operator?: Operator;
  readonly children: readonly Value[];
  /** `<…>` after a descriptor, directory descriptor or pid: the text between the outer brackets. */
  readonly annotation?: Span;
  /** `(deleted)` after an annotation. */
  readonly deleted?: Span;
  /** Security context of `--secontext`, between its brackets. */
  readonly context?: Span;
  /** Text between the marks of a comment that follows. */
  readonly comment?: Span;
  /** True where strace shortened it: a string or list that ends in `...`. */
  readonly abbreviated?: boolean;
}
export interface Prefix {
  /** The digits of the number that strace calls pid. */
  readonly tid?: Span;
  /** Between `<` and `>` of `-Y`. */
  readonly comm?: Span;
  /** Between the brackets of `--secontext`. */
  readonly context?: Span;
  /** `-t`, `-tt`, `-ttt`, as printed. */
  readonly time?: Span;
  /** `-r`: the seconds, without parentheses, `+` and padding. */
  readonly relative?: Span;
  /** `-n`: the digits or `???` between the brackets. */
  readonly number?: Span;
  /** `-i`: the address between the brackets. */
  readonly pointer?: Span;
  /** Column at which the body starts. */
  readonly end: number;
}

export interface Result extends Span {
  /** `3`, `-1`, `0x7f…`, `?`: the value with its annotation, pid comment and flags. */
  readonly value: Value;
  readonly errno?: Span;
  /** Between the parentheses after the errno. */
  readonly errorText?: Span;
  /** Between the parentheses after a value: `Timeout`, `flags O_RDONLY`. One per pair. */
  readonly notes: readonly Value[];
  /** `(INJECTED…)` and `(DELAYED)`, between the parentheses. */
  readonly tampering: readonly Span[];
  /** True for `= ? ERESTART…`: the kernel restarts or interrupts the call. */
  readonly restarted?: boolean;
  /** True for `= ? <unavailable>`. */
  readonly unavailable?: boolean;
}

/** One line, taken apart. What a kind does not have is absent. */
export interface Line {
  readonly kind: RowKind;
  readonly prefix: Prefix;
  /** Syscall of a call or of its halves; signal of a signal, stopped or killed line. */
  readonly name?: Span;
  /** Arguments that are on this line (of an unfinished or resumed line, its part). */
  readonly args: readonly Value[];
  readonly result?: Result;
  /** Seconds between `<` and `>` of `-T`. */
  readonly duration?: Span;
  /** `<unfinished ...>`, `<... name resumed>`, `<detached ...>`: the marker with its brackets. */
  readonly marker?: Span;
  /** A resumed line that ends in `<unfinished ...>` or `<detached ...>` once more: that marker. */
  readonly unfinished?: Span;
  /** Structure of a signal line. */
  readonly info?: Value;
  /** `+++ … +++`. */
  readonly exit?: {
    readonly how: 'exited' | 'killed' | 'superseded';
    /** Digits of the exit status, or of the thread that superseded this one. */
    readonly number?: Span;
    readonly core?: Span;
  };
  /** Stack frame: each part as far as printed. */
  readonly frame?: {
    readonly object?: Span;
    readonly symbol?: Span;
    readonly offset?: Span;
    readonly address?: Span;
    readonly source?: Span;
    readonly sourceLine?: Span;
  };
  /** Text of a message, without `strace: `. */
  readonly message?: Span;
  /** Where strace's message or foreign output cut into a call: that text. */
  readonly foreign?: Span;
}
