#!/usr/bin/env python3
"""truth.py TRACE FIRST LAST: prints 'start end tid end_tid' (lines from 1, inclusive).

FIRST and LAST are regular expressions written by hand for each program from its
source: 'A ;; B' means the first line that B finds from the line that A finds on;
FIRST is the first such line, LAST the last one in the file; in LAST 'A >> B' means
the first line that B finds from the last line of A on. Where the last call is
split in two or has stack frames under it, they belong to it. Nothing else is inferred.
"""
import re
import sys

LINE = re.compile(r'^(?:\[pid +(\d+)(?:<[^>]*>)?\] |(\d+)(?:<[^>]*>)? +)?')
path, first, last = sys.argv[1:4]
lines = open(path, encoding='utf-8', errors='replace').read().split('\n')


def find(rule, start=0):
    i = start
    parts = rule.split(' ;; ')
    for n, p in enumerate(parts):
        r = re.compile(p)
        while i < len(lines) and not r.search(lines[i]):
            i += 1
        if i == len(lines):
            sys.exit('%s: nothing like %r' % (path, p))
        if n + 1 < len(parts):
            i += 1
    return i


def find_last(rule):
    parts = rule.split(' >> ')
    r = re.compile(parts[0])
    for i in range(len(lines) - 1, -1, -1):
        if r.search(lines[i]):
            return find(parts[1], i) if len(parts) == 2 else i
    sys.exit('%s: nothing like %r' % (path, rule))


def tid(i):
    m = LINE.match(lines[i])
    return m.group(1) or m.group(2) or ''


a = find(first)
z = find_last(last)
t, u = tid(a), tid(z)
if lines[z].rstrip().endswith('<unfinished ...>'):
    for i in range(z + 1, len(lines)):
        if tid(i) == u and ' resumed>' in lines[i]:
            z = i
            break
while z + 1 < len(lines) and lines[z + 1].startswith(' > '):
    z += 1
if z < a:
    sys.exit('%s: last before first' % path)
print(a + 1, z + 1, t, u, sep='\t')
