// first: open; last: write
use std::io::BufRead;
fn main() { let f = std::fs::File::open("/opt/sample/etc/app.conf").unwrap();
  let n = std::io::BufReader::new(f).lines().count(); println!("{} lines", n); }
