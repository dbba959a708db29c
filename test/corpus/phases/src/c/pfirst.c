/* first: pthread_create (SIGRT_1's handler, then the stack); last: exit handler's unlink */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
static void *w(void *p) { usleep(1000); return p; }
static void bye(void) { unlink("/opt/sample/tmp/keep"); }
int main(void) { pthread_t t; atexit(bye); pthread_create(&t, 0, w, 0); pthread_join(t, 0); return 0; }
