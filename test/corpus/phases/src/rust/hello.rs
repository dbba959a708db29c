// first and last: one write
fn main() { println!("hello"); }
