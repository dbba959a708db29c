# run with -m tool. first: listing of a directory; last: write
import os
print(sorted(os.listdir("/opt/sample/etc")))
