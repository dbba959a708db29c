# first: socket; last: close of it
use Socket;
socket(my $s, PF_INET, SOCK_DGRAM, 0);
bind($s, sockaddr_in(0, INADDR_LOOPBACK));
send($s, "x", 0, getsockname($s));
recv($s, my $b, 10, 0);
close($s);
