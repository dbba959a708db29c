<?php // first: a sleep; last: getpid
usleep(1000);
usleep(1000);
getmypid();
