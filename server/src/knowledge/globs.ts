/** Whether `path` matches a glob: `*` is anything within one name, `**` anything at all. */
export function matchesGlob(pattern: string, path: string): boolean {
  const known = compiled.get(pattern);
  const expression = known ?? new RegExp(`^${source(pattern)}$`, 's');
  if (known === undefined) compiled.set(pattern, expression);
  return expression.test(path);
}

const compiled = new Map<string, RegExp>();

function source(pattern: string): string {
  return pattern
    .split(/(\*\*|\*)/)
    .map((piece) => {
      if (piece === '**') return '.*';
      if (piece === '*') return '[^/]*';
      return piece.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })
    .join('');
}
