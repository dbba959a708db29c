# first and last: a look for a file that is not there
[ -r /opt/sample/etc/override.conf ] && . /opt/sample/etc/override.conf
echo defaults
[ -x /opt/sample/etc/post.hook ] && /opt/sample/etc/post.hook
exit 0
