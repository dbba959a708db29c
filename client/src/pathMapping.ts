/**
 * A path of the machine that was traced, as it is here: the longest prefix of the mappings that fits
 * whole names is replaced. Without one the path stays.
 */
export function mapPath(path: string, mappings: Readonly<Record<string, string>>): string {
  const fits = Object.keys(mappings)
    .filter((from) => path === from || path.startsWith(from.endsWith('/') ? from : `${from}/`))
    .toSorted((a, b) => b.length - a.length);
  const [from] = fits;
  if (from === undefined) return path;
  const to = mappings[from] ?? from;
  const rest = path.slice(from.endsWith('/') ? from.length - 1 : from.length);
  return `${to.endsWith('/') ? to.slice(0, -1) : to}${rest}` || '/';
}
