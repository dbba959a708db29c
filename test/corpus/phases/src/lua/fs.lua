-- first: rename; last: rename
os.rename("/opt/sample/tmp/keep", "/opt/sample/tmp/keep2")
local t = {}
for i = 1, 20000 do t[i] = { i } end
os.rename("/opt/sample/tmp/keep2", "/opt/sample/tmp/keep")
