// worker threads. first: open; last: unlink in an exit handler
const { Worker, isMainThread, parentPort } = require('worker_threads');
const fs = require('fs');
if (isMainThread) {
  fs.writeFileSync('/opt/sample/tmp/worker.out', '');
  process.on('exit', () => fs.unlinkSync('/opt/sample/tmp/worker.out'));
  const w = new Worker(__filename);
  w.on('message', m => fs.appendFileSync('/opt/sample/tmp/worker.out', m));
} else parentPort.postMessage('from worker\n');
