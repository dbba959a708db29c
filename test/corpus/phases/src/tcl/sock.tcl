# first: socket of the server; last: close of it
set s [socket -server {apply {{c a p} {close $c}}} -myaddr 127.0.0.1 0]
close $s
