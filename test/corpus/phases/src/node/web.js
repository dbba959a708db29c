// a web server that answers three requests. first: what listen() does first; last: write of the count in the exit handler
const http = require('http');
const s = http.createServer((q, r) => r.end('hello ' + q.url + '\n'));
s.listen(0, '127.0.0.1', async () => {
  let n = 0;
  for (let i = 0; i < 3; i++) {
    n += await new Promise(ok => http.get({ host: '127.0.0.1', port: s.address().port, path: '/p' + i, agent: false }, r => {
      let b = 0; r.on('data', d => b += d.length); r.on('end', () => ok(b)); }));
  }
  process.on('exit', () => require('fs').writeSync(1, 'bytes ' + n + '\n'));
  s.close();
});
