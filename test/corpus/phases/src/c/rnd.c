/* first: getrandom of 21 bytes; last: ftruncate */
#include <sys/random.h>
#include <fcntl.h>
#include <unistd.h>
int main(void) { char b[21]; if (getrandom(b, 21, 0) < 0) return 1; int f = open("/opt/sample/tmp/rnd", O_CREAT | O_RDWR, 0600); write(f, b, 21); ftruncate(f, 7); return 0; }
