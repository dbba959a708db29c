// as an asynchronous runtime starts: epoll, eventfd, then worker threads. first: epoll_create1; last: close
use std::{os::raw::c_int, thread, time::Duration};
extern "C" { fn epoll_create1(f: c_int) -> c_int; fn eventfd(n: u32, f: c_int) -> c_int; fn close(f: c_int) -> c_int; fn sched_getaffinity(p: c_int, n: usize, m: *mut u8) -> c_int; }
fn main() { unsafe { let e = epoll_create1(0o2000000); let v = eventfd(0, 0o2004000); let mut m = [0u8; 128]; sched_getaffinity(0, 128, m.as_mut_ptr());
  let t: Vec<_> = (0..2).map(|_| thread::spawn(|| { thread::park_timeout(Duration::from_millis(1)); })).collect(); for x in t { x.join().unwrap(); } close(v); close(e); } }
