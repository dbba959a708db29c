# first: open; last: write
set f [open /opt/sample/etc/app.conf]
set n 0
while {[gets $f l] >= 0} { incr n }
close $f
puts stderr "$n lines"
