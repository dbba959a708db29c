# first: stat; runs a child; last: getppid
exit 1 unless File.exist?("/opt/sample/etc/app.conf")
system("/bin/true")
Process.ppid
