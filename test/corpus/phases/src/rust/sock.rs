// first: socket; last: close of the listener when it goes out of scope
use std::net::*; use std::io::*;
fn main() { let l = TcpListener::bind("127.0.0.1:0").unwrap(); let mut c = TcpStream::connect(l.local_addr().unwrap()).unwrap();
  let (mut a, _) = l.accept().unwrap(); c.write_all(b"ping").unwrap(); let mut b = [0; 4]; a.read_exact(&mut b).unwrap(); }
