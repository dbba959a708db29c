// first: socket of a server on a local path; last: unlink of the path by close
const net = require('net');
const s = net.createServer(c => { c.end('x'); });
s.listen('/opt/sample/tmp/sock', () => { const c = net.connect('/opt/sample/tmp/sock'); c.resume(); c.on('close', () => s.close()); });
