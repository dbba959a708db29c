/** Of how many letters one may differ. */
const lettersPerSlip = 4;
/** A longer word is not a slip of a name. */
const longestWord = 80;

/**
 * The name that somebody may have meant by `word`: the one that the fewest letters tell from it, whatever
 * their case. Undefined where more than a quarter of the letters differ from every name; of equals the
 * first. Two letters that changed places count as one.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  if (word.length > longestWord) return undefined;
  let best: string | undefined;
  let least = Math.ceil(word.length / lettersPerSlip) + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const far = distance(word.toLowerCase(), name.toLowerCase());
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best;
}

/** The end of a message: what may have been meant; empty where nothing is near. */
export function suggestion(word: string, names: Iterable<string>): string {
  const near = nearest(word, names);
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

/** Letters to insert, drop, replace or swap with the next one. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(
        (old[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (old[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}
