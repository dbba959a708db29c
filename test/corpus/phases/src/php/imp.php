<?php // first: the search for lib.php; last: unlink
require __DIR__ . '/lib.php';
file_put_contents('/opt/sample/tmp/php.out', greet('you'));
unlink('/opt/sample/tmp/php.out');
