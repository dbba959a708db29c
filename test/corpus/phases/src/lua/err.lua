-- first: write to stderr; last: unlink of a file just made
io.stderr:write("working\n")
io.open("/opt/sample/tmp/lua.lock", "w"):close()
os.remove("/opt/sample/tmp/lua.lock")
