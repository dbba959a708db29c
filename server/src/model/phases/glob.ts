type Tester = (text: string) => boolean;

/** Globs come from profiles alone, so there are only so many of them. */
const testers = new Map<string, Tester>();

/** Whether `text` as a whole fits `glob`, in which `*` stands for any characters. */
export function fitsGlob(text: string, glob: string): boolean {
  let tester = testers.get(glob);
  if (tester === undefined) {
    tester = testerOf(glob);
    testers.set(glob, tester);
  }
  return tester(text);
}

function testerOf(glob: string): Tester {
  const pieces = glob.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  const inner = pieces.slice(1, -1);
  if (pieces.length === 1) return (text) => text === glob;
  if (inner.length === 0) {
    const least = first.length + last.length;
    return (text) => text.length >= least && text.startsWith(first) && text.endsWith(last);
  }
  const [only = ''] = inner;
  if (first === '' && last === '' && inner.length === 1) return (text) => text.includes(only);
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of inner) {
      const found = text.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

export function fitsAny(text: string, globs: readonly string[]): boolean {
  for (const glob of globs) if (fitsGlob(text, glob)) return true;
  return false;
}

/** What comes after the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
