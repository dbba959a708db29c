# first: getppid; last: a sleep
my $p = getppid();
$| = 1;
print "up\n";
select(undef, undef, undef, 0.003);
