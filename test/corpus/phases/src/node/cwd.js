// first: chdir; last: write
process.chdir('/opt/sample/etc');
process.stdout.write('moved\n');
