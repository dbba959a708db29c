/**
 * Reads values out of the tree. Every function takes the text that the tree was made of, and
 * answers undefined, or an empty list, where the value is of another kind.
 */
import { withoutColors } from './plainText.ts';
import type { Span, Value } from './tree.ts';
import { unescapeString } from './unescape.ts';

export { numberOf } from './numberOf.ts';
export { unescapeString } from './unescape.ts';

/** The value alone as printed: without key, annotation, context and comment. */
export function valueText(value: Value, text: string): string {
  return spanText(value.core, text);
}

/** An argument as printed, with all that belongs to it but the name that -N puts ahead. */
export function argText(value: Value, text: string): string {
  const start = value.key === undefined ? value.start : value.core.start;
  return spanText({ start, end: value.end }, text);
}

/** Text of a span, without the colors that may be in it. */
export function spanText({ start, end }: Span, text: string): string {
  return withoutColors(text.slice(start, end));
}

/** Of longer strings the beginning is read; no name or path is as long, each byte four characters. */
const longestString = 65_536;

/** What a string holds, read as UTF-8. Undefined for what is no string. */
export function stringOf(value: Value, text: string): string | undefined {
  if (value.kind !== 'string') return undefined;
  return unescapeString(valueText(value, text).slice(0, longestString)).text;
}

/** ` (deleted)`, which 5.10 and older print within the annotation. */
const DELETED = ' (deleted)';

/**
 * The path that a value names: that of a string, or that of a descriptor or `AT_FDCWD` with its
 * annotation (strace -y). Undefined for sockets, pipes and what has no annotation.
 */
export function pathOf(value: Value, text: string): string | undefined {
  if (value.kind === 'string') return stringOf(value, text);
  if (value.annotation === undefined) return undefined;
  const annotation = spanText(value.annotation, text);
  if (!annotation.startsWith('/')) return undefined;
  // `</dev/null<char 1:3>>`: a `<` of the path itself is escaped.
  const nested = annotation.indexOf('<');
  const printed = nested < 0 ? annotation : annotation.slice(0, nested);
  const path = printed.endsWith(DELETED) ? printed.slice(0, -DELETED.length) : printed;
  return unescapeString(path).text;
}

/**
 * The member of a structure that has this name. Of a value that the call changed (`=>`) the one on
 * exit, or the one on entry where only that has it.
 */
export function fieldOf(value: Value, name: string, text: string): Value | undefined {
  if (value.kind === 'operation' && value.operator === '=>') {
    for (let at = value.children.length - 1; at >= 0; at--) {
      const side = value.children[at];
      const found = side && fieldOf(side, name, text);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (value.kind !== 'struct') return undefined;
  return value.children.find((child) => child.key && spanText(child.key, text) === name);
}

/**
 * Names in a set of flags or signals, or the name of a constant, in their order: of
 * `O_RDONLY|0x40` the first alone, of `1<<CAP_KILL` the capability, of `0x3 /* PROT_READ *\/` and
 * its like what the comment says, of `~[INT]` the names that are not in it.
 */
export function flagNames(value: Value, text: string): string[] {
  const names: string[] = [];
  collectNames(value, text, names);
  return names;
}

/** A constant, not words of a comment. */
const CONSTANT = /^[A-Z][A-Z0-9_]*[a-z]?\w*$/;
const SHIFTED = /^1<</;

function collectNames(value: Value, text: string, names: string[]): void {
  switch (value.kind) {
    case 'name':
      names.push(valueText(value, text));
      break;
    case 'number':
      if (value.comment !== undefined) names.push(...commentNames(spanText(value.comment, text)));
      break;
    case 'set':
    case 'array':
    case 'complement':
      for (const child of value.children) collectNames(child, text, names);
      break;
    case 'operation': {
      const [first] = value.children;
      const last = value.children.at(-1);
      if (value.operator === '|' || value.operator === 'or') {
        for (const child of value.children) collectNames(child, text, names);
      } else if (value.operator === '=>' && last !== undefined) {
        collectNames(last, text, names);
      } else if (value.operator === '<<' && first !== undefined && last !== undefined) {
        // Only a single bit is a flag: `21<<MAP_HUGE_SHIFT` is a number.
        if (valueText(first, text) === '1') collectNames(last, text, names);
      }
      break;
    }
    default:
      break;
  }
}

/** `PROT_READ|PROT_WRITE`, `1<<CAP_KILL`; nothing of `PR_???` and `41 vars`. */
function commentNames(comment: string): string[] {
  return comment
    .split('|')
    .map((part) => part.replace(SHIFTED, ''))
    .filter((part) => CONSTANT.test(part));
}
