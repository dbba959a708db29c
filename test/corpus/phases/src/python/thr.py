# first: getppid; threads that write files; last: unlink in an exit handler
import os
os.getppid()
import threading, atexit
def work(i):
    with open("/opt/sample/tmp/pt%d" % i, "w") as f:
        for j in range(3):
            f.write("line\n")
            f.flush()
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
@atexit.register
def bye():
    for i in range(3):
        os.unlink("/opt/sample/tmp/pt%d" % i)
