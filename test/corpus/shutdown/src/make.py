"""Makes the traces again: python3 make.py FOLDER (Debian 12, root, strace 6.1, gcc, dash)."""
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

source = os.path.dirname(os.path.abspath(__file__))
target = os.path.abspath(sys.argv[1])
folder = '/opt/sample/ends'
os.makedirs(folder, exist_ok=True)
os.chdir(folder)
subprocess.run(['gcc', '-O1', '-static', '-pthread', '-o', 'end', f'{source}/end.c'], check=True)
for name in ('killed.sh',):
    shutil.copy(f'{source}/{name}', name)
environment = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LANG': 'C.UTF-8'}


def trace(name, options, command, to_file=True, signaled=None, core=False):
    """Signaled: whom to send which signal, 'strace' or its first child ('child')."""
    path = f'{target}/{name}.strace'
    size = resource.RLIM_INFINITY if core else 0

    def prepare():
        resource.setrlimit(resource.RLIMIT_CORE, (size, resource.RLIM_INFINITY))
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    out = subprocess.DEVNULL if to_file else open(path, 'w')
    where = ['-o', path] if to_file else []
    running = subprocess.Popen(
        ['strace', *options, *where, *command],
        stdout=subprocess.DEVNULL, stderr=out, env=environment, preexec_fn=prepare)
    if signaled is not None:
        whom, what = signaled
        time.sleep(0.4)
        with open(f'/proc/{running.pid}/task/{running.pid}/children') as children:
            child = int(children.read().split()[0])
        os.kill(running.pid if whom == 'strace' else child, what)
        time.sleep(0.3)
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
    running.wait(10)


def end(how, name=None, options=('-f',), **more):
    trace(name or how, list(options), ['./end', how], **more)


for how in ('atexit', 'join', 'all', 'other', 'last', 'raw', 'segv', 'kill-child', 'group', 'pipe',
            'size', 'cpu', 'timer', 'exec-thread', 'exec-left', 'exec', 'vfork'):
    end(how)
end('abort', core=True)
end('filter', core=True)
end('segv-threads', core=True)
end('join', 'join-nof', options=())
end('join', 'join-ky', options=('-f', '-k', '-y'))
end('all', 'all-ttT', options=('-f', '-tt', '-T'), to_file=False)
end('other', 'other-nof', options=())
end('exec-thread', 'exec-thread-err', to_file=False)
end('segv-threads', 'segv-threads-nof', options=())
end('wait', 'kill-outside', signaled=('child', signal.SIGKILL))
end('wait', 'term-outside', signaled=('child', signal.SIGTERM))
end('wait', 'detach-err', to_file=False, signaled=('strace', signal.SIGINT))
end('wait', 'detach-nof', options=(), to_file=False, signaled=('strace', signal.SIGTERM))
end('wait', 'cut', signaled=('strace', signal.SIGKILL))
trace('exec-detach', ['-f', '-b', 'execve'], ['sh', '-c', 'exec ./end'])
trace('shell', ['-f'], ['sh', 'killed.sh'])
parts = tempfile.mkdtemp()
for how in ('exec-thread', 'other'):
    trace_path = f'{parts}/{how}'
    subprocess.run(['strace', '-ff', '-o', trace_path, './end', how], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    first, *_ = sorted(os.listdir(parts))
    number = first.rsplit('.', 1)[1]
    shutil.move(f'{parts}/{first}', f'{target}/{how}-ff.{number}.strace')
    shutil.rmtree(parts)
    os.mkdir(parts)
shutil.rmtree(folder)
