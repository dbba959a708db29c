import { spawnSync } from 'node:child_process';
import { constants as fileConstants, existsSync, readdirSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import type { Rule } from './rule.ts';
import { toBigInt } from './facts.ts';

/** A source of numbers that is not ours: names, and what they are there. */
export interface Numbers {
  readonly source: string;
  /** What the source has for a name of a group; undefined where it has none. */
  value(group: string, name: string): bigint | undefined;
}

/** Values are those that the platform itself has. */
export function agreesWith(numbers: Numbers): Rule {
  return {
    name: `agrees with ${numbers.source}`,
    check(entry, _all, report) {
      if (entry.kind !== 'constants' && entry.kind !== 'ioctls') return;
      const group = entry.kind === 'constants' ? entry.data.group : entry.data.family;
      for (const [name, { value }] of Object.entries(entry.data.members)) {
        const wanted = numbers.value(group, name);
        if (value === undefined || wanted === undefined) continue;
        const number = toBigInt(String(value));
        if (isSame(number, wanted)) continue;
        report(['members', name, 'value'], `is ${value} here, ${wanted} in ${numbers.source}`);
      }
    },
  };
}

/**
 * Whether two numbers are one constant: in 32 or 64 bits, with a sign or without. Some of strace's
 * tables hold a value before it is shifted to its place (`MAP_HUGE_2MB`), or the index of a bit.
 */
function isSame(number: bigint, wanted: bigint): boolean {
  if ([32, 64].some((size) => BigInt.asUintN(size, number) === BigInt.asUintN(size, wanted))) {
    return true;
  }
  if (number <= 0n || wanted <= 0n) return false;
  const isIndex = number < 64n && wanted === 1n << number;
  return isIndex || Array.from({ length: 63 }, (_, i) => number << BigInt(i + 1)).includes(wanted);
}

/** What Node knows of this Linux: errnos, signals, and `O_*` and `S_*`. */
export const nodeNumbers: Numbers | undefined =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? undefined
    : {
        source: 'os.constants',
        value(group, name) {
          if (group === 'errno')
            return bigintOf(new Map(Object.entries(osConstants.errno)).get(name));
          if (group === 'signal') {
            return bigintOf(new Map(Object.entries(osConstants.signals)).get(name));
          }
          if (!/^(O|S)_[A-Z]+$/.test(name)) return undefined;
          return bigintOf(new Map(Object.entries(fileConstants)).get(name));
        },
      };

function bigintOf(value: string | number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

const include = '/usr/include/linux';

/**
 * What Linux's own headers (linux-libc-dev) define, as the C preprocessor sees it; undefined where
 * there are no headers or no compiler.
 */
export function headerNumbers(names: readonly string[]): Numbers | undefined {
  if (!existsSync(include) || process.arch !== 'x64') return undefined;
  const headers = new Set(readdirSync(include).filter((name) => name.endsWith('.h')));
  const probes = names
    .filter((name) => /^[A-Z_]\w*$/.test(name))
    .map((name) => `#ifdef ${name}\n@@@ "${name}" ${name}\n#endif`);
  // A header that wants one that is not installed ends the run: it is left out in the next.
  while (headers.size > 0) {
    const includes = [...headers].map((name) => `#include <linux/${name}>`);
    const { stdout, stderr, error } = spawnSync('cpp', ['-P', '-w', '-'], {
      input: [...includes, ...probes].join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (error !== undefined) return undefined;
    const [, line] = /<stdin>:(\d+):?[\s\S]*?fatal error/.exec(stderr) ?? [];
    const bad = line === undefined ? undefined : [...headers][Number(line) - 1];
    if (bad === undefined) return numbersIn(stdout);
    headers.delete(bad);
  }
  return undefined;
}

function numbersIn(output: string): Numbers | undefined {
  const values = new Map<string, bigint>();
  for (const [, name = '', text = ''] of output.matchAll(/^@@@ "(\w+)" (.*)$/gm)) {
    const value = evaluated(text);
    if (value !== undefined) values.set(name, value);
  }
  if (values.size === 0) return undefined;
  return { source: 'Linux headers', value: (_group, name) => values.get(name) };
}

/** A constant expression of C without names: integers, `| & ^ << >> + - * ~`, parentheses, casts. */
export function evaluated(text: string): bigint | undefined {
  const tokens = text
    .replaceAll(/\((?:unsigned|signed|int|long|char|short|__u\d+|__s\d+|\s)+\)/g, '')
    .match(/0x[\da-f]+|\d+|<<|>>|[|&^+\-*~()]|\S/gi);
  if (tokens === null) return undefined;
  const source = tokens.join(' ').replaceAll(/(\d|[a-f]) ([UL]+)\b( [UL]+)*/gi, '$1');
  const list = source.split(' ').filter((token) => !/^[uUlL]+$/.test(token));
  let at = 0;
  const value = level(0);
  return at === list.length ? value : undefined;

  function level(depth: number): bigint | undefined {
    const operators = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*']][depth];
    if (operators === undefined) return operand();
    let left = level(depth + 1);
    for (let operator = list[at]; operator !== undefined && operators.includes(operator); ) {
      at++;
      const right = level(depth + 1);
      if (left === undefined || right === undefined) return undefined;
      left = computed(operator, left, right);
      operator = list[at];
    }
    return left;
  }

  function operand(): bigint | undefined {
    const token = list[at++];
    if (token === undefined) return undefined;
    if (token === '(') {
      const inner = level(0);
      return list[at++] === ')' ? inner : undefined;
    }
    if (token === '-' || token === '~') {
      const inner = operand();
      if (inner === undefined) return undefined;
      return token === '-' ? -inner : ~inner;
    }
    if (/^0[0-7]+$/.test(token)) return BigInt(`0o${token.slice(1)}`);
    return /^(0x[\da-f]+|\d+)$/i.test(token) ? BigInt(token) : undefined;
  }
}

function computed(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '|':
      return left | right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    case '<<':
      return right > 64n ? undefined : left << right;
    case '>>':
      return left >> right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    default:
      return left * right;
  }
}
