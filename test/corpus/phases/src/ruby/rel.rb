# first: the search for lib/greet with require_relative; last: syswrite
require_relative 'lib/greet'
$stdout.syswrite(greet("you"))
