# first: a sleep; last: the end of a require
select(undef, undef, undef, 0.002);
require "/opt/sample/perl/lib.pl";
