# first: the search for Data/Dumper.pm, required at run time; last: unlink
use strict;
require Data::Dumper;
open(my $f, '>', '/opt/sample/tmp/pl.out'); print $f Data::Dumper->Dump([[1, 2]]); close $f;
unlink '/opt/sample/tmp/pl.out';
