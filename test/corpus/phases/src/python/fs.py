# first: mkdir; last: rmdir
import os
os.mkdir("/opt/sample/tmp/py")
f = open("/opt/sample/tmp/py/a", "w")
f.write("x" * 100)
f.close()
os.rename("/opt/sample/tmp/py/a", "/opt/sample/tmp/py/b")
os.unlink("/opt/sample/tmp/py/b")
os.rmdir("/opt/sample/tmp/py")
