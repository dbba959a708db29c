"""Writes TRUTH.tsv: python3 truth.py FOLDER. The pattern of each last call is read off end.c, by hand."""
import re
import sys

folder = sys.argv[1]
returned = {
    'abort': r'tgkill\(',
    'all': r'clock_nanosleep resumed>',
    'all-ttT': r'clock_nanosleep resumed>',
    'atexit': r'write\(1',
    'exec': r'clock_nanosleep resumed>NULL\) = 0',
    'exec-left': r'clock_nanosleep resumed>NULL\) = 0|clock_nanosleep\(.*= 0',
    'exec-thread': r'clock_nanosleep resumed>NULL\) = 0',
    'exec-thread-err': r'clock_nanosleep\(.*= 0|clock_nanosleep resumed>NULL\) = 0',
    'filter': r'getuid\(',
    'join': r'futex resumed>',
    'join-ky': r'futex resumed>',
    'join-nof': r'futex\(',
    'kill-child': r'wait4 resumed>',
    'last': r'getppid\(',
    'other': r'getppid\(',
    'other-nof': r'pause\(',
    'pipe': r'write\(',
    'raw': r'getuid\(',
    'segv': r'getppid\(',
    'segv-threads': r'clock_nanosleep resumed>',
    'segv-threads-nof': r'clock_nanosleep\(',
    'size': r'write\(',
    'timer': r'pause\(',
    'vfork': r'wait4(\(| resumed>)',
}
with open(f'{folder}/TRUTH.tsv', 'w') as out:
    print('name\tstart_line\tend_line\ttid\truntime\tfirst_kind\tlast_kind\tset', file=out)
    for name, pattern in returned.items():
        lines = open(f'{folder}/{name}.strace').read().split('\n')
        start = next(at for at, line in enumerate(lines, 1) if 'getppid(' in line)
        # The program that another one replaced ends where the new one begins.
        replaced = [at for at, line in enumerate(lines) if 'execve(' in line and at > 0]
        until = replaced[0] if replaced else len(lines)
        end = max(at for at, line in enumerate(lines[:until], 1) if re.search(pattern, line))
        # Stack frames belong to the call before them.
        while end < len(lines) and lines[end].startswith(' > '):
            end += 1
        tid = re.match(r'(\d+) ', lines[start - 1])
        kind = re.search(r'\w+', pattern).group()
        print(name, start, end, tid.group(1) if tid else '', 'c', 'getppid', kind, 'dev',
              sep='\t', file=out)
