/* first: mmap of 1234567 bytes; last: munmap of them */
#include <sys/mman.h>
int main(void) { char *m = mmap(0, 1234567, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); m[5] = 1; munmap(m, 1234567); return 0; }
