<?php // first: mkdir; last: rmdir by a shutdown function
mkdir('/opt/sample/tmp/php');
register_shutdown_function(function () { rmdir('/opt/sample/tmp/php'); });
touch('/opt/sample/tmp/php/a');
unlink('/opt/sample/tmp/php/a');
