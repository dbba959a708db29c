/* as cfg, with fopen: its malloc comes first where nothing has used malloc before */
#include <stdio.h>
int main(void) {
  FILE *f = fopen("/opt/sample/etc/app.conf", "r"); char b[512]; int l = 0;
  while (fgets(b, 512, f)) l++; fclose(f);
  f = fopen("/opt/sample/tmp/count", "w"); fprintf(f, "%d\n", l); fclose(f); return 0; }
