// first: getcwd; last: chdir
fn main() { let d = std::env::current_dir().unwrap(); let mut v: Vec<u8> = Vec::with_capacity(3_000_000); v.push(1); std::env::set_current_dir(&d).unwrap(); }
