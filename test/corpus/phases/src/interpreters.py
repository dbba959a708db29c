#!/usr/bin/env python3
"""interpreters.py FOLDER [GLOB]: traces of scripts of many interpreters, with TRUTH.tsv and INDEX.tsv.

`interpreters.json` lists the cases: each is a script of two statements of LANG below, whose first and
last call are known from what they say. Where a call cannot be told from those of the interpreter (an
import, a path that is resolved folder by folder), the same script runs a second time with a marker, a
call that nobody else makes there, before its first statement or after its last; the place of the
marker in that run is the place of the statement in the first one.

Run as root on Debian. A suite is a Debian in $CHROOTS/SUITE (/srv/chroot) with strace, python3 and
python3-venv, ruby, perl, php-cli, lua5.1 to lua5.5, luajit, tcl, tcl9.0, expect, gawk, mawk,
original-awk, busybox, bash and dash, as far as it has them, and a virtual environment without pip in
/opt/sample/pvenv.
"""
import fnmatch
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

CHROOTS = os.environ.get('CHROOTS', '/srv/chroot')
S = '/opt/sample'
CONF = S + '/etc/app.conf'
MARKED = S + '/.marked'
LINE = re.compile(
    r'^(?:\[pid +(\d+)(?:<[^>]*>)?\] |(\d+)(?:<[^>]*>)? +)?(?:[\d:.]+ |\(\+ *[\d.]+\) | *\d+\.\d+ )?'
    r'(?:\[[ 0-9a-f?]+\] )*(\w+\(.*)$'
)


def root(suite):
    return '' if suite == 'host' else '%s/%s' % (CHROOTS, suite)


class Trace:
    def __init__(self, path):
        self.lines = open(path, encoding='utf-8', errors='replace').read().split('\n')
        self.calls = []  # (line, tid, text)
        for i, line in enumerate(self.lines):
            m = LINE.match(line)
            if m:
                self.calls.append((i, m.group(1) or m.group(2) or '', m.group(3)))

    def first(self, rule, start=0):
        """Index among the calls of the first that the regular expression is the start of."""
        r = re.compile(rule)
        for n in range(start, len(self.calls)):
            if r.match(self.calls[n][2]):
                return n
        raise ValueError('nothing like %s' % rule)

    def last(self, rule):
        parts = rule.split(' >> ')
        r = re.compile(parts[0])
        for n in range(len(self.calls) - 1, -1, -1):
            if r.match(self.calls[n][2]):
                return n if len(parts) == 1 else self.first(parts[1], n)
        raise ValueError('nothing like %s' % rule)

    def key(self, n):
        if not 0 <= n < len(self.calls):
            return None
        text = self.calls[n][2]
        name = text[: text.index('(')]
        m = re.search(r'"((?:[^"\\]|\\.)*)"', text)
        return name, m.group(1)[:40] if m and name not in ('read', 'write', 'execve') else ''

    def end(self, n):
        """Line on which call n ends: with its second half and its stack frames."""
        line, tid, text = self.calls[n]
        if text.rstrip().endswith('<unfinished ...>'):
            mark = '<... ' + text[: text.index('(')] + ' resumed>'
            for i in range(line + 1, len(self.lines)):
                before = self.lines[i].split(mark)[0]
                if mark in self.lines[i] and (tid in before or before.strip() == ''):
                    line = i
                    break
        while line + 1 < len(self.lines) and self.lines[line + 1].startswith(' > '):
            line += 1
        return line


def placed(main, other, rule, before):
    """
    Where a statement is that the other run has a marker before (or after): what stands before the
    marker and after it is the same there, in the same thread.
    """
    r = re.compile(rule)
    marks = [n for n in range(len(other.calls)) if r.match(other.calls[n][2])]
    for at in marks if before else marks[::-1]:
        tid = other.calls[at][1]
        there = [n for n in range(len(other.calls)) if other.calls[n][1] in (tid, '')]
        where = there.index(at)
        start = where
        if not before:  # a marker may be more than one call: of the last ones, the first
            while r.match(other.calls[there[start - 1]][2]):
                start -= 1
        after = start
        while after < len(there) and r.match(other.calls[there[after]][2]):
            after += 1
        keys = [other.key(there[start - k]) for k in (3, 2, 1)]
        tails = [other.key(there[after + k]) if after + k < len(there) else None for k in (0, 1)]
        for mine in sorted({c[1] for c in main.calls}):
            own = [n for n in range(len(main.calls)) if main.calls[n][1] in (mine, '')]
            for off in sorted(range(-150, 151), key=abs):
                n = start + off
                if not 3 <= n < len(own):
                    continue
                if [main.key(own[n - k]) for k in (3, 2, 1)] != keys:
                    continue
                if [main.key(own[n + k]) if n + k < len(own) else None for k in (0, 1)] == tails:
                    if before:
                        return own[n]
                    # memory that is given back after the statement is not what it asked for
                    while re.match(r'(brk|munmap|mmap|madvise)\(', main.calls[own[n - 1]][2]):
                        n -= 1
                    return own[n - 1]
    raise ValueError('the marker has no place')


### what scripts do first and last: kind: (statement, call); a call of None is found with the marker
CONFRE = r'[^"]*"' + re.escape(CONF) + '"'
TMP = S + '/tmp'
LANG = {}


def lang(name, **kw):
    LANG[name] = kw


lang(
    'python',
    folder='python',
    file='%s.py',
    comment='#',
    marker=('import posix; posix.getppid()', r'getppid\('),
    first={
        'id': ('import posix; posix.getppid()', r'getppid\('),
        'write': ('import posix; posix.write(2, b"first\\n")', r'write\(2[^,]*, "first'),
        'open': ('open("%s").close()' % CONF, r'open(at)?\(' + CONFRE),
        'fs': ('import posix; posix.stat("%s")' % CONF, r'(newfstatat|stat|statx)\(' + CONFRE),
        'list': ('import posix; posix.listdir("%s/etc")' % S, r'open(at)?\([^"]*"%s/etc"' % S),
        'mkdir': ('import posix; posix.mkdir("%s/d")' % TMP, r'mkdir\('),
        'sleep': ('import time; time.sleep(0.0123)', r'(clock_nanosleep|select|pselect6)\('),
        'pipe': ('import posix; posix.pipe()', r'pipe2?\('),
        'signal': ('import posix; posix.kill(posix.getpid(), 0)', None),
        'random': ('import posix; posix.urandom(7)', r'getrandom\(.*, 7, '),
        'fork': ('import posix; posix.fork() or posix._exit(0)', r'(clone3?|v?fork)\('),
        'import': ('import colorsys', None),
        'import2': ('import json.decoder', None),
        'socket': ('import socket; socket.socket().close()', None),
        'exists': ('import os; os.path.exists("%s")' % CONF, r'(newfstatat|stat|statx|access|faccessat2?)\(' + CONFRE),
        'subprocess': ('import subprocess; subprocess.call(["/bin/true"])', None),
        'ext': ('import _ctypes', None),
        'thread': ('import threading; t = threading.Thread(target=print); t.start(); t.join()', None),
        'eval': ('x = eval("1+1"); import posix; posix.getppid()', r'getppid\('),
        'path': ('from pathlib import Path; Path("%s").exists()' % CONF, None),
        'print': ('print("first", flush=True)', r'write\(1[^,]*, "first'),
        'mp': ('import multiprocessing; p = multiprocessing.get_context("fork").Process(target=print); p.start(); p.join()', None),
        'numpy': ('import numpy', None),
    },
    last={
        'write': ('print("done")', r'write\(1[^,]*, "done'),
        'id': ('import posix; posix.getpgid(0)', r'getpgid\('),
        'fs': ('import posix; posix.unlink("%s/keep")' % TMP, r'unlink\('),
        'sleep': ('import time; time.sleep(0.0071)', r'(clock_nanosleep|select|pselect6)\('),
        'close': ('import posix; posix.close(posix.open("%s", 0))' % CONF, r'open(at)?\(' + CONFRE + r' >> close\('),
        'atexit': ('import atexit, posix; atexit.register(posix.rmdir, "%s/gone")' % TMP, r'rmdir\('),
        'exit': ('import sys, posix; posix.getpgid(0); sys.exit(3)', r'getpgid\('),
        '_exit': ('import posix; posix.getpgid(0); posix._exit(0)', r'getpgid\('),
        'error': ('import posix; posix.getpgid(0); 1 / 0', r'write\(2'),
        'kill': ('import posix; posix.kill(posix.getpid(), 9)', r'kill\('),
        'import': ('import colorsys', None),
        'wait': ('import posix; p = posix.fork() or posix._exit(0); posix.waitpid(p, 0)', r'wait4\('),
        'del': ('import posix\nclass K:\n    def __del__(self, f=posix.getpgid): f(0)\nk = K()', r'getpgid\('),
        'handler': ('import signal; signal.signal(signal.SIGUSR1, print)', r'rt_sigaction\((SIGUSR1|0xa|10)[^{]*\{sa_handler=0x[0-9a-f]'),
    },
)
lang(
    'perl',
    folder='perl',
    file='%s.pl',
    marker=('umask;', r'umask\('),
    first={
        'umask': ('my $u = umask;', r'umask\('),
        'open': ('open(my $f, "<", "%s");' % CONF, r'open(at)?\(' + CONFRE),
        'fs': ('my $e = -e "%s";' % CONF, r'(newfstatat|stat|statx)\(' + CONFRE),
        'mkdir': ('mkdir "%s/d";' % TMP, r'mkdir\('),
        'sleep': ('select(undef, undef, undef, 0.0123);', r'(pselect6|select)\('),
        'signal': ('kill 0, $$;', None),
        'write': ('syswrite STDERR, "first\\n";', r'write\(2[^,]*, "first'),
        'pipe': ('pipe(my $r, my $w);', r'pipe2?\('),
        'import': ('require Text::Wrap;', None),
        'list': ('opendir(my $d, "%s/etc");' % S, r'open(at)?\([^"]*"%s/etc"' % S),
        'fork': ('fork or exit 0;', None),
        'handler': ('$SIG{USR1} = sub {};', r'rt_sigaction\((SIGUSR1|0xa|10)'),
        'id': ('my $p = getppid;', None),
        'system': ('system "/bin/true";', None),
        'print': ('$| = 1; print "first\\n";', r'write\(1[^,]*, "first'),
    },
    last={
        'write': ('print "done\\n";', r'write\(1[^,]*, "done'),
        'umask': ('umask 022;', r'umask\('),
        'fs': ('unlink "%s/keep";' % TMP, r'unlink\('),
        'sleep': ('select(undef, undef, undef, 0.0071);', r'(pselect6|select)\('),
        'end': ('END { rmdir "%s/gone" }' % TMP, r'rmdir\('),
        'close': ('open(my $g, "<", "%s/etc/data.tsv"); close $g;' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> close\(' % S),
        'exit': ('chdir "%s"; exit 3;' % TMP, r'chdir\('),
        'die': ('die "last\\n";', r'write\(2[^,]*, "last'),
        'kill': ('kill 9, $$;', r'kill\('),
        'wait': ('my $c = fork; exit 0 unless $c; waitpid($c, 0);', r'wait4\('),
        'import': ('require Text::Wrap;', None),
        'destroy': ('package K; sub DESTROY { umask 022 } our $k = bless [];', r'umask\('),
    },
)
lang(
    'ruby',
    folder='ruby',
    file='%s.rb',
    marker=('Process.ppid', r'getppid\('),
    first={
        'id': ('Process.ppid', r'getppid\('),
        'open': ('File.open("%s").close' % CONF, r'open(at)?\(' + CONFRE),
        'fs': ('File.exist?("%s")' % CONF, r'(newfstatat|stat|statx)\(' + CONFRE),
        'mkdir': ('Dir.mkdir("%s/d")' % TMP, r'mkdir\('),
        'umask': ('File.umask', r'umask\('),
        'write': ('STDERR.syswrite("first\\n")', None),
        'pipe': ('IO.pipe.each(&:close)', r'pipe2?\('),
        'import': ('require "shellwords"', None),
        'import2': ('require "json"', None),
        'signal': ('Process.kill(0, $$)', None),
        'sleep': ('sleep 0.0123', None),
        'list': ('Dir.children("%s/etc")' % S, r'open(at)?\([^"]*"%s/etc"' % S),
        'handler': ('trap("USR1") {}', None),
        'socket': ('require "socket"; TCPServer.new("127.0.0.1", 0).close', None),
        'fork': ('fork { exit! }', None),
        'system': ('system "/bin/true"', None),
        'print': ('$stdout.sync = true; puts "first"', None),
    },
    last={
        'write': ('puts "done"', r'writev?\(1[^,]*, (\[\{iov_base=)?"done'),
        'umask': ('File.umask(022)', r'umask\('),
        'fs': ('File.unlink("%s/keep")' % TMP, r'unlink\('),
        'at_exit': ('at_exit { Dir.rmdir("%s/gone") rescue 0 }' % TMP, r'rmdir\('),
        'exit': ('Dir.chdir("%s"); exit 3' % TMP, r'chdir\('),
        'exit!': ('Dir.chdir("%s"); exit! 3' % TMP, r'chdir\('),
        'import': ('require "shellwords"', None),
        'kill': ('Process.kill(9, $$)', r'kill\('),
        'close': ('File.open("%s/etc/data.tsv").close' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> close\(' % S),
        'wait': ('Process.wait(fork { exit! })', None),
        'error': ('raise "last"', r'writev?\(2'),
    },
)
lang(
    'php',
    folder='php',
    file='%s.php',
    wrap='<?php\n%s\n',
    marker=('umask();', r'umask\('),
    first={
        'umask': ('umask();', r'umask\('),
        'open': ('$f = fopen("%s", "r");' % CONF, None),
        'fs': ('file_exists("%s");' % CONF, None),
        'mkdir': ('mkdir("%s/d");' % TMP, r'mkdir\('),
        'sleep': ('usleep(12300);', r'(clock_)?nanosleep\('),
        'write': ('fwrite(STDERR, "first\\n");', r'write\(2[^,]*, "first'),
        'import': ('include "lib.php";', None),
        'list': ('scandir("%s/etc");' % S, r'open(at)?\([^"]*"%s/etc"' % S),
        'exec': ('exec("/bin/true");', None),
        'socket': ('$s = stream_socket_server("tcp://127.0.0.1:0");', r'socket\('),
        'print': ('echo "first\\n";', r'write\(1[^,]*, "first'),
        'random': ('random_bytes(7);', None),
        'chdir': ('chdir("%s");' % TMP, None),
        'host': ('gethostname();', r'uname\('),
    },
    last={
        'write': ('echo "done\\n";', r'write\(1[^,]*, "done'),
        'chdir': ('chdir("%s");' % TMP, r'chdir\('),
        'fs': ('unlink("%s/keep");' % TMP, r'unlink\('),
        'shutdown': ('register_shutdown_function(fn() => rmdir("%s/gone"));' % TMP, r'rmdir\('),
        'exit': ('chdir("%s"); exit(3);' % TMP, r'chdir\('),
        'error': ('umask(022); throw new Exception("last");', r'write\([12]'),
        'import': ('include "lib.php";', None),
        'destruct': ('class K { function __destruct() { chdir("%s"); } } $k = new K;' % TMP, r'chdir\('),
        'sleep': ('usleep(7100);', r'(clock_)?nanosleep\('),
        'close': ('fclose(fopen("%s/etc/data.tsv", "r"));' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> close\(' % S),
    },
)
lang(
    'lua',
    folder='lua',
    file='%s.lua',
    marker=('os.clock()', r'clock_gettime\((CLOCK_PROCESS_CPUTIME_ID|0x2|2)'),
    first={
        'clock': ('os.clock()', r'clock_gettime\((CLOCK_PROCESS_CPUTIME_ID|0x2|2)'),
        'open': ('io.open("%s"):close()' % CONF, r'open(at)?\(' + CONFRE),
        'fs': ('os.remove("%s/none")' % TMP, r'unlink\('),
        'rename': ('os.rename("%s/keep", "%s/kept")' % (TMP, TMP), r'rename\('),
        'write': ('io.stderr:write("first\\n")', r'write\(2[^,]*, "first'),
        'import': ('require "greet"', None),
        'system': ('os.execute("/bin/true")', None),
        'popen': ('io.popen("/bin/true"):close()', None),
        'print': ('io.write("first\\n") io.flush()', None),
    },
    last={
        'write': ('print("done")', r'write\(1[^,]*, "done'),
        'clock': ('os.clock()', r'clock_gettime\((CLOCK_PROCESS_CPUTIME_ID|0x2|2)'),
        'fs': ('os.remove("%s/keep")' % TMP, r'unlink\('),
        'exit': ('os.clock() os.exit(3)', r'clock_gettime\((CLOCK_PROCESS_CPUTIME_ID|0x2|2)'),
        'error': ('error("last")', r'write\(2'),
        'close': ('io.open("%s/etc/data.tsv"):close()' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> close\(' % S),
        'import': ('require "greet"', None),
        'gc': ('setmetatable({}, {__gc = function() os.remove("%s/gone") end})' % TMP, r'unlink\([^"]*"%s/gone' % TMP),
    },
)
lang(
    'tcl',
    folder='tcl',
    file='%s.tcl',
    marker=('pid; pid', r'getpid\('),
    first={
        'chdir': ('cd %s/home' % S, None),
        'open': ('close [open %s]' % CONF, None),
        'fs': ('file exists %s' % CONF, None),
        'write': ('puts stderr first', None),
        'import': ('source lib.tcl', None),
        'exec': ('exec /bin/true', None),
        'sleep': ('after 12', None),
        'pid': ('pid', None),
        'mkdir': ('file mkdir %s/d' % TMP, None),
        'socket': ('close [socket -server x -myaddr 127.0.0.1 0]', None),
        'list': ('glob %s/etc/*' % S, None),
        'package': ('package require http', None),
    },
    last={
        'write': ('puts done', r'write\(1[^,]*, "done'),
        'chdir': ('cd %s/tmp' % S, r'chdir\('),
        'fs': ('file delete %s/keep' % TMP, r'unlink\('),
        'exit': ('cd %s/tmp; exit 3' % S, r'chdir\('),
        'error': ('error last', r'write\(2'),
        'pid': ('pid', r'getpid\('),
        'import': ('source lib.tcl', None),
        'close': ('close [open %s/etc/data.tsv]' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> close\(' % S),
    },
)
MARKFILE = r'open(at)?\([^"]*"/opt/sample/none"'
lang(
    'awk',
    folder='awk',
    file='%s.awk',
    wrap='BEGIN {\n%s\n}\n',
    marker=('getline m < "%s/none";' % S, MARKFILE),
    first={
        'open': ('getline x < "%s";' % CONF, r'open(at)?\(' + CONFRE),
        'create': ('printf "" > "%s/x";' % TMP, r'open(at)?\([^"]*"/opt/sample/tmp/x"'),
        'system': ('system("/bin/true");', None),
        'command': ('"echo hi" | getline y; close("echo hi");', None),
        'write': ('print "first" > "/dev/stderr";', None),
        'print': ('print "first"; fflush();', None),
    },
    last={
        'write': ('print "done";', r'write\(1[^,]*, ".*done'),
        'close': ('print "x" > "%s/y"; close("%s/y");' % (TMP, TMP), r'open(at)?\([^"]*"/opt/sample/tmp/y" >> close\('),
        'system': ('system("/bin/true");', None),
        'exit': ('getline z < "%s/etc/data.tsv"; exit 3;' % S, r'open(at)?\([^"]*"%s/etc/data.tsv" >> read\(' % S),
    },
)
SHELL = dict(
    folder='sh',
    file='%s.sh',
    marker=('umask 022', r'umask\('),
    first={
        'umask': ('umask 022', r'umask\('),
        'fs': ('[ -e %s ]' % CONF, r'(newfstatat|stat|statx|faccessat2?|access)\(' + CONFRE),
        'chdir': ('cd %s/home' % S, None),
        'signal': ('kill -0 $$', None),
        'open': ('read x < %s' % CONF, None),
        'create': ('> %s/x' % TMP, None),
        'print': ('echo first', None),
        'write': ('echo first >&2', None),
        'true': ('/bin/true', None),
        'subst': ('x=$(echo hi)', None),
        'trap': ('trap : USR1', None),
        'import': ('. ./lib.sh', None),
        'pipe': ('echo hi | cat', None),
        'here': ('cat <<E >/dev/null\nhi\nE', None),
        'exec': ('exec 3< %s' % CONF, None),
        'function': ('f() { umask 022; }\nf', r'umask\('),
        'background': ('/bin/true & wait', None),
        'printf': ('printf "%s\\n" first', None),
        'limit': ('x=$(ulimit -n)', None),
        'sub': ('(umask 022)', None),
        'loop': ('for i in 1 2 3; do umask 022; done', r'umask\('),
    },
    last={
        'print': ('echo done', r'write\(1[^,]*, "done'),
        'fs': ('[ -e %s/keep ]' % TMP, r'(newfstatat|stat|statx|faccessat2?|access)\([^"]*"/opt/sample/tmp/keep"'),
        'chdir': ('cd %s/tmp' % S, r'chdir\('),
        'exit': ('cd %s/tmp; exit 3' % S, r'chdir\('),
        'true': ('/bin/true; umask 022', r'umask\('),
        'trap': ('trap "echo bye" EXIT', r'write\(1[^,]*, "bye'),
        'kill': ('kill -9 $$', r'kill\('),
        'import': ('. ./lib.sh', r'close\((3|1[0-9])'),
        'umask': ('umask 077', r'umask\('),
    },
)
lang('bash', **SHELL)
lang('dash', **SHELL)
lang('busybox', **SHELL)

BODY = {'awk': 'n = 1;', 'php': '$n = 1;', 'perl': 'my $n = 1;', 'python': 'n = 1', 'ruby': 'n = 1', 'lua': 'n = 1', 'tcl': 'set n 1'}
EXTRA = {  # files that scripts name
    'php/lib.php': '<?php\nfunction greet() { return "hi"; }\n',
    'lua/greet.lua': 'return { hi = 1 }\n',
    'tcl/lib.tcl': 'proc greet {} { return hi }\n',
    'sh/lib.sh': 'greet() { echo hi; }\n',
    'etc/app.conf': 'name = sample\nport = 8080\n',
    'etc/data.tsv': 'a\t1\nb\t2\n',
    'home/.keep': '',
    'sh/env.sh': 'ENVDONE=1\n',
    'sh/rc.sh': 'alias ll="ls -l"\n',
    'python/start.py': 'x = 1\n',
}

def program(c, marked=None):
    """The script's text, with a marker before its first statement or after its last."""
    rt = c['runtime']
    l = LANG[rt]
    mark = {'lua': '--', 'php': '//'}.get(rt, '#')
    parts = [c['head']] if c['head'] else []
    parts += ['%s a line of text that nobody runs, only to make the file longer' % mark] * (c['pad'] // 68)
    if marked == 'first':
        parts.append(l['marker'][0])
    parts.append(l['first'][c['first']][0])
    if rt in BODY:
        parts.append(BODY[rt])
    parts.append(l['last'][c['last']][0])
    if marked == 'last':
        parts.append(l['marker'][0])
    if c['tail']:
        parts.append(c['tail'])
    return '\n'.join(parts)


ENV = {'PATH': '/usr/local/bin:/usr/bin:/bin', 'HOME': S + '/home', 'LANG': 'C.UTF-8'}


def run(c, marked, out):
    rt, suite = c['runtime'], c['suite']
    l = LANG[rt]
    base = root(suite) + S
    for d in ('etc', 'tmp', 'home', l['folder']):
        shutil.rmtree('%s/%s' % (base, d), ignore_errors=True)
        os.makedirs('%s/%s' % (base, d))
    for path, text in EXTRA.items():
        os.makedirs(os.path.dirname(base + '/' + path), exist_ok=True)
        open(base + '/' + path, 'w').write(text)
    open(base + '/tmp/keep', 'w').write('keep\n')
    os.makedirs(base + '/tmp/gone')
    open(base + '/tmp/gone/.x', 'w').close()
    os.unlink(base + '/tmp/gone/.x')
    code = program(c, marked)
    script = '%s/%s/%s' % (S, l['folder'], l['file'] % 'main')
    whole = l.get('wrap', '%s') % code
    if any('{script}' in w or '{rel}' in w or '{dot}' in w for w in c['command']) or c['stdin'] == 'script':
        text = (('#!' + c['env']['#!'] + '\n') if '#!' in c['env'] else '') + whole
        open(root(suite) + script, 'w').write(text)
        os.chmod(root(suite) + script, 0o755)
    for path, text in c['files'].items():
        full = root(suite) + path
        os.makedirs(os.path.dirname(full), exist_ok=True)
        if text.startswith('zip:'):  # zip of the program as __main__.py
            buf = io.BytesIO()
            z = zipfile.ZipFile(buf, 'w')
            z.writestr(zipfile.ZipInfo('__main__.py'), whole)
            z.close()
            open(full, 'wb').write(text[4:].encode() + buf.getvalue())
            os.chmod(full, 0o755)
        else:
            open(full, 'w').write(text.replace('{code}', code))
            if '/bin/' in path:
                os.chmod(full, 0o755)
    repl = {'{script}': script, '{rel}': os.path.basename(script), '{dot}': './' + os.path.basename(script), '{code}': code, '{whole}': whole}
    words = []
    for w in c['command']:
        for k, v in repl.items():
            w = w.replace(k, v)
        words.append(w)
    env = dict(ENV, **{k: v for k, v in c['env'].items() if k != '#!'})
    opts = [o for o in c['options'].split() if o not in ('ERR', 'FF')]
    trace = S + '/.trace'
    for f in os.listdir(base):
        if f.startswith('.trace'):
            os.unlink(base + '/' + f)
    strace = ['strace'] + opts + (['-ff'] if 'FF' in c['options'] else []) + ([] if 'ERR' in c['options'] else ['-o', trace]) + words
    if 'ERR' in c['options']:
        err = open(root(suite) + trace, 'w')
    else:
        err = subprocess.DEVNULL
    stdin = open(root(suite) + script) if c['stdin'] == 'script' else (
        open(root(suite) + c['stdin']) if c['stdin'] else subprocess.DEVNULL)
    inner = ['env', '-i'] + ['%s=%s' % kv for kv in env.items()] + ['sh', '-c', 'cd %s/%s; unset OLDPWD; exec "$@"' % (S, l['folder']), 'sh'] + strace
    if suite != 'host':
        inner = ['chroot', root(suite)] + inner
    full = ['unshare', '-u', 'sh', '-c', 'hostname build; exec "$@"', 'sh'] + inner
    try:
        subprocess.run(full, stdin=stdin, stdout=open(base + '/tmp/.out', 'wb'), stderr=err, timeout=60)
    except subprocess.TimeoutExpired:
        raise ValueError('does not end')
    if 'FF' in c['options']:
        parts = sorted((f for f in os.listdir(base) if f.startswith('.trace.')), key=lambda f: int(f.split('.')[2]))
        shutil.copy(base + '/' + parts[0], out)
        return parts[0].split('.')[2]
    shutil.copy(root(suite) + trace, out)
    return None


def truth(c, out):
    l = LANG[c['runtime']]
    name = c['name']
    path = '%s/%s.strace' % (out, name)
    part = run(c, None, path)
    main = Trace(path)
    f, z = l['first'][c['first']][1], l['last'][c['last']][1]
    if f is not None:
        # the statement's call may be one that start-up makes too: then the rule says from where on
        a = main.first(f)
        how = 'first %s, ' % c['first']
    else:
        run(c, 'first', MARKED)
        other = Trace(MARKED)
        a = placed(main, other, l['marker'][1], True)
        how = 'first %s (by a marker), ' % c['first']
    if z is not None:
        b = main.last(z)
        how += 'last %s' % c['last']
    else:
        run(c, 'last', MARKED)
        other = Trace(MARKED)
        b = placed(main, other, l['marker'][1], False)
        how += 'last %s (by a marker)' % c['last']
    if b < a:
        raise ValueError('last before first')
    la, lb = main.calls[a][0], main.end(b)
    if part:
        os.rename(path, '%s/%s.%s.strace' % (out, name, part))
        name = '%s.%s' % (name, part)
    return [name, str(la + 1), str(lb + 1), main.calls[a][1], c['runtime'], kind(c['first']), kind(c['last']), c['set'], main.calls[b][1]], how


KINDS = {'print': 'write', 'import2': 'import', 'ext': 'import', 'numpy': 'import', 'package': 'import', 'exists': 'fs', 'mkdir': 'fs', 'list': 'fs', 'path': 'import', 'rename': 'fs', 'chdir': 'fs'}


def kind(k):
    return KINDS.get(k, k)


def words(c):
    """The command as it is shown, with the script's statements where it has them in it."""
    l = LANG[c['runtime']]
    script = l['file'] % 'main'
    code = program(c).replace('\n', '; ')
    names = {'{script}': script, '{rel}': script, '{dot}': './' + script, '{code}': code, '{whole}': code}
    shown = ' '.join('-E %s=%s' % kv for kv in c['env'].items() if kv[0] != '#!')
    for w in c['command']:
        shown += ' ' + names.get(w, w)
    return (shown + (' < ' + (script if c['stdin'] == 'script' else c['stdin']) if c['stdin'] else '')).strip()


def main():
    out, glob = sys.argv[1], (sys.argv[2:] or ['*'])[0]
    os.makedirs(out, exist_ok=True)
    here = os.path.dirname(os.path.abspath(__file__))
    truths, index = [], []
    for given in json.load(open(here + '/interpreters.json')):
        c = dict({'files': {}, 'env': {}, 'stdin': None, 'pad': 0, 'tail': '', 'head': ''}, **given)
        if not fnmatch.fnmatch(c['name'], glob):
            continue
        try:
            row, how = truth(c, out)
        except ValueError as e:
            print('%s: %s' % (c['name'], e), file=sys.stderr)
            continue
        truths.append(row)
        strace = ['strace', '-V'] if c['suite'] == 'host' else ['chroot', root(c['suite']), 'strace', '-V']
        version = subprocess.run(strace, capture_output=True, text=True).stdout.split('\n')[0].split()[-1]
        shown = ' '.join(o for o in c['options'].replace('FF', '-ff').split() if o != 'ERR')
        shown += ' 2>FILE' if 'ERR' in c['options'] else ' -o FILE'
        index.append([row[0], version, shown, words(c), '%s of Debian %s' % (c['runtime'], c['suite']), how])
    for name, head, rows in (('TRUTH', TRUTH, truths), ('INDEX', INDEX, index)):
        with open('%s/%s.tsv' % (out, name), 'w') as f:
            f.write('\t'.join(head) + '\n')
            f.writelines('\t'.join(r) + '\n' for r in sorted(rows))


TRUTH = 'name start_line end_line tid runtime first_kind last_kind set end_tid'.split()
INDEX = 'name strace_version options command runtime_version how_truth_was_found'.split()
main()
