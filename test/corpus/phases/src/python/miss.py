# first and last: a look for a file that is not there
import os
if not os.path.exists("/opt/sample/etc/override.conf"):
    os.write(1, b"defaults\n")
os.access("/opt/sample/etc/post.hook", os.X_OK)
