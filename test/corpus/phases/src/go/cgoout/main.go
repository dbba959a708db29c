// cgo with stdio. first: open from Go; last: write by fflush in C
package main

/*
#include <stdio.h>
static void say(int n) { printf("n %d\n", n); fflush(stdout); }
*/
import "C"
import "os"

func main() { b, _ := os.ReadFile("/opt/sample/etc/app.conf"); C.say(C.int(len(b))) }
