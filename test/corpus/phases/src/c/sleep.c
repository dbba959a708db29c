/* first: a sleep; last: getppid */
#include <unistd.h>
#include <time.h>
int main(void) { struct timespec t = {0, 2000000};
  for (int i = 0; i < 3; i++) nanosleep(&t, 0);
  return getppid() == 1; }
