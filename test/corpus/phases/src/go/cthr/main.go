// cgo: a thread of C. first: access in C; last: write in C
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>
static void *work(void *p) { struct stat s; stat("/opt/sample/etc/app.conf", &s); return 0; }
static void run(void) { pthread_t t; access("/opt/sample/etc/app.json", 4); pthread_create(&t, 0, work, 0); pthread_join(t, 0); if (write(1, "joined\n", 7)) {} }
*/
import "C"

func main() { C.run() }
