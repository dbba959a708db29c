# reads the settings with read. first: open; last: write
while read -r k e v; do
  case $k in \#*) continue ;; esac
  [ -n "$v" ] && c="$c $k:$v"
done < /opt/sample/etc/app.conf
echo "$c"
