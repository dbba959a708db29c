/* first: sigaction of SIGUSR1; last: rt_sigprocmask that blocks SIGUSR2 */
#include <signal.h>
#include <unistd.h>
static void got(int s) { (void)s; }
int main(void) { struct sigaction a = {.sa_handler = got}; sigset_t m; sigaction(SIGUSR1, &a, 0); kill(getpid(), SIGUSR1);
  sigemptyset(&m); sigaddset(&m, SIGUSR2); sigprocmask(SIG_BLOCK, &m, 0); return 0; }
