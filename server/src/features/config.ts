/** Settings of the server, as the section `strace` of the editor's configuration holds them. */
export interface Config {
  readonly inlayHints: {
    /** What a bare descriptor stands for, behind it. */
    readonly descriptors: boolean;
    /** What a process is called, behind its number. */
    readonly comms: boolean;
    /** How long a slow call took, and a long wait before a line. */
    readonly times: boolean;
    /** Names ahead of arguments. */
    readonly argumentNames: boolean;
  };
  /** From how many seconds on a call or a gap is slow. */
  readonly slow: number;
  readonly problems: 'off' | 'unusual' | 'all';
}

export const defaultConfig: Config = {
  inlayHints: { descriptors: true, comms: true, times: true, argumentNames: false },
  slow: 0.1,
  problems: 'unusual',
};

/** Reads what an editor sent. Whatever is missing, null or of another type is the default. */
export function readConfig(value: unknown): Config {
  const hints = member(value, 'inlayHints');
  const slow = member(value, 'slow');
  const problems = member(value, 'problems');
  const hint = (name: keyof Config['inlayHints']): boolean => {
    const found = member(hints, name);
    return typeof found === 'boolean' ? found : defaultConfig.inlayHints[name];
  };
  return {
    inlayHints: {
      descriptors: hint('descriptors'),
      comms: hint('comms'),
      times: hint('times'),
      argumentNames: hint('argumentNames'),
    },
    slow: typeof slow === 'number' && slow >= 0 ? slow : defaultConfig.slow,
    problems:
      problems === 'off' || problems === 'unusual' || problems === 'all'
        ? problems
        : defaultConfig.problems,
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
