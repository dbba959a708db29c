/* first: what dlopen in main does first; last: the munmap of dlclose */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) {
  void *h = dlopen("libz.so.1", RTLD_NOW); const char *(*v)(void) = dlsym(h, "zlibVersion");
  const char *s = v(); write(1, s, 4); write(1, "\n", 1); dlclose(h); return 0; }
