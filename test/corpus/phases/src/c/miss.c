/* first and last: a look for a file that is not there */
#include <unistd.h>
#include <stdio.h>
int main(void) { if (access("/opt/sample/etc/override.conf", R_OK)) puts("defaults"); fflush(stdout); return access("/opt/sample/etc/post.hook", X_OK) == 0; }
