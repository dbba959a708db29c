/* first: getpgrp; then dlopen of libm; last: close of a descriptor */
#include <dlfcn.h>
#include <unistd.h>
int main(void) { getpgrp(); void *h = dlopen("libm.so.6", RTLD_LAZY); double (*f)(double) = (double (*)(double))dlsym(h, "cos"); if (f(0.0) != 1.0) return 1; close(dup(1)); return 0; }
