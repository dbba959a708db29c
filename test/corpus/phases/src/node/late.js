// first: stat; last: the end of a require
const fs = require('fs');
fs.statSync('/opt/sample/etc/app.conf');
require('./lib/greet');
