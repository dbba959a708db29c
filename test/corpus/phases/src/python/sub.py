# first: the search for subprocess; last: write of the answer
import subprocess
out = subprocess.run(["/bin/echo", "hi"], stdout=subprocess.PIPE).stdout
subprocess.run(["/bin/true"])
print(len(out))
