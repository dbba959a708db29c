// first: the search for ./lib/greet; last: close of the file written
const { greet } = require('./lib/greet');
require('fs').writeFileSync('/opt/sample/tmp/node.out', greet('you'));
