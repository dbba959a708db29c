/* first: mkdir; last: rmdir */
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>
#include <stdio.h>
int main(void) {
  mkdir("/opt/sample/tmp/d", 0755); int f = open("/opt/sample/tmp/d/a", O_WRONLY | O_CREAT, 0644);
  write(f, "data\n", 5); close(f); rename("/opt/sample/tmp/d/a", "/opt/sample/tmp/d/b");
  unlink("/opt/sample/tmp/d/b"); rmdir("/opt/sample/tmp/d"); return 0; }
