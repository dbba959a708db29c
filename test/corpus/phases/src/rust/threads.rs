// first: a thread is started (its stack first); last: unlink
use std::{fs, sync::{mpsc, Arc, Mutex}, thread, time::Duration};
fn main() { let (tx, rx) = mpsc::channel(); let m = Arc::new(Mutex::new(0));
  let v: Vec<_> = (0..4).map(|i| { let (tx, m) = (tx.clone(), m.clone()); thread::Builder::new().name(format!("w{}", i)).spawn(move || {
    thread::sleep(Duration::from_millis(i)); *m.lock().unwrap() += i; tx.send(i).unwrap(); }).unwrap() }).collect();
  let n: u64 = rx.iter().take(4).sum(); for t in v { t.join().unwrap(); } fs::write("/opt/sample/tmp/n", n.to_string()).unwrap(); fs::remove_file("/opt/sample/tmp/n").unwrap(); }
