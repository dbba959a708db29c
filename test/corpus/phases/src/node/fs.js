// first: mkdir; last: rmdir
const fs = require('fs');
fs.mkdirSync('/opt/sample/tmp/nd');
fs.writeFileSync('/opt/sample/tmp/nd/a', 'x'.repeat(500));
fs.renameSync('/opt/sample/tmp/nd/a', '/opt/sample/tmp/nd/b');
fs.unlinkSync('/opt/sample/tmp/nd/b');
fs.rmdirSync('/opt/sample/tmp/nd');
