# first: stat; runs children; last: write to stderr
use strict;
exit 1 unless -e '/opt/sample/etc/app.conf';
my $o = `/bin/echo hi`;
system('/bin/true');
print STDERR "got ", length($o), "\n";
