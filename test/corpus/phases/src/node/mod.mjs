// an ES module. first: stat of the settings; last: write
import fs from 'node:fs';
const st = fs.statSync('/opt/sample/etc/app.conf');
console.log(st.size);
