// first: getppid; last: unlink in an exit handler, after a timer
const fs = require('fs');
const p = process.ppid;
fs.writeFileSync('/opt/sample/tmp/node.pid', String(p));
process.on('exit', () => fs.unlinkSync('/opt/sample/tmp/node.pid'));
setTimeout(() => {}, 5);
