import type { Line } from './tree.ts';

/**
 * The same line with all its positions in other columns: `columns[i]` is where column `i` was
 * before the colors were taken out. Ends stay right after their last character.
 */
export function inColumnsOf(line: Line, columns: ArrayLike<number>): Line {
  return moved(line);

  /** A copy of a node of the tree; spans are whatever has a start and an end. */
  function moved<Node extends object>(node: Node): Node {
    const copy = { ...node };
    const children: [string, unknown][] = Object.entries(node);
    for (const [key, child] of children) {
      if (Array.isArray(child)) Reflect.set(copy, key, child.map(movedItem));
      else if (typeof child === 'object' && child !== null) Reflect.set(copy, key, moved(child));
    }
    if (!('end' in node) || typeof node.end !== 'number') return copy;
    if ('start' in node && typeof node.start === 'number') {
      const start = columns[node.start] ?? 0;
      const last = node.end > node.start ? columns[node.end - 1] : undefined;
      Reflect.set(copy, 'start', start);
      Reflect.set(copy, 'end', last === undefined ? start : last + 1);
    } else {
      Reflect.set(copy, 'end', columns[node.end] ?? 0);
    }
    return copy;
  }

  function movedItem(item: unknown): unknown {
    return typeof item === 'object' && item !== null ? moved(item) : item;
  }
}
