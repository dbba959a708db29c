/* an ifunc, chosen while the loader relocates. first: uname; last: sched_yield */
#include <sched.h>
#include <sys/utsname.h>
static int one(void) { return 1; }
static int two(void) { return 2; }
static int (*choose(void))(void) { __builtin_cpu_init(); return __builtin_cpu_supports("avx2") ? two : one; }
int pick(void) __attribute__((ifunc("choose")));
int main(void) { struct utsname u; uname(&u); sched_yield(); return pick() > 2; }
