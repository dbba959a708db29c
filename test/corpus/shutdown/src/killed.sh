sleep 100 & p=$!
sleep 0.1
kill -9 $p
wait $p
echo "status $?"
