<?php // first and last: one write
echo "hello\n";
