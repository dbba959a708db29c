// reads by the thread pool. first: mkdir; last: write
const fs = require('fs');
fs.mkdirSync('/opt/sample/tmp/async', { recursive: true });
fs.readFile('/opt/sample/etc/data.tsv', 'utf8', (e, t) => {
  setImmediate(() => fs.writeSync(1, t.split('\n').length + ' lines\n'));
});
