# first: exec of a child (a pipe for its output); last: write
set o [exec /bin/echo hi]
puts stderr [string length $o]
