/* first: sbrk of 80 kB; last: getcwd */
#include <unistd.h>
int main(void) { char *p = sbrk(81920); p[1] = 1; char b[256]; if (!getcwd(b, 256)) return 1; return 0; }
