// first: clock_nanosleep; last: open and close of a file
fn main() { std::thread::sleep(std::time::Duration::from_millis(2)); let f = std::fs::File::open("/opt/sample/etc/app.conf").unwrap(); drop(f); }
