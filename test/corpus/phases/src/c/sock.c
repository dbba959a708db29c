/* first: socket; last: close of the last socket */
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <unistd.h>
int main(void) {
  int s = socket(AF_INET, SOCK_STREAM, 0), c, a; struct sockaddr_in sa = {.sin_family = AF_INET};
  socklen_t l = sizeof sa; char b[64];
  sa.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bind(s, (void *)&sa, sizeof sa); listen(s, 5); getsockname(s, (void *)&sa, &l);
  c = socket(AF_INET, SOCK_STREAM, 0); connect(c, (void *)&sa, sizeof sa); a = accept(s, 0, 0);
  write(c, "ping", 4); read(a, b, 64); write(a, "pong", 4); read(c, b, 64);
  close(a); close(c); close(s); return 0; }
