/* first: madvise, then mprotect PROT_READ of its own pages; last: mprotect back */
#include <sys/mman.h>
static char page[3 * 4096] __attribute__((aligned(4096)));
int main(void) { madvise(page, 4096, MADV_WILLNEED); mprotect(page, 4096, PROT_READ); mprotect(page, 4096, PROT_READ | PROT_WRITE); return 0; }
