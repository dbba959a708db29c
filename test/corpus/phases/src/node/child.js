// runs two programs. first: the socketpair or pipe for the child; last: write
const { execFileSync } = require('child_process');
const o = execFileSync('/bin/echo', ['hi']);
execFileSync('/bin/true');
require('fs').writeSync(1, 'got ' + o.length + '\n');
