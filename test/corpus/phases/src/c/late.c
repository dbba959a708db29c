/* first: getuid; last: the close of a file */
#include <unistd.h>
#include <fcntl.h>
int main(void) { if (getuid() == 12345) return 1; int f = open("/opt/sample/etc/app.conf", O_RDONLY), g = dup(f); close(f); close(g); return 0; }
