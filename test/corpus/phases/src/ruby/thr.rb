# first: open of the settings; threads; last: unlink in at_exit
n = File.readlines("/opt/sample/etc/app.conf").size
at_exit { File.unlink("/opt/sample/tmp/rbt") }
t = 2.times.map { |i| Thread.new { File.write("/opt/sample/tmp/rbt", "#{i} #{n}") } }
t.each(&:join)
