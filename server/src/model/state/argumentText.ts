/** Reads numbers and names out of the text of arguments where a whole tree is not worth its cost. */

/** The text without `<…>` behind descriptors and pids (strace -y), in which anything may stand. */
export function withoutAnnotations(text: string): string {
  if (!text.includes('<')) return text;
  let kept = '';
  let from = 0;
  for (let p = 0; p < text.length; p++) {
    if (text[p] !== '<' || text[p + 1] === '<' || !/[\w]/.test(text[p - 1] ?? '')) continue;
    kept += text.slice(from, p);
    let depth = 0;
    for (; p < text.length; p++) {
      if (text[p] === '<') depth++;
      else if (text[p] === '>' && text[p - 1] !== '-' && --depth === 0) break;
    }
    from = p + 1;
  }
  return kept + text.slice(from);
}

/** The numbers of a list or set, `[3, 4]`, `[3 5]`, at most `limit`. */
export function listNumbers(text: string, limit: number): number[] {
  if (!text.startsWith('[')) return [];
  const numbers: number[] = [];
  for (const [, digits] of withoutAnnotations(text).matchAll(/[[, ](\d{1,10})(?=[, \]])/g)) {
    if (numbers.length === limit) break;
    numbers.push(Number(digits));
  }
  return numbers;
}

/** The different numbers in fields of a name, as `3` in `{fd=3, events=POLLIN}`, at most `limit`. */
export function fieldNumbers(text: string, field: string, limit: number): number[] {
  const numbers = new Set<number>();
  const pattern = new RegExp(`(?<=[{ ])${field}=(\\d{1,10})`, 'g');
  for (const [, digits] of withoutAnnotations(text).matchAll(pattern)) {
    if (numbers.size === limit) break;
    numbers.add(Number(digits));
  }
  return [...numbers];
}

/** The text of an annotation up to what -yy adds, ` (deleted)` of old versions and details left out. */
export function annotatedPath(annotation: string): string | undefined {
  if (!annotation.startsWith('/')) return undefined;
  const nested = annotation.indexOf('<');
  const path = nested < 0 ? annotation : annotation.slice(0, nested);
  return path.endsWith(' (deleted)') ? path.slice(0, -' (deleted)'.length) : path;
}

/**
 * What of an annotation stays the same for as long as the descriptor is open: its path, the inode
 * of a pipe, the kind of anything else; a socket's address changes as it is bound and connected.
 * Two keys that begin differently are never of one descriptor.
 */
export function annotationKey(annotation: string | undefined): string | undefined {
  if (annotation === undefined) return undefined;
  const path = annotatedPath(annotation);
  if (path !== undefined) return `/${path}`;
  if (annotation.startsWith('pipe:')) return annotation;
  if (/^(?:socket|[A-Z][\w-]*):\[/.test(annotation)) return 'socket';
  // `anon_inode:[eventfd]` of -y is `{eventfd-count=0x7, …}` with -yy, and so are others.
  return 'anonymous';
}
