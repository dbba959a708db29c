import type { Line, Span } from './tree.ts';

/**
 * The same line with all its positions in other columns: `columns[i]` is where column `i` was
 * before the colors were taken out. Ends stay right after their last character, and what is empty
 * stays within what it is a part of.
 */
export function inColumnsOf(line: Line, columns: ArrayLike<number>): Line {
  return moved(line, undefined);

  /** A copy of a node of the tree; spans are whatever has a start and an end. */
  function moved<Node extends object>(node: Node, parent: Span | undefined): Node {
    const copy = { ...node };
    const span = spanOf(node, parent);
    const children: [string, unknown][] = Object.entries(node);
    for (const [key, child] of children) {
      Reflect.set(copy, key, movedItem(child, span ?? parent));
    }
    if (span !== undefined) Object.assign(copy, span);
    else if ('end' in node && typeof node.end === 'number') {
      Reflect.set(copy, 'end', columns[node.end] ?? 0);
    }
    return copy;
  }

  function movedItem(item: unknown, parent: Span | undefined): unknown {
    if (Array.isArray(item)) return item.map((one: unknown) => movedItem(one, parent));
    return typeof item === 'object' && item !== null ? moved(item, parent) : item;
  }

  function spanOf(node: object, parent: Span | undefined): Span | undefined {
    if (!('start' in node) || typeof node.start !== 'number') return undefined;
    if (!('end' in node) || typeof node.end !== 'number') return undefined;
    const start = columns[node.start] ?? 0;
    const last = node.end > node.start ? columns[node.end - 1] : undefined;
    if (last !== undefined) return { start, end: last + 1 };
    // Codes may stand between the last character of the parent and this place.
    const at = Math.min(start, parent?.end ?? start);
    return { start: at, end: at };
  }
}
