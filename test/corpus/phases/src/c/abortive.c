/* first: times; last: _exit's write before it */
#include <sys/times.h>
#include <unistd.h>
int main(void) { struct tms t; times(&t); write(2, "bye\n", 4); _exit(4); }
