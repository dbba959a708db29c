/* first: rename of a file that is there; last: a write, then death by SIGSEGV */
#include <unistd.h>
#include <stdio.h>
int main(void) { rename("/opt/sample/tmp/keep", "/opt/sample/tmp/keep2"); rename("/opt/sample/tmp/keep2", "/opt/sample/tmp/keep");
  write(1, "crash\n", 6); *(volatile int *)8 = 1; return 0; }
