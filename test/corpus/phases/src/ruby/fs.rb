# first: mkdir; last: rmdir
Dir.mkdir("/opt/sample/tmp/rb")
File.write("/opt/sample/tmp/rb/a", "x" * 100)
File.rename("/opt/sample/tmp/rb/a", "/opt/sample/tmp/rb/b")
File.unlink("/opt/sample/tmp/rb/b")
Dir.rmdir("/opt/sample/tmp/rb")
