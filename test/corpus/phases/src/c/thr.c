/* first: a stat; threads write files of their own; last: unlink by the main thread */
#include <pthread.h>
#include <sys/stat.h>
#include <stdlib.h>
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>
static void *work(void *p) { char n[64]; snprintf(n, 64, "/opt/sample/tmp/thr-%ld", (long)p);
  int f = open(n, O_CREAT | O_WRONLY | O_TRUNC, 0644); for (int i = 0; i < 3; i++) { write(f, n, 10); usleep(500); } close(f);
  free(malloc(100000)); return 0; }
int main(void) { struct stat st; pthread_t t[3]; stat("/opt/sample/etc/app.conf", &st);
  for (long i = 0; i < 3; i++) pthread_create(t + i, 0, work, (void *)i);
  for (int i = 0; i < 3; i++) pthread_join(t[i], 0);
  for (int i = 0; i < 3; i++) { char n[64]; snprintf(n, 64, "/opt/sample/tmp/thr-%d", i); unlink(n); } return 0; }
