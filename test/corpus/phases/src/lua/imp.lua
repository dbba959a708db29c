-- first: the search for greet on package.path; last: unlink
local greet = require("greet")
local f = io.open("/opt/sample/tmp/lua.out", "w")
f:write(greet("you"))
f:close()
os.remove("/opt/sample/tmp/lua.out")
