/* first: the open in a constructor; last: the unlink in a destructor (nothing is printed) */
#include <fcntl.h>
#include <unistd.h>
#include <stdlib.h>
static int n; static char b[512];
__attribute__((constructor)) static void up(void) { int f = open("/opt/sample/etc/app.conf", O_RDONLY); n = read(f, b, 512); close(f); }
__attribute__((destructor)) static void down(void) { unlink("/opt/sample/tmp/ctor.lock"); }
static void bye(void) { write(1, "bye\n", 4); }
int main(void) { atexit(bye); close(open("/opt/sample/tmp/ctor.lock", O_CREAT | O_WRONLY, 0600)); write(1, b, n > 10 ? 10 : n); return 0; }
