import type { CallPattern } from './profile.ts';

/**
 * Reads the short form in which profiles name calls:
 *
 *     openat|open "/etc/ld.so.cache" ok -> cache
 *     @fd on cache
 *     mmap|mmap2 3=*MAP_ANON*
 *
 * Names, or a group with `@`; then in any order: quoted globs for the path, `N=GLOB,GLOB` for an
 * argument by position, `on TAG` for a descriptor that an earlier call opened, `-> TAG` for one that
 * this call opens, `ok`, `failed` or `zero` for the result, and `then NAMES` or `after NAMES` for the
 * next call or the one before of the same thread. A group may stand for several patterns. Returns a message for people where the text is not of this form.
 */
export function readPattern(text: string): readonly CallPattern[] | string {
  const tokens = text.match(/"[^"]*"|\S+/g) ?? [];
  const [head, ...rest] = tokens;
  if (head === undefined) return 'wants the name of a call';
  const conditions = readConditions(rest);
  if (typeof conditions === 'string') return conditions;
  if (!head.startsWith('@')) {
    const calls = head.split('|');
    const wrong = calls.find((name) => !/^[a-z_]\w*$/.test(name));
    if (wrong !== undefined) return `'${wrong}' is no name of a call`;
    return [{ calls, ...conditions }];
  }
  const group = callGroups[head];
  if (group === undefined) return `there is no group '${head}'`;
  return group.map((pattern) => ({
    ...pattern,
    ...conditions,
    ...(pattern.args !== undefined && { args: { ...pattern.args, ...conditions.args } }),
  }));
}

function readConditions(tokens: readonly string[]): Omit<CallPattern, 'calls'> | string {
  const path: string[] = [];
  const args: Record<string, readonly string[]> = {};
  let on: readonly string[] | undefined;
  let opens: string | undefined;
  let result: 'ok' | 'failed' | 'zero' | undefined;
  let next: readonly string[] | undefined;
  let previous: readonly string[] | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const argument = /^(\d)=(.+)$/.exec(token);
    if (token.startsWith('"')) path.push(token.slice(1, -1));
    else if (argument !== null) args[argument[1] ?? '0'] = (argument[2] ?? '').split(',');
    else if (token === 'ok' || token === 'failed' || token === 'zero') result = token;
    else if (token === 'on' || token === '->' || token === 'then' || token === 'after') {
      const word = tokens[++at];
      if (word === undefined) return `'${token}' wants a word after it`;
      if (token === 'on') on = word.split(',');
      else if (token === '->') opens = word;
      else if (token === 'then') next = word.split('|');
      else previous = word.split('|');
    } else return `'${token}' is not understood here`;
  }
  return {
    ...(path.length > 0 && { path }),
    ...(Object.keys(args).length > 0 && { args }),
    ...(on !== undefined && { on }),
    ...(opens !== undefined && { opens }),
    ...(result !== undefined && { result }),
    ...(next !== undefined && { next }),
    ...(previous !== undefined && { previous }),
  };
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Calls that profiles name together. */
export const callGroups: Readonly<Record<string, readonly CallPattern[]>> = {
  '@open': [{ calls: ['open', 'openat', 'openat2'] }],
  '@stat': [
    {
      calls: ['stat', 'lstat', 'newfstatat', 'fstatat64', 'stat64', 'lstat64', 'statx'],
    },
  ],
  '@access': [{ calls: ['access', 'faccessat', 'faccessat2'] }],
  '@readlink': [{ calls: ['readlink', 'readlinkat'] }],
  '@look': [
    {
      calls: words(
        'stat lstat newfstatat fstatat64 stat64 lstat64 statx access faccessat faccessat2 ' +
          'readlink readlinkat',
      ),
    },
  ],
  '@read': [{ calls: ['read', 'pread64', 'readv', 'preadv', 'preadv2'] }],
  '@transfer': [
    {
      calls: words(
        'read pread64 readv preadv preadv2 write pwrite64 writev pwritev pwritev2 recv recvfrom ' +
          'recvmsg recvmmsg send sendto sendmsg sendmmsg sendfile sendfile64',
      ),
    },
  ],
  '@fstat': [{ calls: ['fstat', 'fstat64', 'newfstatat', 'fstatat64', 'statx'] }],
  '@fd': [
    {
      calls: words(
        'read pread64 readv preadv fstat fstat64 newfstatat fstatat64 statx lseek _llseek ' +
          'close fcntl fcntl64 ioctl mmap mmap2 getdents getdents64 flock fadvise64 ' +
          'fadvise64_64 dup dup2 dup3 fstatfs fstatfs64',
      ),
    },
  ],
  '@anonymous': [{ calls: ['mmap', 'mmap2'], args: { 3: ['*MAP_ANON*'] } }],
  '@memory': [
    { calls: ['mmap', 'mmap2'], args: { 3: ['*MAP_ANON*'] } },
    { calls: ['brk', 'munmap', 'mprotect', 'madvise', 'mremap', 'pkey_mprotect'] },
  ],
  '@locks': [{ calls: ['futex', 'futex_time64', 'sched_yield', 'membarrier'] }],
  '@ids': [
    {
      calls: words('getuid geteuid getgid getegid getuid32 geteuid32 getgid32 getegid32 issetugid'),
    },
  ],
  '@sigaction': [{ calls: ['rt_sigaction', 'sigaction'] }],
  '@sigmask': [{ calls: ['rt_sigprocmask', 'sigprocmask'] }],
  '@rlimit': [{ calls: ['prlimit64', 'getrlimit', 'ugetrlimit', 'setrlimit'] }],
  '@thread': [
    { calls: ['clone'], args: { 1: ['*CLONE_THREAD*'] } },
    { calls: ['clone3'], args: { 0: ['*CLONE_THREAD*'] } },
  ],
  '@nanosleep': [{ calls: ['nanosleep', 'clock_nanosleep', 'clock_nanosleep_time64'] }],
};
