import type { Reading } from '../knowledge/context.ts';
import { flagNames, valueText } from '../syntax/readValue.ts';
import type { Value } from '../syntax/tree.ts';
import type { Phrase } from './readOutCode.ts';
import { numberOf } from './readOutNumbers.ts';

/** Longest list of names that is spelled out. */
const shownNames = 12;

/** `[INT QUIT]` and `~[RTMIN RT_1]` in words; undefined for what is no set. */
export function signalSetPhrase(value: Value, text: string): Phrase | undefined {
  if (value.kind !== 'set' && value.kind !== 'complement' && value.kind !== 'array')
    return undefined;
  const names = flagNames(value, text);
  if (value.kind === 'complement') {
    return names.length === 0 ? ['every signal'] : ['every signal except ', ...list(names)];
  }
  return names.length === 0 ? ['no signal'] : list(names);
}

function list(names: readonly string[]): Phrase {
  const shown = names
    .slice(0, shownNames)
    .map((name) => (name.startsWith('SIG') ? name : `SIG${name}`));
  const parts = shown.flatMap((name, i) => [...(i === 0 ? [] : [', ']), { code: name }]);
  return names.length > shownNames ? [...parts, ` and ${names.length - shownNames} more`] : parts;
}

const statusBits = { signal: 0x7fn, core: 0x80n, stopped: 0x7fn, continued: 0xffffn, code: 8n };

/**
 * A wait status in words: "exited with 2", "killed by `SIGKILL`, core dumped". Reads the macros that
 * strace prints and raw numbers. Undefined for what is neither.
 */
export function statusPhrase(value: Value, { text, knowledge }: Reading): Phrase | undefined {
  const number = numberOf(value, text);
  if (number !== undefined) return rawStatus(BigInt.asUintN(32, number));
  const printed = valueText(value, text);
  const exit = /WEXITSTATUS\(s\) == (\d+)/.exec(printed)?.[1];
  if (exit !== undefined) return [`exited with ${exit}`];
  const killed = /WTERMSIG\(s\) == (\w+)/.exec(printed)?.[1];
  if (killed !== undefined) {
    return [
      'killed by ',
      { code: killed },
      ...(/WCOREDUMP\(s\)/.test(printed) ? [', core dumped'] : []),
    ];
  }
  const stopped = /WSTOPSIG\(s\) == (\w+)/.exec(printed)?.[1];
  if (stopped !== undefined) {
    const event = /PTRACE_EVENT_\w+/.exec(printed)?.[0];
    return [
      'stopped by ',
      { code: stopped },
      ...(event === undefined ? [] : [' for ', { code: event }]),
    ];
  }
  return printed.includes('WIFCONTINUED(s)') ? ['continued'] : undefined;

  function rawStatus(status: bigint): Phrase | undefined {
    const signal = status & statusBits.signal;
    if (status === statusBits.continued) return ['continued'];
    if (signal === 0n) return [`exited with ${(status >> statusBits.code) & 0xffn}`];
    if (signal === statusBits.stopped) {
      const stop = (status >> statusBits.code) & statusBits.signal;
      return ['stopped by ', { code: knowledge.signal(stop.toString())?.name ?? stop.toString() }];
    }
    const name = knowledge.signal(signal.toString())?.name ?? signal.toString();
    const dumped = (status & statusBits.core) !== 0n;
    return ['killed by ', { code: name }, ...(dumped ? [', core dumped'] : [])];
  }
}
