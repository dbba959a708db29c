<?php // reads the settings, writes them. first: open; last: write
$c = parse_ini_file('/opt/sample/etc/app.conf');
ksort($c);
foreach ($c as $k => $v) echo "$k=$v\n";
