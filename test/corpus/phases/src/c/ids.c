/* first: getppid; last: a sleep */
#include <unistd.h>
#include <time.h>
#include <string.h>
int main(void) {
  char b[32] = "x\n"; int n = getppid() % 7;
  b[0] = 'a' + n; if (getuid() == 0) b[0] = 'r';
  write(1, b, 2);
  struct timespec t = {0, 3000000}; nanosleep(&t, 0); return 0; }
