# first and last: the output
BEGIN { print "hello" }
