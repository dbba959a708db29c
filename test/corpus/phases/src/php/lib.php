<?php
function greet($n) { return "hello $n\n"; }
