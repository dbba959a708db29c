// first: open of the settings; last: chmod
const fs = require('fs');
const fd = fs.openSync('/opt/sample/etc/app.conf'); fs.closeSync(fd);
fs.chmodSync('/opt/sample/tmp/keep', 0o600);
