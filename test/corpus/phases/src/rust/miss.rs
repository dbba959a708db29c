// first: a look for a file that is not there; last: getppid
fn main() { if !std::path::Path::new("/opt/sample/etc/override.conf").exists() { eprintln!("none"); } std::os::unix::process::parent_id(); }
