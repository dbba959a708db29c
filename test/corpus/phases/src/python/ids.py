# first: getppid (os is there already); last: a sleep
import os, time
if os.getppid() == 1:
    os._exit(1)
os.write(1, b"up\n")
time.sleep(0.002)
