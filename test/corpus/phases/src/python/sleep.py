# first: a sleep; last: getppid
import time, os
for i in range(2):
    time.sleep(0.001)
os.getppid()
