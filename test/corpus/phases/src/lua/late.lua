-- first: unlink of a file that is there; last: the end of a require
os.remove("/opt/sample/tmp/keep")
require("greet")
