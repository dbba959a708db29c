# first: write; last: the end of . (source)
echo start
. /opt/sample/sh/lib.sh
