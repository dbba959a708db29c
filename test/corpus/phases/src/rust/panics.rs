// first: open; last: the flush of stdout; ends by process::exit
use std::io::Read;
fn main() { let mut s = String::new(); std::fs::File::open("/opt/sample/etc/app.conf").unwrap().read_to_string(&mut s).unwrap(); println!("{}", s.len()); std::process::exit(2); }
