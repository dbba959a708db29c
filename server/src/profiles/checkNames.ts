import { type Fault, mostFaults } from './faults.ts';
import { type MeantText, meantTexts } from './fileForm.ts';
import type { KnownNames } from './knownNames.ts';
import { suggestion } from './nearest.ts';

/** Words of a pattern after which names of calls come. */
const neighbors = ['then', 'after'];

/**
 * Names of calls, errnos and signals in a file that are not known: the first of them. That is no error,
 * as a kernel may be newer than what is known here.
 */
export function unknownNames(value: unknown, names: KnownNames): readonly Fault[] {
  const faults: Fault[] = [];
  for (const meant of meantTexts(value)) {
    for (const message of strangeIn(meant, names)) {
      faults.push({ path: meant.path, message });
      if (faults.length === mostFaults) return faults;
    }
  }
  return faults;
}

function* strangeIn({ meaning, text }: MeantText, names: KnownNames): Iterable<string> {
  if (meaning === 'call-pattern') {
    for (const call of callsOf(text)) {
      if (names.syscall(call) !== undefined) continue;
      yield `no system call is known as '${call}'${suggestion(call, names.syscallNames)}`;
    }
  } else if (meaning !== 'phase') {
    const known = names.group(meaning)?.members;
    if (known === undefined || known.has(text)) return;
    yield `no ${meaning} is known as '${text}'${suggestion(text, known.keys())}`;
  }
}

/** The names that a pattern spells out, of the call and of its neighbors. */
function callsOf(pattern: string): readonly string[] {
  const [head = '', ...rest] = pattern.match(/"[^"]*"|\S+/g) ?? [];
  return [head, ...rest.filter((_, index) => neighbors.includes(rest[index - 1] ?? ''))]
    .filter((word) => !word.startsWith('@'))
    .flatMap((word) => word.split('|'));
}
