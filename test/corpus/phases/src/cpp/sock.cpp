// first: socketpair; last: cerr (unbuffered)
#include <iostream>
#include <sys/socket.h>
#include <unistd.h>
int main() { int p[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, p); (void)!write(p[0], "abc", 3); char b[8]; ssize_t n = read(p[1], b, 8);
  close(p[0]); close(p[1]); std::cerr << "got " << n << "\n"; }
