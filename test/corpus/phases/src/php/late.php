<?php // first: open of the settings; last: the close of a file included
$f = fopen('/opt/sample/etc/app.conf', 'r');
$l = fgets($f);
fclose($f);
include '/opt/sample/php/lib.php';
