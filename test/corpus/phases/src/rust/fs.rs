// first: mkdir; last: rmdir
use std::fs;
fn main() { fs::create_dir("/opt/sample/tmp/rs").unwrap(); fs::write("/opt/sample/tmp/rs/a", "x".repeat(1000)).unwrap();
  fs::rename("/opt/sample/tmp/rs/a", "/opt/sample/tmp/rs/b").unwrap(); fs::remove_file("/opt/sample/tmp/rs/b").unwrap(); fs::remove_dir("/opt/sample/tmp/rs").unwrap(); }
