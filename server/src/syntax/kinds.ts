/**
 * What a line of a trace is. Numbers, because a column of the row table holds them.
 * `split*` rows are parts of one call that strace's own message or the program's output cut in two
 * on a terminal (strace-format §4): `splitHead` begins it without ` <unfinished ...>`,
 * `splitTail` carries the rest.
 */
export const RowKind = {
  other: 0,
  call: 1,
  unfinished: 2,
  resumed: 3,
  signal: 4,
  stopped: 5,
  exit: 6,
  message: 7,
  frame: 8,
  hexdump: 9,
  summary: 10,
  splitHead: 11,
  splitTail: 12,
} as const;

export type RowKind = (typeof RowKind)[keyof typeof RowKind];
