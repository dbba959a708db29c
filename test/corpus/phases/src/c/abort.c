/* first: a write; last: the tgkill of abort() */
#include <unistd.h>
#include <stdlib.h>
int main(void) { write(1, "start\n", 6); usleep(1000); abort(); }
