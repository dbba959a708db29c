# first: mkdir; last: rmdir in an END block
mkdir '/opt/sample/tmp/pl';
rename '/opt/sample/tmp/keep', '/opt/sample/tmp/pl/keep';
rename '/opt/sample/tmp/pl/keep', '/opt/sample/tmp/keep';
END { rmdir '/opt/sample/tmp/pl' }
