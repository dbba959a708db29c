// first: stat; threads; last: unlink
use std::fs; use std::thread;
fn main() { fs::metadata("/opt/sample/etc/app.conf").unwrap();
  let v: Vec<_> = (0..3).map(|i| thread::spawn(move || { fs::write(format!("/opt/sample/tmp/rt{}", i), vec![b'x'; 10000]).unwrap(); })).collect();
  for t in v { t.join().unwrap(); } for i in 0..3 { fs::remove_file(format!("/opt/sample/tmp/rt{}", i)).unwrap(); } }
