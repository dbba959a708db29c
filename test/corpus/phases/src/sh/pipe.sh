# a pipeline. first: stat; last: stat
[ -d /opt/sample/etc ] || exit 1
/bin/cat /opt/sample/etc/data.tsv | /usr/bin/tail -n 1
[ -f /opt/sample/etc/app.conf ]
