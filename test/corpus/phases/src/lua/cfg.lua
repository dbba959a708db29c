-- first: open; last: write
local c = {}
for l in io.lines("/opt/sample/etc/app.conf") do c[#c + 1] = l end
io.stdout:write(#c, " lines\n")
