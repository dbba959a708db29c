# runs five children. first: write; last: write
echo "start"
/bin/mkdir -p /opt/sample/tmp/kids
/bin/cp /opt/sample/etc/data.tsv /opt/sample/tmp/kids/
/usr/bin/sort -r /opt/sample/tmp/kids/data.tsv > /opt/sample/tmp/kids/sorted
/usr/bin/wc -l /opt/sample/tmp/kids/sorted
/bin/rm -r /opt/sample/tmp/kids
echo "end"
