// first: open of the settings; last: write
const fs = require('fs');
const d = JSON.parse(fs.readFileSync('/opt/sample/etc/app.json', 'utf8'));
process.stdout.write(d.name + ' ' + d.list.length + '\n');
