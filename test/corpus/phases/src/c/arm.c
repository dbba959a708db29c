/* What only arm64 has: pointer tags, pointer authentication, vector length, guarded code, a fault in tagged memory. */
#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/auxv.h>
#include <sys/uio.h>
#include <sys/ptrace.h>
#include <linux/membarrier.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <unistd.h>
#ifndef PROT_BTI
#define PROT_BTI 0x10
#endif
#ifndef PROT_MTE
#define PROT_MTE 0x20
#endif
int main(void) {
  getppid();
  prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE, 0, 0, 0);
  prctl(PR_GET_TAGGED_ADDR_CTRL, 0, 0, 0, 0);
  prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE | PR_MTE_TCF_SYNC | (0xfffe << PR_MTE_TAG_SHIFT), 0, 0, 0);
  prctl(PR_PAC_RESET_KEYS, PR_PAC_APIAKEY | PR_PAC_APGAKEY, 0, 0, 0);
  prctl(60, PR_PAC_APIAKEY | PR_PAC_APDAKEY, PR_PAC_APIAKEY, 0, 0);
  prctl(61, 0, 0, 0, 0);
  prctl(PR_SVE_SET_VL, 32 | PR_SVE_VL_INHERIT, 0, 0, 0);
  prctl(PR_SVE_GET_VL, 0, 0, 0, 0);
  prctl(63, 32, 0, 0, 0);
  prctl(64, 0, 0, 0, 0);
  prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, 0, 0, 0);
  mmap(0, 65536, PROT_READ | PROT_EXEC | PROT_BTI, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *p = mmap(0, 65536, PROT_READ | PROT_WRITE | PROT_MTE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(p, 4096, PROT_READ | PROT_EXEC | PROT_BTI);
  mprotect(p, 4096, PROT_READ | PROT_WRITE | PROT_MTE);
  open("/opt/sample/etc", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  int f = open("/opt/sample/etc/app.conf", O_RDONLY | O_DIRECT);
  fcntl(f, F_GETFL);
  open("/opt/sample/tmp", O_TMPFILE | O_RDWR, 0600);
  syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
  *(volatile char *)((uintptr_t)p | (3ul << 56)) = 1;
  return 0;
}
