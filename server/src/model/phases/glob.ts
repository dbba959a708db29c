/** Whether `text` as a whole fits `glob`, in which `*` stands for any characters. Linear in practice. */
export function fitsGlob(text: string, glob: string): boolean {
  const star = glob.indexOf('*');
  if (star === -1) return text === glob;
  if (!text.startsWith(glob.slice(0, star))) return false;
  const pieces = glob.slice(star + 1).split('*');
  const last = pieces.pop() ?? '';
  let at = star;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

export function fitsAny(text: string, globs: readonly string[]): boolean {
  return globs.some((glob) => fitsGlob(text, glob));
}

/** What comes after the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
