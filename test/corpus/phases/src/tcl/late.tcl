# first: delete of a file; last: the end of source
file delete /opt/sample/tmp/keep
source /opt/sample/tcl/lib.tcl
