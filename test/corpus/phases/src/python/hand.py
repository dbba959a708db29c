# first: signal handler set; last: getppid
import os
import signal
signal.signal(signal.SIGUSR1, lambda *a: None)
os.kill(os.getpid(), signal.SIGUSR1)
os.getppid()
