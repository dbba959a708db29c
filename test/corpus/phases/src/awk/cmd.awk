# first: the pipe or fork for a command; last: write
BEGIN { "/bin/echo hi" | getline x; print length(x) }
