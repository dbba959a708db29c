// first: getppid; last: clock_nanosleep
fn main() { if std::os::unix::process::parent_id() == 0 { return; } println!("up"); std::thread::sleep(std::time::Duration::from_millis(2)); }
