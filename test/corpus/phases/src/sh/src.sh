# first: what . (source) does with lib.sh; last: the write to a file and putting the descriptor back
. /opt/sample/sh/lib.sh
greet you > /opt/sample/tmp/sh.out
