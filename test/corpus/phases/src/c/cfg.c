/* first: open of the settings (by open, not fopen); last: the flush of stdout at exit */
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>
int main(void) {
  char b[512]; int f = open("/opt/sample/etc/app.conf", O_RDONLY); ssize_t n = read(f, b, 512); close(f);
  int l = 0; for (ssize_t i = 0; i < n; i++) l += b[i] == '\n';
  printf("%d lines\n", l); return 0; }
