# first and last: the flush of stdout at exit
print "hello\n";
