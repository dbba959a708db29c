/* first: getrlimit of the stack, as the C library's start-up asks too; last: prctl */
#include <sys/resource.h>
#include <sys/prctl.h>
int main(void) { struct rlimit r; getrlimit(RLIMIT_STACK, &r); prctl(PR_SET_NAME, "limits"); return 0; }
