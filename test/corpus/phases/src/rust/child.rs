// first: getcwd; runs a child; last: write
use std::process::Command;
fn main() { std::env::current_dir().unwrap(); let o = Command::new("/bin/echo").arg("hi").output().unwrap(); println!("{}", o.stdout.len()); }
