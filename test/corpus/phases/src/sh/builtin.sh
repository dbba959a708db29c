# builtins only. first: stat of [ -e ]; last: write
if [ -e /opt/sample/etc/app.conf ]; then n=1; fi
i=0
while [ $i -lt 5 ]; do i=$((i+1)); done
echo "done $i"
