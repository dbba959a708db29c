# first: what source does with lib.tcl; last: delete
source /opt/sample/tcl/lib.tcl
set f [open /opt/sample/tmp/tcl.out w]
puts $f [greet you]
close $f
file rename -force /opt/sample/tmp/tcl.out /opt/sample/tmp/tcl.out2
