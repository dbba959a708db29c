/* Ends in the way that its argument names. Built without a dynamic loader, so that traces are short. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static void *work(void *tens) { usleep((long)tens * 10000); getppid(); return NULL; }
static void *idle(void *unused) { (void)unused; for (;;) pause(); }
static void *blocked(void *unused) { char c; (void)unused; read(ends[0], &c, 1); return NULL; }
static void *leaver(void *unused) { (void)unused; usleep(30000); getppid(); exit(3); }
static void *runner(void *unused) { (void)unused; usleep(30000); execl("./end", "end", "return", NULL); return NULL; }
static void farewell(void) { write(1, "bye\n", 4); }

static pthread_t start(void *(*body)(void *), long argument) {
  pthread_t thread;
  pthread_create(&thread, NULL, body, (void *)argument);
  return thread;
}

static pid_t sleeper(void) {
  pid_t child = fork();
  if (child == 0) idle(NULL);
  usleep(30000);
  return child;
}

static void forbid(int number) {
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { 4, code };
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv) {
  const char *how = argc > 1 ? argv[1] : "return";
  getppid(); /* the first call of the program */
#define HOW(name) if (strcmp(how, name) == 0)
  HOW("return") { return 0; }
  HOW("atexit") { atexit(farewell); puts("x"); exit(7); }
  HOW("join") {
    pthread_t threads[3];
    for (long i = 0; i < 3; i++) threads[i] = start(work, 2 * i);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    return 0;
  }
  HOW("all") { pipe(ends); start(idle, 0); start(blocked, 0); start(idle, 0); usleep(50000); return 1; }
  HOW("other") { start(leaver, 0); start(idle, 0); idle(NULL); }
  HOW("last") { start(work, 3); start(work, 5); usleep(10000); syscall(SYS_exit, 0); }
  HOW("raw") { getuid(); syscall(SYS_exit, 5); }
  HOW("segv") { *(volatile int *)8 = 1; }
  HOW("segv-threads") { start(idle, 0); usleep(20000); *(volatile int *)8 = 1; }
  HOW("abort") { abort(); }
  HOW("kill-child") { kill(sleeper(), SIGKILL); wait(NULL); return 0; }
  HOW("group") { setpgid(0, 0); sleeper(); sleeper(); kill(0, SIGTERM); idle(NULL); }
  HOW("pipe") { pipe(ends); close(ends[0]); write(ends[1], "x", 1); }
  HOW("size") {
    struct rlimit limit = { 10, 10 };
    setrlimit(RLIMIT_FSIZE, &limit);
    int file = open("big", O_CREAT | O_WRONLY | O_TRUNC, 0600);
    write(file, "0123456789", 10);
    write(file, "x", 1);
  }
  HOW("cpu") { struct rlimit limit = { 1, 2 }; setrlimit(RLIMIT_CPU, &limit); for (;;); }
  HOW("filter") { forbid(SYS_getuid); getuid(); }
  HOW("timer") { struct itimerval soon = { { 0, 0 }, { 0, 50000 } }; setitimer(ITIMER_REAL, &soon, NULL); idle(NULL); }
  HOW("exec-thread") { start(runner, 0); start(idle, 0); idle(NULL); }
  HOW("exec-left") { start(runner, 0); pthread_exit(NULL); }
  HOW("exec") { start(idle, 0); usleep(30000); execl("./end", "end", "return", NULL); }
  HOW("vfork") { if (vfork() == 0) kill(getpid(), SIGKILL); wait(NULL); return 0; }
  HOW("wait") { start(idle, 0); idle(NULL); }
  return 9;
}
