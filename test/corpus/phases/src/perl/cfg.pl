# reads the settings, writes them in order. first: open; last: the flush of stdout at exit
use strict;
use warnings;
my %c;
open(my $f, '<', '/opt/sample/etc/app.conf') or die;
while (<$f>) { next if /^#/; $c{$1} = $2 if /^(\w+)\s*=\s*(.*)/ }
close($f);
print "$_=$c{$_}\n" for sort keys %c;
