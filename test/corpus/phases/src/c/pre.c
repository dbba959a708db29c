/* a library for LD_PRELOAD whose constructor does something: not the program's own */
#include <fcntl.h>
#include <unistd.h>
__attribute__((constructor)) static void up(void) { close(open("/opt/sample/etc/preload.conf", O_RDONLY)); }
int puts_count; 
