# first: open of a file to write; last: its close
BEGIN { print "data" > "/opt/sample/tmp/awk.out"; close("/opt/sample/tmp/awk.out") }
